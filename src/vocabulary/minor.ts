import { type CodeOf, list } from '#kernel/list.ts'
import { undisclosed, unknown } from './words.ts'

/** Gender of the minor. */
export const minorGender = list('minor_gender', {
  girl: { label: 'Fille' },
  boy: { label: 'Garçon' },
  transgender: { label: 'Transgenre' },
  unknown,
  undisclosed,
})
export type MinorGender = CodeOf<typeof minorGender>

/** Age of the minor at the first contact, in bands cut at the legal edges of 15, 18 and 21 years. */
export const ageBand = list('age_band', [
  ['under_12', { label: 'Moins de 12 ans' }],
  ['12', { label: '12 ans' }],
  ['13_14', { label: '13-14 ans' }],
  ['15_17', { label: '15-17 ans' }],
  [
    '18_20',
    { label: '18-20 ans', hint: 'Jeune majeur : la protection de l’enfance peut aller jusqu’à 21 ans.' },
  ],
  ['over_20', { label: '21 ans et plus' }],
  ['unknown', { label: 'Âge inconnu' }],
])
export type AgeBand = CodeOf<typeof ageBand>

/**
 * The band of an age in completed years. No age, or one that cannot be (negative, not a number), is `unknown`;
 * 21 and over is `over_20`: no longer a person the platform follows, but never to be counted among young adults.
 */
export function ageBandOf(age: number | null): AgeBand {
  if (age === null || !(age >= 0)) return 'unknown'
  if (age < 12) return 'under_12'
  if (age < 13) return '12'
  if (age < 15) return '13_14'
  if (age < 18) return '15_17'
  return age < 21 ? '18_20' : 'over_20'
}

/** The coarser bands of whatever is published: fewer cells, hence fewer that single out a child. */
export const publishedAgeBand = list('published_age_band', [
  ['under_15', { label: 'Moins de 15 ans', hint: 'Mineur de quinze ans, au sens du code pénal.' }],
  ['15_17', { label: '15-17 ans' }],
  ['18_and_over', { label: '18 ans et plus' }],
  ['unknown', { label: 'Âge inconnu' }],
])
export type PublishedAgeBand = CodeOf<typeof publishedAgeBand>

/** The published band of an age in completed years. */
export function publishedAgeBandOf(age: number | null): PublishedAgeBand {
  if (age === null || !(age >= 0)) return 'unknown'
  if (age < 15) return 'under_15'
  return age < 18 ? '15_17' : '18_and_over'
}

/** Whether the child-protection services knew the minor before the first contact. */
export const knownToChildProtection = list('known_to_child_protection', {
  yes: { label: 'Oui' },
  no: { label: 'Non' },
  unknown,
  undisclosed,
})
export type KnownToChildProtection = CodeOf<typeof knownToChildProtection>

/** Child-protection measures, current or past. */
export const measure = list('measure', {
  ip_under_evaluation: { label: 'Information préoccupante en cours d’évaluation' },
  proximity_follow_up: { label: 'Suivi de proximité ou prévention' },
  home_educational_aid: { label: 'Aide éducative à domicile (AED)' },
  aemo: { label: 'Action éducative en milieu ouvert (AEMO)' },
  provisional_reception: {
    label: 'Accueil provisoire',
    hint: 'Placement administratif, avec l’accord des parents.',
  },
  judicial_placement: { label: 'Placement judiciaire', hint: 'Article 375-3 du code civil.' },
  emergency_placement_order: {
    label: 'Ordonnance de placement provisoire (OPP)',
    hint: 'Article 375-5 du code civil.',
  },
  mjie: { label: 'Mesure judiciaire d’investigation éducative (MJIE)' },
  pjj_criminal: { label: 'Suivi PJJ au pénal' },
  guardianship_ward: { label: 'Tutelle ou pupille de l’État' },
  unaccompanied_minor: { label: 'Mineur non accompagné (MNA)' },
  young_adult_contract: { label: 'Contrat jeune majeur' },
  closed_measure: { label: 'Mesure terminée' },
  unspecified: { label: 'Mesure non précisée' },
})
export type Measure = CodeOf<typeof measure>

/** With whom or where the minor lives. */
export const livingPlace = list('living_place', {
  both_parents: { label: 'Chez ses deux parents' },
  mother: { label: 'Chez sa mère' },
  father: { label: 'Chez son père' },
  alternating: { label: 'En résidence alternée' },
  extended_family_or_third_party: { label: 'Famille élargie ou tiers digne de confiance' },
  foster_family: { label: 'Chez un assistant familial' },
  departmental_home: { label: 'Foyer départemental de l’enfance' },
  mecs: { label: 'Maison d’enfants à caractère social (MECS)' },
  other_institution: { label: 'Autre établissement', hint: 'PJJ, médico-social, internat.' },
  health_facility: { label: 'Hôpital ou établissement de santé' },
  boyfriend_or_peers: { label: 'Chez un petit ami ou des pairs' },
  runaway_no_known_place: { label: 'En fugue, lieu inconnu' },
  hotel_or_rental: { label: 'Hôtel ou location' },
  homeless: { label: 'Sans domicile' },
  unknown,
  undisclosed,
})
export type LivingPlace = CodeOf<typeof livingPlace>

/** Where the minor stands with school or work. */
export const schoolStatus = list('school_status', {
  enrolled_attending: { label: 'Scolarisation suivie' },
  enrolled_absentee: { label: 'Absentéisme' },
  dropped_out: { label: 'Déscolarisation' },
  excluded: { label: 'Exclusion' },
  training_or_work: { label: 'Formation ou emploi' },
  specialised: { label: 'Dispositif spécialisé' },
  unknown,
  undisclosed,
})
export type SchoolStatus = CodeOf<typeof schoolStatus>

/** What a place is in the life of the minor. */
export const placeRole = list('place_role', {
  family_home: { label: 'Domicile familial' },
  placement: { label: 'Lieu de placement' },
  current_whereabouts: { label: 'Lieu de présence actuel' },
  runaway: { label: 'Lieu de fugue' },
  exploitation: { label: 'Lieu d’exploitation' },
  school: { label: 'Établissement scolaire' },
})
export type PlaceRole = CodeOf<typeof placeRole>
