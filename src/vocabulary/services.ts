import { type CodeOf, list } from '#kernel/list.ts'

/** Which side of an exchange with a service spoke first. */
export const exchangeDirection = list('exchange_direction', {
  outgoing: { label: 'De nous vers le service' },
  incoming: { label: 'Du service vers nous' },
})
export type ExchangeDirection = CodeOf<typeof exchangeDirection>

/** By which way an exchange with a service took place. */
export const exchangeChannel = list('exchange_channel', {
  phone: { label: 'Téléphone' },
  email: { label: 'Courriel' },
  secure_message: { label: 'Messagerie sécurisée' },
  mail: { label: 'Courrier postal' },
  meeting: { label: 'Rencontre ou visioconférence' },
})
export type ExchangeChannel = CodeOf<typeof exchangeChannel>

/** By which way documentation reached somebody. */
export const sendingChannel = list('sending_channel', {
  email: { label: 'Courriel' },
  mail: { label: 'Courrier postal' },
  dictated: { label: 'Adresse donnée de vive voix' },
  through_professional: { label: 'Par un professionnel' },
  handed_over: { label: 'Remise en main propre' },
})
export type SendingChannel = CodeOf<typeof sendingChannel>

/** What came of an orientation, as it is learnt at the next contact. */
export const orientationOutcome = list('orientation_outcome', {
  to_ask: { label: 'À demander' },
  contacted: { label: 'Service contacté' },
  appointment: { label: 'Rendez-vous pris' },
  engaged: { label: 'Suivi engagé' },
  no_follow_up: { label: 'Sans suite' },
  refused: { label: 'Refusé par la personne' },
  unknown: { label: 'Inconnu' },
})
export type OrientationOutcome = CodeOf<typeof orientationOutcome>

/** What is due on a date in the work with services. */
export const dueKind = list('due_kind', {
  reply_awaited: { label: 'Réponse attendue d’un service' },
  informant_request: {
    label: 'Demande de suites',
    hint: 'Qui a transmis une information peut demander les suites données ; on lui répond dans les trois mois.',
  },
  orientation_outcome: { label: 'Issue d’une orientation' },
})
export type DueKind = CodeOf<typeof dueKind>

/** How something due was settled; until then it stays on the list, however late. */
export const dueSettlement = list('due_settlement', {
  received: { label: 'Réponse reçue' },
  answered: { label: 'Réponse donnée' },
  refused: { label: 'Refusé' },
  withdrawn: { label: 'Sans objet' },
})
export type DueSettlement = CodeOf<typeof dueSettlement>
