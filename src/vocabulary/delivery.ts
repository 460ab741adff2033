import { type CodeOf, list } from '#kernel/list.ts'

/** By which way an authority receives a transmission. */
export const deliveryChannel = list('delivery_channel', {
  portal: { label: 'Espace partenaire' },
  hand_over: { label: 'Remise notée', hint: 'Une personne la remet, et note à qui, comment et quand.' },
})
export type DeliveryChannel = CodeOf<typeof deliveryChannel>

/** How far a package has come towards whoever must read it. */
export const deliveryState = list('delivery_state', {
  queued: { label: 'En attente d’envoi' },
  handed: { label: 'Envoi en cours' },
  undeliverable: { label: 'Personne pour la recevoir' },
  delivered: { label: 'Déposée' },
  read: { label: 'Lue' },
  acknowledged: { label: 'Reçue par une personne nommée' },
  recalled: { label: 'Rappelée' },
})
export type DeliveryState = CodeOf<typeof deliveryState>

/** Why the last attempt did not succeed; it says nothing of the person. */
export const deliveryTrouble = list('delivery_trouble', {
  unreachable: { label: 'L’espace partenaire ne répond pas' },
  timeout: { label: 'L’espace partenaire n’a pas répondu à temps' },
  refused: { label: 'L’espace partenaire a refusé le dépôt' },
  no_recipient: { label: 'Aucune personne active ne peut l’ouvrir dans ce service' },
  mail_not_configured: { label: 'Courriel non configuré' },
  mail_refused: { label: 'Le serveur de courriel a refusé le message' },
  mail_unreachable: { label: 'Le serveur de courriel ne répond pas' },
  own_fault: { label: 'Erreur de notre côté' },
})
export type DeliveryTrouble = CodeOf<typeof deliveryTrouble>

/** How a transmission that does not go through the portal was handed over. */
export const handOverWay = list('hand_over_way', {
  in_person: { label: 'Remise en main propre' },
  phone: { label: 'Par téléphone, lecture faite' },
  secure_platform: { label: 'Plateforme sécurisée du destinataire' },
  registered_mail: { label: 'Courrier avec accusé de réception' },
  courier: { label: 'Porteur' },
})
export type HandOverWay = CodeOf<typeof handOverWay>

/** The moments at which the clock of a transmission rings. */
export const clockStep = list('clock_step', {
  hand_over: { label: 'À remettre' },
  undeliverable: { label: 'Personne pour la recevoir' },
  redirected: { label: 'Réorientée par le destinataire' },
  urgent_reminder: { label: 'Urgente : relance du service' },
  urgent_phone_task: { label: 'Urgente : appel par la coordination' },
  urgent_duty_officer: { label: 'Urgente : cadre d’astreinte' },
  ordinary_reminder: { label: 'Relance du service' },
  ordinary_phone_task: { label: 'Appel par la coordination' },
  ordinary_duty_officer: { label: 'Cadre d’astreinte' },
  return_before: { label: 'Retour : rappel avant l’échéance' },
  return_due: { label: 'Retour : rappel à l’échéance' },
  return_late: { label: 'Retour en retard : appel' },
  return_very_late: { label: 'Retour très en retard : appel' },
})
export type ClockStep = CodeOf<typeof clockStep>

/** Who has to do something when the clock rings. */
export const escalationKind = list('escalation_kind', {
  reminder: { label: 'Relance par courriel' },
  phone_task: { label: 'Appel à passer' },
  duty_officer: { label: 'Cadre d’astreinte' },
})
export type EscalationKind = CodeOf<typeof escalationKind>

/** What came of it. */
export const escalationOutcome = list('escalation_outcome', {
  reached: { label: 'Personne jointe, elle s’en occupe' },
  not_reached: { label: 'Personne n’a répondu' },
  other_way_found: { label: 'Transmis par un autre chemin' },
  sent_again: { label: 'Adressée au bon service' },
  reminded: { label: 'Relance partie' },
  no_longer_needed: { label: 'N’a plus lieu d’être' },
})
export type EscalationOutcome = CodeOf<typeof escalationOutcome>

/** What a notice by e-mail is about; the words that leave are the same for all. */
export const noticeKind = list('notice_kind', {
  arrival: { label: 'Avis d’arrivée' },
  reminder: { label: 'Relance' },
})
export type NoticeKind = CodeOf<typeof noticeKind>
