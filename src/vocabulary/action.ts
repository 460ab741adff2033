import { type CodeOf, list } from '#kernel/list.ts'

/** What a contact turned out to be, in the words of the 119. */
export const qualification = list('qualification', {
  immediate_help: { label: 'Aide immédiate' },
  ip: { label: 'Information préoccupante' },
  ip_urgent: { label: 'Information préoccupante urgente' },
  ip_complement: { label: 'Complément à une information préoccupante' },
  first_responder_referral: { label: 'Saisine de première urgence' },
  out_of_scope: { label: 'Hors du champ de la plateforme' },
})
export type Qualification = CodeOf<typeof qualification>

/** What the platform did for a situation; the first five are those of the first-year report. */
export const action = list('action', {
  ip_sent: { label: 'Information préoccupante transmise au département' },
  direct_advice: { label: 'Conseil direct', hint: 'Éducatif, juridique, psychologique…' },
  ase_liaison: { label: 'Mise en lien avec l’ASE en charge' },
  documentation_sent: { label: 'Envoi de documentation' },
  local_orientation: { label: 'Orientation vers un dispositif local' },
  callback_scheduled: { label: 'Rappel programmé' },
  emergency_services: { label: 'Secours alertés', hint: 'Police, gendarmerie, SAMU, pompiers.' },
  prosecutor_report: { label: 'Signalement au procureur' },
  partner_contact: { label: 'Contact avec un partenaire' },
  professional_support: { label: 'Appui à un professionnel' },
})
export type Action = CodeOf<typeof action>

/** What a piece of direct advice was about. */
export const adviceField = list('advice_field', {
  educational: { label: 'Éducatif' },
  legal: { label: 'Juridique' },
  psychological: { label: 'Psychologique' },
  health: { label: 'Santé' },
  social: { label: 'Social' },
  digital_safety: { label: 'Sécurité numérique' },
})
export type AdviceField = CodeOf<typeof adviceField>

/** Towards what kind of help somebody was directed. */
export const orientationKind = list('orientation_kind', {
  specialised_minors_service: { label: 'Dispositif spécialisé pour les mineurs' },
  legal_aid: { label: 'Aide juridique', hint: 'Avocat, CDAD, France Victimes.' },
  mental_health: { label: 'Santé psychique', hint: 'Maison des adolescents, CMP, psychotrauma.' },
  physical_health: { label: 'Santé physique et sexuelle', hint: 'UAPED, centre de santé sexuelle.' },
  addiction: { label: 'Addictions', hint: 'CSAPA, consultation jeunes consommateurs.' },
  missing_children: { label: 'Enfants disparus (116 000)' },
  digital_violence: { label: 'Violences numériques (3018)' },
  parent_support: { label: 'Soutien aux parents' },
  school_support: { label: 'Soutien à la scolarité' },
  shelter: { label: 'Mise à l’abri' },
  police_complaint: { label: 'Dépôt de plainte' },
  emergency: { label: 'Urgences' },
})
export type OrientationKind = CodeOf<typeof orientationKind>

/** Who receives what is handed to an authority. */
export const transmissionRecipient = list('transmission_recipient', {
  crip: { label: 'CRIP', hint: 'Cellule de recueil des informations préoccupantes.' },
  ase_service: { label: 'Service de l’ASE ou référent' },
  prosecutor: { label: 'Procureur de la République' },
  police_gendarmerie: { label: 'Police ou gendarmerie' },
  samu: { label: 'SAMU' },
  other_departement_crip: {
    label: 'CRIP d’un autre département',
    hint: 'Celui du domicile, du lieu de vie ou du lieu de fugue.',
  },
  national_coordination: {
    label: 'Coordination nationale',
    hint: 'Quand aucun département n’est connu, ou que le lieu est hors des départements.',
  },
})
export type TransmissionRecipient = CodeOf<typeof transmissionRecipient>

/** How far a transmission has come; who writes it is never who validates it. */
export const transmissionStatus = list('transmission_status', {
  draft: { label: 'Brouillon' },
  submitted: { label: 'Soumise à la coordination' },
  returned: { label: 'À reprendre' },
  validated: { label: 'Validée' },
  sent: { label: 'Transmise' },
  acknowledged: { label: 'Accusé de réception' },
  return_due: { label: 'Retour attendu' },
  return_received: { label: 'Retour reçu' },
  return_overdue: { label: 'Retour en retard' },
  redirected: { label: 'Réorientée', hint: 'Le département destinataire n’était pas compétent.' },
  cancelled: { label: 'Annulée' },
})
export type TransmissionStatus = CodeOf<typeof transmissionStatus>

/** What happened to a transmission, one line of its history. */
export const transmissionEvent = list('transmission_event', {
  written: { label: 'Rédaction commencée' },
  submitted: { label: 'Soumise à la coordination' },
  taken_back: { label: 'Reprise par son auteur' },
  returned: { label: 'Renvoyée avec des remarques' },
  validated: { label: 'Validée' },
  recalled: { label: 'Rappelée avant l’envoi' },
  cancelled: { label: 'Annulée' },
  sent: { label: 'Reçue par le destinataire' },
  acknowledged: { label: 'Accusé de réception' },
  complement_asked: { label: 'Complément demandé' },
  redirected: { label: 'Déclarée hors compétence' },
  readdressed: { label: 'Réadressée' },
  return_due: { label: 'Retour attendu' },
  return_overdue: { label: 'Retour en retard' },
  return_received: { label: 'Retour reçu' },
})
export type TransmissionEvent = CodeOf<typeof transmissionEvent>

/** What the authority answers; the first three are the conclusions of article D226-2-7 of the CASF. */
export const returnOutcome = list('return_outcome', {
  closed_no_action: { label: 'Classement' },
  administrative_help: { label: 'Action adaptée ou prestation de l’ASE' },
  judicial_referral: { label: 'Saisine de l’autorité judiciaire' },
  joined_existing_measure: { label: 'Versé à une mesure en cours' },
  evaluation_ongoing: { label: 'Évaluation en cours' },
  evaluation_impossible: { label: 'Évaluation impossible' },
  not_found: { label: 'Mineur non localisé' },
})
export type ReturnOutcome = CodeOf<typeof returnOutcome>

/** Whether the parents were told of the transmission, as article L226-2-1 of the CASF asks. */
export const parentsInformed = list('parents_informed', {
  yes: { label: 'Oui' },
  no_child_interest: { label: 'Non, contraire à l’intérêt de l’enfant' },
  no_unreachable: { label: 'Non, parents injoignables' },
  to_do: { label: 'À faire' },
})
export type ParentsInformed = CodeOf<typeof parentsInformed>
