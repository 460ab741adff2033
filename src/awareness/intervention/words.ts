import { formatDate, formatDay, formatTime, type Tone } from '#kernel/ui/index.ts'
import { departement, type InterventionRequestStatus, type InterventionStatus } from '#vocabulary'
import type { InterventionPerson, InterventionRow } from './contract.ts'
import type { Letter } from './requestContract.ts'

export const statusTones: Readonly<Record<InterventionStatus, Tone>> = {
  requested: 'attention',
  planned: 'accent',
  held: 'positive',
  cancelled: 'neutral',
}

export const requestTones: Readonly<Record<InterventionRequestStatus, Tone>> = {
  received: 'attention',
  proposed: 'accent',
  accepted: 'positive',
  declined: 'neutral',
}

interface Slot {
  readonly startsAt: string | null
  readonly endsAt: string | null
}

/** « jeudi 12 mars 2026, 14:00–16:00 », or that there is no date yet. */
export const slotInWords = ({ startsAt, endsAt }: Slot): string =>
  startsAt && endsAt
    ? `${formatDate(startsAt)}, ${formatTime(startsAt)}–${formatTime(endsAt)}`
    : 'Date à fixer'

/** « 12 mars 2026, 14:00 ». */
export const startInWords = ({ startsAt }: Pick<Slot, 'startsAt'>): string =>
  startsAt ? `${formatDay(startsAt)}, ${formatTime(startsAt)}` : 'Date à fixer'

/** Where, in a few words. */
export const placeInWords = (row: Pick<InterventionRow, 'place' | 'organisation' | 'departement'>): string =>
  [row.organisation ?? row.place, row.departement && departement.label(row.departement)]
    .filter(Boolean)
    .join(' · ')

/** « Entre le 2 et le 27 mars 2026 ». */
export function wishInWords({
  wishedFrom,
  wishedTo,
}: {
  wishedFrom: string | null
  wishedTo: string | null
}) {
  if (wishedFrom && wishedTo) return `Entre le ${formatDay(wishedFrom)} et le ${formatDay(wishedTo)}`
  if (wishedFrom) return `À partir du ${formatDay(wishedFrom)}`
  return wishedTo ? `Avant le ${formatDay(wishedTo)}` : null
}

/** Whether a letter left. */
export function letterInWords({ sentAt, trouble }: Letter): { text: string; tone: Tone } {
  if (sentAt !== null) return { text: 'Envoyé', tone: 'positive' }
  return trouble ? { text: 'Non envoyé', tone: 'attention' } : { text: 'Envoi en cours', tone: 'neutral' }
}

/** What was last written to somebody, and whether it left. */
export function personInWords({ email, letter }: InterventionPerson): { text: string; tone: Tone } | null {
  if (!letter) return email ? { text: 'Pas encore invité', tone: 'neutral' } : null
  const said = letterInWords(letter)
  if (said.tone !== 'positive') return said
  return letter.kind === 'cancellation'
    ? { text: 'Prévenu de l’annulation', tone: 'neutral' }
    : { text: 'Agenda à jour', tone: 'positive' }
}
