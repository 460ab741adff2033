import { formatDate, formatTime, type Tone } from '#kernel/ui/index.ts'
import { departement, type MeetingStatus, meetingNature, workingSessionKind } from '#vocabulary'
import type { MeetingFields, MeetingRow, Participant } from './contract.ts'

export const statusTones: Readonly<Record<MeetingStatus, Tone>> = {
  planned: 'accent',
  held: 'positive',
  cancelled: 'neutral',
}

/** « Entretien », « Rencontre entre partenaires ». */
export const kindInWords = ({ nature, kind }: Pick<MeetingFields, 'nature' | 'kind'>): string =>
  kind ? workingSessionKind.label(kind) : meetingNature.label(nature)

/** « jeudi 12 mars 2026, 14:00–16:00 ». */
export const slotInWords = ({ startsAt, endsAt }: Pick<MeetingFields, 'startsAt' | 'endsAt'>): string =>
  `${formatDate(startsAt)}, ${formatTime(startsAt)}–${formatTime(endsAt)}`

/** Where, in a few words. */
export const placeInWords = (row: Pick<MeetingRow, 'place' | 'departement'>): string =>
  [row.place, row.departement && departement.label(row.departement)].filter(Boolean).join(' · ')

/** What was last written to somebody, and whether it left. */
export function messageInWords({ email, message }: Participant): { text: string; tone: Tone } {
  if (!email) return { text: 'Sans courriel', tone: 'neutral' }
  if (!message) return { text: 'Pas encore invité', tone: 'neutral' }
  if (message.sentAt === null)
    return message.trouble
      ? { text: 'Non envoyé', tone: 'attention' }
      : { text: 'Envoi en cours', tone: 'neutral' }
  return message.kind === 'cancellation'
    ? { text: 'Prévenu de l’annulation', tone: 'neutral' }
    : { text: 'Agenda à jour', tone: 'positive' }
}
