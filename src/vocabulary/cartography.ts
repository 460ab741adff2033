import { type CodeOf, list } from '#kernel/list.ts'
import { unknown } from './words.ts'

/** What a local service offers. */
export const serviceKind = list('service_kind', {
  listening_line: { label: 'Ligne d’écoute' },
  specialised_follow_up: { label: 'Accompagnement éducatif spécialisé' },
  mobile_team: { label: 'Équipe mobile' },
  street_outreach: { label: 'Maraude, aller-vers' },
  digital_outreach: { label: 'Maraude numérique' },
  day_reception: { label: 'Accueil de jour' },
  sheltering_or_breakaway: { label: 'Hébergement, séjour de rupture, éloignement' },
  reinforced_aemo: { label: 'AEMO renforcée' },
  psychotrauma_care: { label: 'Soin du psychotraumatisme' },
  uaped: { label: 'Unité d’accueil pédiatrique enfants en danger (UAPED)' },
  family_support_space: { label: 'Espace d’information et de soutien aux familles' },
  resource_centre_for_professionals: { label: 'Centre de ressources pour les professionnels' },
  partnership_cell: { label: 'Cellule ou réunion flash pluripartenariale' },
  departmental_referent: { label: 'Référent départemental prostitution' },
  training: { label: 'Formation' },
})
export type ServiceKind = CodeOf<typeof serviceKind>

/** Who may see the particulars of a service. */
export const serviceVisibility = list('service_visibility', {
  public: { label: 'Public' },
  professionals_only: { label: 'Coordonnées réservées aux professionnels' },
  internal: { label: 'Interne à la plateforme' },
})
export type ServiceVisibility = CodeOf<typeof serviceVisibility>

/** What an actor is in the local network. */
export const actorKind = list('actor_kind', {
  departement: { label: 'Conseil départemental ou collectivité' },
  crip: { label: 'CRIP' },
  ase: { label: 'Aide sociale à l’enfance (ASE)' },
  departmental_home: { label: 'Foyer de l’enfance' },
  association: { label: 'Association' },
  state_service: { label: 'Service de l’État', hint: 'Préfecture, DDETS, DRDFE, ARS.' },
  justice: { label: 'Justice', hint: 'Parquet, tribunal pour enfants.' },
  pjj: { label: 'Protection judiciaire de la jeunesse (PJJ)' },
  police_gendarmerie: { label: 'Police ou gendarmerie' },
  education: { label: 'Éducation nationale' },
  health: { label: 'Santé' },
  research: { label: 'Recherche', hint: 'ONPE, université.' },
  national_body: { label: 'Organisme national' },
  company: { label: 'Entreprise', hint: 'Plateforme, hôtelier.' },
})
export type ActorKind = CodeOf<typeof actorKind>

/** To whom a questionnaire is sent; each has its own and its own denominator. */
export const questionnaireAddressee = list('questionnaire_addressee', {
  def_director: { label: 'Directeur enfance-famille (DEF)' },
  ase: { label: 'Aide sociale à l’enfance (ASE)' },
  crip: { label: 'CRIP' },
  departmental_home: { label: 'Foyer départemental de l’enfance' },
})
export type QuestionnaireAddressee = CodeOf<typeof questionnaireAddressee>

/** How far an invitation to answer has come. */
export const campaignResponseStatus = list('campaign_response_status', {
  invited: { label: 'Invité' },
  opened: { label: 'Ouvert' },
  partial: { label: 'Réponse partielle' },
  submitted: { label: 'Réponse envoyée' },
  declined: { label: 'Réponse déclinée' },
})
export type CampaignResponseStatus = CodeOf<typeof campaignResponseStatus>

/** Whether the service that answers has met the prostitution of minors. */
export const phenomenonMet = list('phenomenon_met', {
  yes: { label: 'Oui' },
  no: { label: 'Non' },
  unknown,
})
export type PhenomenonMet = CodeOf<typeof phenomenonMet>

/** What somebody without an account may do with a personal link. */
export const linkPurpose = list('link_purpose', {
  survey: { label: 'Répondre à un questionnaire' },
  service: { label: 'Mettre à jour la fiche d’un service' },
  resource: { label: 'Recevoir une ressource demandée' },
  application: { label: 'Répondre à un appel à projets' },
})
export type LinkPurpose = CodeOf<typeof linkPurpose>

/** Why the platform writes to somebody about their entry of the directory. */
export const refreshMessageKind = list('refresh_message_kind', {
  invitation: { label: 'Demande de mise à jour' },
  listed: { label: 'Avis de présence dans l’annuaire' },
})
export type RefreshMessageKind = CodeOf<typeof refreshMessageKind>

