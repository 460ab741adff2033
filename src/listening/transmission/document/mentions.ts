import type { TransmissionRecipient } from '#vocabulary'
import { owesReturn } from '../steps.ts'

const reported =
  'Les propos sont rapportés tels qu’ils ont été tenus, avec leur source. La plateforme n’en établit pas la réalité\u00a0: l’évaluation revient au destinataire.'

const secrecy =
  'Ce document est couvert par le secret professionnel (articles 226-13 du code pénal et L226-9 du code de l’action sociale et des familles). Il ne peut être remis qu’aux personnes habilitées à en connaître.'

const expected = 'Un retour sur les suites données est attendu dans les trois mois qui suivent la réception.'

const towardsChildProtection = [
  'Transmis sans délai en application de l’article L226-2-1 du code de l’action sociale et des familles. Les parents, ou qui exerce l’autorité parentale, en sont informés au préalable, sauf intérêt contraire de l’enfant.',
  'En application de l’article L226-3 du même code, ces informations ne peuvent être recueillies, conservées et utilisées que pour assurer les missions de protection de l’enfance.',
  secrecy,
  reported,
]

const towardsJustice = [
  'Transmis en application de l’article 226-14 du code pénal, qui permet d’informer les autorités d’une atteinte infligée à un mineur.',
  secrecy,
  reported,
  'Copie en est adressée au président du conseil départemental, comme le demande l’article L226-4 du code de l’action sociale et des familles.',
]

const towardsRescue = ['Transmis pour porter secours à une personne en péril.', secrecy, reported]

const mentions: Readonly<Record<TransmissionRecipient, readonly string[]>> = {
  crip: towardsChildProtection,
  ase_service: towardsChildProtection,
  other_departement_crip: towardsChildProtection,
  national_coordination: towardsChildProtection,
  prosecutor: towardsJustice,
  police_gendarmerie: towardsJustice.slice(0, 3),
  samu: towardsRescue,
}

/** What the law says of a document, to whoever receives it. */
export const mentionsFor = (kind: TransmissionRecipient): readonly string[] =>
  owesReturn(kind) ? [...mentions[kind], expected] : mentions[kind]
