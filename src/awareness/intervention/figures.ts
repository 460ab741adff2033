import { countOne } from '#kernel/figure.ts'
import { audience, awarenessKind, layAudiences } from '#vocabulary'

/** Interventions of the period, by their form. */
export const interventions = countOne(awarenessKind, {
  id: 'intervention',
  title: 'Interventions de sensibilisation',
  rule: 'Chaque intervention tenue compte une fois, au jour de son début ; le filtre des départements s’applique au lieu, celui des appelants ne s’applique pas.',
  of: 'intervention',
  from: 'awareness_kind',
  mayBeUnasked: false,
})

/** The professionals who came to them, by sector. */
export const professionalsReached = countOne(audience, {
  id: 'professional_reached',
  title: 'Professionnels touchés par les interventions',
  rule: 'Personnes présentes aux interventions tenues dans la période, telles qu’elles ont été comptées par secteur ; une personne venue deux fois compte deux fois, et le public non professionnel ne compte pas.',
  of: 'professional',
  from: 'audience',
  mayBeUnasked: false,
})

/** The sectors that are of professionals. */
export const professionalAudiences = audience.codes.filter((code) => !layAudiences.includes(code))
