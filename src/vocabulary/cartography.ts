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

/** What form the work with local actors took. */
export const workingSessionKind = list('working_session_kind', {
  bilateral: { label: 'Entretien' },
  group: { label: 'Groupe de travail' },
  site_visit: { label: 'Visite' },
  steering: { label: 'Comité de pilotage' },
})
export type WorkingSessionKind = CodeOf<typeof workingSessionKind>
