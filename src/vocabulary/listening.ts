import { type CodeOf, list } from '#kernel/list.ts'
import { undisclosed, unknown } from './words.ts'

/** By which way a contact reached the platform. */
export const contactChannel = list('contact_channel', {
  phone: { label: 'Téléphone' },
  chat: { label: 'Tchat', hint: 'Ouvert aux moins de 21 ans.' },
  web_form: { label: 'Formulaire en ligne' },
  sign_language_relay: { label: 'Visio en langue des signes' },
  email: { label: 'Courriel' },
  mail: { label: 'Courrier postal' },
  internal_handover: { label: 'Relais d’un écoutant du 119' },
  meeting: { label: 'Rencontre ou visioconférence' },
})
export type ContactChannel = CodeOf<typeof contactChannel>

/** Who went towards whom. */
export const contactDirection = list('contact_direction', {
  inbound: { label: 'Contact entrant' },
  callback: { label: 'Rappel convenu' },
  outbound_partner: { label: 'Appel vers un partenaire' },
})
export type ContactDirection = CodeOf<typeof contactDirection>

/** How far the record of a contact has come. */
export const contactStatus = list('contact_status', {
  draft: { label: 'Brouillon' },
  finalised: { label: 'Finalisé' },
})
export type ContactStatus = CodeOf<typeof contactStatus>

/** Why a contact is not about a minor in danger; such contacts are counted apart. */
export const disposition = list('disposition', {
  silent: {
    label: 'Silence',
    hint: 'Se taire est parfois la première façon d’appeler à l’aide : un silence n’est jamais un motif de blocage.',
  },
  hung_up: { label: 'A raccroché' },
  wrong_number: { label: 'Erreur de numéro' },
  playful: { label: 'Jeu ou plaisanterie' },
  abusive: { label: 'Propos injurieux ou malveillants' },
  out_of_scope: { label: 'Hors du champ de la plateforme' },
  test: { label: 'Essai technique' },
})
export type Disposition = CodeOf<typeof disposition>

/** Who speaks, as the yearly report counts it: one answer per situation, that of its first contact. */
export const callerProfile = list('caller_profile', {
  first_circle: {
    label: 'Premier cercle familial',
    hint: 'Parents, beaux-parents, frères et sœurs, tuteur.',
  },
  professional: { label: 'Professionnel' },
  extended_family_or_entourage: { label: 'Famille élargie ou entourage' },
  undisclosed: { label: 'Ne souhaite pas se désigner' },
  witness: { label: 'Témoin' },
  minor: { label: 'Mineur', hint: 'Le mineur concerné lui-même, ou un autre mineur.' },
  unknown,
})
export type CallerProfile = CodeOf<typeof callerProfile>

/** Who speaks, more precisely. */
export const callerDetail = list('caller_detail', {
  mother: { label: 'Mère' },
  father: { label: 'Père' },
  step_parent: { label: 'Beau-parent' },
  sibling: { label: 'Frère ou sœur' },
  guardian: { label: 'Tuteur ou tutrice' },
  minor_concerned: { label: 'Mineur concerné' },
  minor_other: { label: 'Autre mineur, pair' },
  unknown,
  undisclosed,
})
export type CallerDetail = CodeOf<typeof callerDetail>

const details: { readonly [profile in CallerProfile]?: readonly CallerDetail[] } = {
  first_circle: ['mother', 'father', 'step_parent', 'sibling', 'guardian', 'unknown', 'undisclosed'],
  minor: ['minor_concerned', 'minor_other', 'unknown', 'undisclosed'],
}

/** The details that make sense for a caller profile, in reading order; most profiles have none. */
export const callerDetailsOf = (profile: string): readonly CallerDetail[] =>
  callerProfile.has(profile) ? (details[profile] ?? []) : []