/** What a service says of its own entry, by its link. */
export const refreshReplyKind = list('refresh_reply_kind', {
  confirmed: { label: 'La fiche est toujours exacte' },
  proposed: { label: 'Des changements sont proposés' },
  not_me: { label: 'Une personne ne veut plus y figurer' },
  not_us: { label: 'Le service ne veut plus y figurer' },
})
export type RefreshReplyKind = CodeOf<typeof refreshReplyKind>

/** What form the work with local actors took. */
export const workingSessionKind = list('working_session_kind', {
  bilateral: { label: 'Entretien' },
  group: { label: 'Groupe de travail' },
  site_visit: { label: 'Visite' },
  steering: { label: 'Comité de pilotage' },
})
export type WorkingSessionKind = CodeOf<typeof workingSessionKind>

/** Where a version of a questionnaire stands: written, asked, no longer asked. */
export const surveyStatus = list('survey_status', {
  draft: { label: 'Brouillon' },
  published: { label: 'Publiée' },
  retired: { label: 'Retirée' },
})
export type SurveyStatus = CodeOf<typeof surveyStatus>

/** How a question of a questionnaire is answered. */
export const surveyQuestionKind = list('survey_question_kind', {
  short_text: { label: 'Texte court' },
  long_text: { label: 'Texte long' },
  number: { label: 'Nombre' },
  date: { label: 'Date' },
  single: { label: 'Choix unique' },
  dropdown: { label: 'Liste déroulante' },
  multiple: { label: 'Choix multiples' },
  yes_no: { label: 'Oui, non, ne sait pas' },
  matrix: { label: 'Tableau à choix unique' },
  ranking: { label: 'Classement' },
})
export type SurveyQuestionKind = CodeOf<typeof surveyQuestionKind>

/** How far the account of a local practice has come. */
export const practiceStatus = list('practice_status', {
  draft: { label: 'Brouillon' },
  reviewed: { label: 'Relue' },
  published_professionals: { label: 'Publiée aux professionnels' },
  published_all: { label: 'Publiée à tous' },
  to_review: { label: 'À revoir' },
  withdrawn: { label: 'Retirée' },
})
export type PracticeStatus = CodeOf<typeof practiceStatus>

/** What happened to the account of a practice. */
export const practiceEvent = list('practice_event', {
  created: { label: 'Créée' },
  edited: { label: 'Modifiée' },
  moved: { label: 'Changement d’état' },
  document_added: { label: 'Document ajouté' },
  document_removed: { label: 'Document retiré' },
  adopted: { label: 'Adoptée par un territoire' },
  adoption_removed: { label: 'Adoption retirée' },
})
export type PracticeEvent = CodeOf<typeof practiceEvent>

/** What a meeting is: work of the platform with actors, or partners whom it brings together. */
export const meetingNature = list('meeting_nature', {
  working_session: { label: 'Séance de travail' },
  partner_meeting: { label: 'Rencontre entre partenaires' },
})
export type MeetingNature = CodeOf<typeof meetingNature>

/** Where a meeting stands. */
export const meetingStatus = list('meeting_status', {
  planned: { label: 'Prévue' },
  held: { label: 'Tenue' },
  cancelled: { label: 'Annulée' },
})
export type MeetingStatus = CodeOf<typeof meetingStatus>

/** How often a series of meetings comes back. */
export const meetingRhythm = list('meeting_rhythm', {
  weekly: { label: 'Chaque semaine' },
  fortnightly: { label: 'Toutes les deux semaines' },
  monthly: { label: 'Chaque mois', hint: 'Le même jour de la semaine, au même rang dans le mois.' },
})
export type MeetingRhythm = CodeOf<typeof meetingRhythm>

/** Whether somebody came. */
export const attendance = list('attendance', {
  expected: { label: 'Attendu' },
  present: { label: 'Présent' },
  remote: { label: 'Présent à distance' },
  excused: { label: 'Excusé' },
  absent: { label: 'Absent' },
})
export type Attendance = CodeOf<typeof attendance>

/** What is written to a participant of a meeting. */
export const meetingMessageKind = list('meeting_message_kind', {
  invitation: { label: 'Invitation' },
  update: { label: 'Changement' },
  cancellation: { label: 'Annulation' },
  reminder: { label: 'Rappel de l’ordre du jour' },
})
export type MeetingMessageKind = CodeOf<typeof meetingMessageKind>

/** What somebody thinks of a meeting, without saying who they are. */
export const feedbackUsefulness = list('feedback_usefulness', {
  very_useful: { label: 'Très utile' },
  useful: { label: 'Utile' },
  little: { label: 'Peu utile' },
  useless: { label: 'Inutile' },
})
export type FeedbackUsefulness = CodeOf<typeof feedbackUsefulness>
