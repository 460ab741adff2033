import { phenomenonMet, surveyResponses } from '#cartography/campaign/figures.ts'
import { countOne } from '#kernel/figure.ts'
import { actorKind, workingSessionKind } from '#vocabulary'

export const workingSessions = countOne(workingSessionKind, {
  id: 'working_session',
  title: 'Séances de travail',
  rule: 'Chaque séance de travail tenue compte une fois, au jour de son début ; les filtres ne s’appliquent pas.',
  of: 'working_session',
  from: 'working_session',
  mayBeUnasked: false,
})

export const actorsMet = countOne(actorKind, {
  id: 'actor_met',
  title: 'Acteurs rencontrés',
  rule: 'Chaque acteur rencontré dans une séance de travail tenue compte une fois dans la période ; les filtres ne s’appliquent pas.',
  of: 'actor',
  from: 'actor_met',
  mayBeUnasked: false,
})

/** What the report takes from the cartography, in reading order. */
export const cartographyOfReport = [surveyResponses, phenomenonMet, workingSessions, actorsMet] as const

/** Whether a figure is counted by the cartography. */
export const isOfCartography = (id: string): boolean => cartographyOfReport.some((figure) => figure.id === id)
