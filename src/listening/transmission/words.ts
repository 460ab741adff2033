import type { Tone } from '#kernel/ui/index.ts'
import { formatDay, formatSpan, formatTime } from '#kernel/ui/index.ts'
import {
  departement,
  isDepartement,
  returnOutcome,
  type TransmissionStatus,
  transmissionStatus,
} from '#vocabulary'
import type { TransmissionRow } from './contract.ts'

/** Red is kept for what is late or presses; green for what somebody has answered. */
export function statusTone(status: TransmissionStatus): Tone {
  if (status === 'return_overdue') return 'danger'
  if (status === 'submitted' || status === 'returned' || status === 'redirected') return 'attention'
  if (status === 'acknowledged' || status === 'return_received') return 'positive'
  return status === 'validated' || status === 'sent' ? 'accent' : 'neutral'
}

/** Where it stands and since when, in one clause. */
export function statusInWords(row: TransmissionRow, now = Date.now()): string {
  const label = transmissionStatus.label(row.status)
  if (row.status === 'submitted' && row.submittedAt) {
    return `attend une relecture depuis ${formatSpan(now - Date.parse(row.submittedAt))}`
  }
  if (row.status === 'validated' && row.sendAfter) {
    return Date.parse(row.sendAfter) > now ? `part à ${formatTime(row.sendAfter)}` : 'en cours d’envoi'
  }
  if (row.status === 'sent' && row.sentAt)
    return `sans accusé de réception depuis ${formatSpan(now - Date.parse(row.sentAt))}`
  if (row.status === 'acknowledged' && row.returnDueOn)
    return `retour attendu avant le ${formatDay(row.returnDueOn)}`
  if ((row.status === 'return_due' || row.status === 'return_overdue') && row.returnDueOn) {
    return `retour attendu le ${formatDay(row.returnDueOn)}`
  }
  if (row.status === 'return_received' && row.returnOutcome) return returnOutcome.label(row.returnOutcome)
  if (row.status === 'draft' || row.status === 'returned') {
    return `dernier mouvement il y a ${formatSpan(now - Date.parse(row.movedAt))}`
  }
  if (row.status === 'redirected') return row.readdressedAs ? 'réadressée' : 'à réadresser'
  return label
}

/** To whom, or that nobody was chosen yet. */
export const recipientInWords = (row: Pick<TransmissionRow, 'recipient'>): string =>
  row.recipient?.name ?? 'Destinataire à choisir'

/** « Haut-Rhin (68) ». */
export const placeInWords = (code: string): string =>
  isDepartement(code) ? `${departement.label(code)} (${code})` : departement.label(code)

/** The sentences of a narrative, each one to be picked; nothing of it is left out. */
export const sentencesOf = (text: string): string[] =>
  (text.match(/[^.!?…\n]+(?:[.!?…]+[\s»”]*|\n+|$)/gu) ?? [text]).map((one) => one.trim()).filter(Boolean)