/** Where a professional who calls works. */
export const professionalSector = list('professional_sector', {
  child_protection: { label: 'Protection de l’enfance', hint: 'ASE, MECS, foyer, AEMO.' },
  prevention: { label: 'Prévention spécialisée' },
  education: { label: 'Éducation nationale' },
  health: { label: 'Santé', hint: 'Hôpital, UAPED, maison des adolescents, PMI.' },
  police_gendarmerie: { label: 'Police ou gendarmerie' },
  justice_pjj: { label: 'Justice, PJJ' },
  association: { label: 'Association' },
  accommodation_business: { label: 'Hôtellerie, plateforme de location' },
  other: { label: 'Autre secteur' },
  unknown,
  undisclosed,
})
export type ProfessionalSector = CodeOf<typeof professionalSector>

/** Gender of the person who speaks. */
export const callerGender = list('caller_gender', {
  woman: { label: 'Femme' },
  man: { label: 'Homme' },
  other: { label: 'Autre' },
  unknown,
  undisclosed,
})
export type CallerGender = CodeOf<typeof callerGender>

/** What may be done to reach the caller again; nothing said means nothing may be done. */
export const callerPermission = list('caller_permission', {
  may_call_back: { label: 'On peut rappeler' },
  may_leave_voicemail: { label: 'On peut laisser un message vocal' },
  may_write: { label: 'On peut écrire' },
  no_contact: { label: 'Ne pas chercher à joindre' },
})
export type CallerPermission = CodeOf<typeof callerPermission>

/** What became of one attempt to call back. */
export const callbackOutcome = list('callback_outcome', {
  reached: { label: 'Personne jointe' },
  no_answer: { label: 'Pas de réponse' },
  postponed: { label: 'Reporté' },
  refused: { label: 'Refusé' },
  interrupted: { label: 'Interrompu par sécurité' },
})
export type CallbackOutcome = CodeOf<typeof callbackOutcome>

/** How a call-back ended; until then it stays on the list, however late. */
export const callbackSettlement = list('callback_settlement', {
  kept: { label: 'Tenu' },
  postponed: { label: 'Reporté à un autre rappel' },
  refused: { label: 'Refusé par la personne' },
  cancelled: { label: 'Annulé' },
  given_up: { label: 'Abandonné après plusieurs essais' },
})
export type CallbackSettlement = CodeOf<typeof callbackSettlement>

/** Where the work on a situation stands. */
export const situationStage = list('situation_stage', {
  open: { label: 'Ouverte' },
  in_follow_up: { label: 'Suivie' },
  dormant: { label: 'Sans nouvelle' },
  closed: { label: 'Close' },
  archived: { label: 'Archivée' },
})
export type SituationStage = CodeOf<typeof situationStage>

/** Why a situation was closed. */
export const closingReason = list('closing_reason', {
  relay_taken: { label: 'Relais pris par un service' },
  protected: { label: 'Mise à l’abri' },
  caller_wish: { label: 'Souhait de l’appelant' },
  no_contact: { label: 'Plus aucun contact possible' },
  came_of_age: { label: 'Majorité ou 21 ans atteints' },
  out_of_scope: { label: 'Hors du champ de la plateforme' },
  duplicate: { label: 'Doublon d’une autre situation' },
})
export type ClosingReason = CodeOf<typeof closingReason>

/** What ties the minor of another file to the minor of this one. */
export const situationLink = list('situation_link', {
  sibling: { label: 'Frère ou sœur' },
  other_minor_same_place: { label: 'Autre mineur du même lieu de vie' },
  peer: { label: 'Ami ou pair' },
  runaway_companion: { label: 'Fugue commune' },
  same_network: { label: 'Même réseau d’exploitation' },
  recruiter_is_minor: {
    label: 'Mineur qui aurait entraîné cette victime',
    hint: 'Un mineur qui en entraîne un autre est lui aussi en danger : sa situation se suit comme les autres.',
  },
  other: { label: 'Autre lien' },
})
export type SituationLink = CodeOf<typeof situationLink>
