import {
  formatDay,
  formatShortDateTime,
  type Option,
  optionsOf,
  plural,
  type Tone,
} from '#kernel/ui/index.ts'
import {
  type DangerLevel,
  departement,
  isDepartement,
  minorGender,
  type SituationStage,
  situationLink,
  timeZoneOf,
} from '#vocabulary'
import type { Situation, SituationFields } from './contract.ts'

/** « Gironde (33) »; a place outside the départements keeps its words alone. */
export const departementInWords = (code: string) =>
  isDepartement(code) ? `${departement.label(code)} (${code})` : departement.label(code)

/** Every département, found by its name or its number. */
export const departementOptions: readonly Option[] = optionsOf(departement, departement.codes, {
  quiet: ['unknown', 'undisclosed'],
}).map((option) => ({ ...option, label: departementInWords(option.value), keywords: option.value }))

/** What the file calls the minor, or nothing. */
export function nameOf(file: Pick<SituationFields, 'firstName' | 'lastName' | 'aliases'>): string | null {
  const name = [file.firstName, file.lastName].filter(Boolean).join(' ')
  return name || (file.aliases[0] ? `« ${file.aliases[0]} »` : null)
}

/** « Fille, 15 ans, Gironde (33) »: from the file, else from its contacts. */
export function portraitOf(file: Situation): string {
  const gender = file.gender ?? file.known.gender
  const age = file.age ?? file.known.age
  const place = file.departement ?? file.known.departement
  return [
    gender && minorGender.label(gender),
    age !== null && `${plural(age, 'an', 'ans')} au premier contact`,
    place && departementInWords(place),
  ]
    .filter(Boolean)
    .join(', ')
}

/** The zone of the place where the minor lives, for times that are theirs. */
export const zoneOf = (file: Situation) => timeZoneOf(file.departement ?? file.known.departement ?? '')

/** What the minor of the other file is to this one; a link written from the other end is read backwards. */
export function linkInWords({ kind, isReversed }: Situation['links'][number]): string {
  if (isReversed && kind === 'recruiter_is_minor') return 'Mineur que celui-ci aurait entraîné'
  return situationLink.label(kind)
}

/** Red is kept for danger to a child: the two levels that the law calls danger. */
export function dangerTone(level: DangerLevel): Tone {
  if (level === 'danger' || level === 'serious_immediate_danger') return 'danger'
  return level === 'risk_of_danger' ? 'attention' : 'neutral'
}

export function stageTone(stage: SituationStage): Tone {
  if (stage === 'open') return 'accent'
  return stage === 'in_follow_up' ? 'positive' : 'neutral'
}

const late = 5 * 60_000

/** « noté le 14 nov. 2026, 09:12 par Awa Lemoine »; the time is left out when it was noted as it happened. */
export function recordedInWords(happenedAt: string, recordedAt: string, by: string | null): string {
  const gap = Math.abs(new Date(recordedAt).getTime() - new Date(happenedAt).getTime())
  const when = gap > late ? `le ${formatShortDateTime(recordedAt)}` : ''
  if (!when && !by) return ''
  return ['noté', when, by && `par ${by}`].filter(Boolean).join(' ')
}

/** « depuis le 3 avr. 2026 », « du 3 avr. au 8 mai 2026 », « dates non renseignées ». */
export function spanInWords(since: string | null, until: string | null): string {
  if (since && until) return `du ${formatDay(since)} au ${formatDay(until)}`
  if (since) return `depuis le ${formatDay(since)}`
  if (until) return `jusqu’au ${formatDay(until)}`
  return 'dates non renseignées'
}
