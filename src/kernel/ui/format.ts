import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** The zone in which the house reads its dates. */
export const houseZone = 'Europe/Paris'

/** An instant as the screens hold it: ISO 8601 text, or a Date. A bare day ('2023-04-03') is that day, everywhere. */
export type Instant = string | Date

const nbsp = '\u00a0'
const bareDay = /^\d{4}-\d{2}-\d{2}$/

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat('fr-FR', { ...options, timeZone: zone })
  formatters.set(key, made)
  return made
}

function write(at: Instant, zone: string, options: Intl.DateTimeFormatOptions): string {
  const isDay = typeof at === 'string' && bareDay.test(at)
  const date = typeof at === 'string' ? new Date(isDay ? `${at}T00:00:00Z` : at) : at
  // « 1er » is how a French first of the month is read.
  return formatter(isDay ? 'UTC' : zone, options)
    .format(date)
    .replace(/(^| )1 (?=\p{L})/u, '$11er ')
}

/** « lundi 3 avril 2023 ». */
export const formatDate = (at: Instant, zone = houseZone) =>
  write(at, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })

/** « 3 avr. 2023 ». */
export const formatDay = (at: Instant, zone = houseZone) =>
  write(at, zone, { day: 'numeric', month: 'short', year: 'numeric' })

/** « 3 avr. », with its year when it is not that of `today`. */
export const formatNearDay = (at: Instant, today: string, zone = houseZone) =>
  dayOf(at, zone).slice(0, 4) === today.slice(0, 4)
    ? write(at, zone, { day: 'numeric', month: 'short' })
    : formatDay(at, zone)

/** « 14:32 ». */
export const formatTime = (at: Instant, zone = houseZone) =>
  write(at, zone, { hour: '2-digit', minute: '2-digit' })

/** « 14:32:07 », for what must be seen to have just happened. */
export const formatExactTime = (at: Instant, zone = houseZone) =>
  write(at, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** « lundi 3 avril 2023 à 14:32 ». */
export const formatDateTime = (at: Instant, zone = houseZone) =>
  `${formatDate(at, zone)} à ${formatTime(at, zone)}`

/** « 3 avr. 2023, 14:32 ». */
export const formatShortDateTime = (at: Instant, zone = houseZone) =>
  `${formatDay(at, zone)}, ${formatTime(at, zone)}`

/** The calendar day of an instant in a zone, as '2023-04-03'. */
export function dayOf(at: Instant, zone = houseZone): string {
  if (typeof at === 'string' && bareDay.test(at)) return at
  const date = typeof at === 'string' ? new Date(at) : at
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(date)
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** « il y a 12 min », « dans 2 h », never « hier »: at work one counts in hours and days. */
export function formatRelative(at: Instant, now: Instant = new Date()): string {
  const gap = new Date(at).getTime() - new Date(now).getTime()
  const size = Math.abs(gap)
  if (size < minute) return gap > 0 ? 'dans un instant' : 'à l’instant'
  return gap > 0 ? `dans${nbsp}${formatSpan(size)}` : `il y a${nbsp}${formatSpan(size)}`
}

/** A length of time in its largest unit: « 12 min », « 2 h », « 3 j », « 5 mois », « 2 ans ». */
export function formatSpan(ms: number): string {
  if (ms < hour) return `${Math.max(1, Math.floor(ms / minute))}${nbsp}min`
  if (ms < day) return `${Math.floor(ms / hour)}${nbsp}h`
  if (ms < 60 * day) return `${Math.floor(ms / day)}${nbsp}j`
  if (ms < 730 * day) return `${Math.floor(ms / (30.44 * day))}${nbsp}mois`
  return `${Math.floor(ms / (365.25 * day))}${nbsp}ans`
}

/** « 12 min », « 2 h 05 ». */
export function formatDuration(ms: number): string {
  const minutes = Math.round(ms / minute)
  if (minutes < 1) return `moins d’une minute`
  if (minutes < 60) return `${minutes}${nbsp}min`
  const rest = minutes % 60
  const hours = `${Math.floor(minutes / 60)}${nbsp}h`
  return rest === 0 ? hours : `${hours}${nbsp}${String(rest).padStart(2, '0')}`
}

/** « 03:07 », « 1:02:45 ». */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`
}

const decimal = new Map<number, Intl.NumberFormat>()

/** « 1 000 », « 2,3 »: at most `decimals` decimals (1 unless told), none when there is nothing to say. */
export function formatNumber(value: number, decimals = 1): string {
  const known = decimal.get(decimals) ?? new Intl.NumberFormat('fr-FR', { maximumFractionDigits: decimals })
  decimal.set(decimals, known)
  return known.format(value)
}

/** « 86 % », from a value already in percent; at most one decimal. */
export const formatPercent = (value: number) => `${formatNumber(value, 1)}${nbsp}%`

/** « 06 12 34 56 78 » for a French number, « +32 470 12 34 56 » for another; the text itself if it is not one. */
export function formatPhone(value: string): string {
  const parsed = parsePhoneNumberFromString(value, 'FR')
  if (!parsed) return value
  const isFrench = parsed.countryCallingCode === '33'
  return (isFrench ? parsed.formatNational() : parsed.formatInternational()).replaceAll(' ', nbsp)
}

const conjunction = new Intl.ListFormat('fr-FR', { type: 'conjunction' })

/** « a, b et c ». */
export const formatList = (words: readonly string[]) => conjunction.format(words)

/** « 1 appel », « 2 appels », « 0 appel »: in French, zero and one and a half are singular. */
export const plural = (count: number, one: string, many: string) =>
  `${formatNumber(count)}${nbsp}${Math.abs(count) < 2 ? one : many}`

/** The text as a tolerant search compares it: no accents, no ligatures, lower case, single spaces for punctuation. */
export const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
