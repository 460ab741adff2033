import { type CodeOf, list } from '#kernel/list.ts'

/** What form an intervention took. */
export const awarenessKind = list('awareness_kind', {
  conference: { label: 'Conférence' },
  training_session: { label: 'Formation' },
  workshop: { label: 'Atelier' },
  webinar: { label: 'Webinaire' },
  school_intervention: { label: 'Intervention en milieu scolaire' },
  stand: { label: 'Stand' },
  media: { label: 'Intervention dans les médias' },
})
export type AwarenessKind = CodeOf<typeof awarenessKind>

/** Before whom. */
export const audience = list('audience', {
  child_protection: { label: 'Protection de l’enfance' },
  education: { label: 'Éducation' },
  health: { label: 'Santé' },
  justice_police: { label: 'Justice, police et gendarmerie' },
  mixed: { label: 'Public mêlé de professionnels' },
  general_public: { label: 'Grand public' },
  young_people: { label: 'Mineurs et jeunes adultes' },
  relatives: { label: 'Parents et proches' },
})
export type Audience = CodeOf<typeof audience>

/** Those of them that are not professionals. */
export const layAudiences: readonly Audience[] = ['general_public', 'young_people', 'relatives']

/** What a resource is. */
export const resourceKind = list('resource_kind', {
  podcast_episode: { label: 'Épisode de podcast' },
  guide: { label: 'Guide' },
  leaflet: { label: 'Plaquette' },
  poster: { label: 'Affiche' },
  video: { label: 'Vidéo' },
  legal_sheet: { label: 'Fiche juridique' },
  training_kit: { label: 'Mallette de formation' },
  study: { label: 'Étude' },
  tool_template: { label: 'Trame ou grille' },
  link: { label: 'Lien' },
})
export type ResourceKind = CodeOf<typeof resourceKind>

/** Where an intervention stands. */
export const interventionStatus = list('intervention_status', {
  requested: { label: 'Demandée', hint: 'Sa date n’est pas encore fixée.' },
  planned: { label: 'Prévue' },
  held: { label: 'Tenue' },
  cancelled: { label: 'Annulée' },
})
export type InterventionStatus = CodeOf<typeof interventionStatus>

/** What became of an organisation's request for an intervention. */
export const interventionRequestStatus = list('intervention_request_status', {
  received: { label: 'À traiter' },
  proposed: { label: 'Autre date proposée' },
  accepted: { label: 'Acceptée' },
  declined: { label: 'Déclinée' },
})
export type InterventionRequestStatus = CodeOf<typeof interventionRequestStatus>

/** What somebody does in an intervention. */
export const interventionRole = list('intervention_role', {
  speaker: { label: 'Intervient' },
  host: { label: 'Accueille' },
})
export type InterventionRole = CodeOf<typeof interventionRole>

/** What is written about an intervention, or about a request for one. */
export const interventionLetterKind = list('intervention_letter_kind', {
  acknowledgement: { label: 'Accusé de réception' },
  acceptance: { label: 'Demande acceptée' },
  proposal: { label: 'Autre date proposée' },
  refusal: { label: 'Demande déclinée' },
  invitation: { label: 'Invitation' },
  update: { label: 'Changement' },
  cancellation: { label: 'Annulation' },
})
export type InterventionLetterKind = CodeOf<typeof interventionLetterKind>

/** How those who came were counted. */
export const attendanceMethod = list('attendance_method', {
  count: { label: 'Comptage par secteur' },
  sheet: { label: 'Feuille d’émargement' },
})
export type AttendanceMethod = CodeOf<typeof attendanceMethod>

/** When an evaluation is asked. */
export const evaluationMoment = list('evaluation_moment', {
  before: { label: 'Avant' },
  after: { label: 'Après' },
})
export type EvaluationMoment = CodeOf<typeof evaluationMoment>

/** What an evaluation asks, on five points; all but the last are asked before and after. */
export const evaluationQuestion = list('evaluation_question', {
  signs: { label: 'Je sais reconnaître les signes qui doivent alerter' },
  process: { label: 'Je comprends comment un mineur est entraîné dans ces situations' },
  speaking: { label: 'Je sais comment en parler avec un mineur, sans le juger' },
  duties: { label: 'Je connais mes obligations et le circuit d’une alerte' },
  relays: { label: 'Je sais vers qui me tourner' },
  satisfaction: { label: 'Cette intervention a répondu à mes attentes' },
})
export type EvaluationQuestion = CodeOf<typeof evaluationQuestion>
