import type { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'Une heure comme 08:30.')

/** One stretch of a day of the week, Monday being 1; `24:00` ends a day, so that a night is two stretches. */
export const Opening = z
  .object({
    weekday: z.number().int().min(1).max(7),
    opens: clock,
    closes: z.union([clock, z.literal('24:00')]),
  })
  .refine(({ opens, closes }) => opens < closes, {
    path: ['closes'],
    message:
      'La fermeture précède l’ouverture. Pour une nuit, notez deux plages : jusqu’à 24:00, puis dès 00:00.',
  })
export type Opening = z.infer<typeof Opening>

/** The week of a service; nothing at all means that it never opens to calls. */
export const Hours = z
  .array(Opening)
  .max(42)
  .refine(doNotOverlap, { message: 'Deux plages du même jour se chevauchent. Corrigez l’une d’elles.' })
export type Hours = z.infer<typeof Hours>

function doNotOverlap(hours: readonly { weekday: number; opens: string; closes: string }[]): boolean {
  const sorted = inOrder(hours)
  return sorted.every((one, place) => {
    const before = sorted[place - 1]
    return !before || before.weekday !== one.weekday || before.closes <= one.opens
  })
}

const inOrder = <O extends { weekday: number; opens: string }>(hours: readonly O[]): O[] =>
  hours.toSorted((a, b) => a.weekday - b.weekday || (a.opens < b.opens ? -1 : 1))

export const weekdays = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const

const nightlong = { weekday: 1, opens: '00:00', closes: '24:00' }

/** Day and night, every day. */
export const always: Hours = weekdays.map((_, place) => ({ ...nightlong, weekday: place + 1 }))

/** Whether somebody answers at that moment, on the wall clock of the place; null when nobody knows. */
export function isOpenAt(hours: Hours | null, timeZone: string, at: Temporal.Instant): boolean | null {
  if (hours === null) return null
  const local = at.toZonedDateTimeISO(timeZone)
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' })
  return hours.some(
    ({ weekday, opens, closes }) => weekday === local.dayOfWeek && opens <= time && time < closes,
  )
}

/** « 14:05 », on the wall clock of the place. */
export const localTime = (timeZone: string, at: Temporal.Instant): string =>
  at.toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'minute' })

/** The week in words, days that are alike together: « lundi au vendredi : 08:30–12:00, 14:00–17:00 ». */
export function hoursInWords(hours: Hours): string[] {
  const days = weekdays.map((name, place) => ({
    name,
    text: inOrder(hours)
      .filter(({ weekday }) => weekday === place + 1)
      .map(({ opens, closes }) =>
        opens === '00:00' && closes === '24:00' ? '24 h sur 24' : `${opens}–${closes}`,
      )
      .join(', '),
  }))
  const groups: { from: string; to: string; text: string }[] = []
  for (const { name, text } of days) {
    const last = groups.at(-1)
    if (last && last.text === text) groups[groups.length - 1] = { ...last, to: name }
    else groups.push({ from: name, to: name, text })
  }
  return groups
    .filter(({ text }) => text !== '')
    .map(({ from, to, text }) => `${from === to ? from : `${from} au ${to}`} : ${text}`)
}

const range = /^(\d{1,2})\s*(?:h|:)?\s*(\d{2})?\s*(?:-|–|à)\s*(\d{1,2})\s*(?:h|:)?\s*(\d{2})?$/iu

/** What a person types for one day, « 8h30-12h, 14:00–17:30 », as stretches; undefined when it does not read. */
export function readDay(weekday: number, text: string): Opening[] | undefined {
  const parts = text
    .split(/[,;]|\bet\b/u)
    .map((part) => part.trim())
    .filter(Boolean)
  const read = parts.map((part) => {
    const found = range.exec(part)
    if (!found) return undefined
    const [, h1 = '', m1 = '00', h2 = '', m2 = '00'] = found
    const opening = { weekday, opens: `${h1.padStart(2, '0')}:${m1}`, closes: `${h2.padStart(2, '0')}:${m2}` }
    return Opening.safeParse(opening).success ? opening : undefined
  })
  const openings = read.filter((one) => one !== undefined)
  return openings.length === parts.length && doNotOverlap(openings) ? openings : undefined
}

/** The stretches of one day as a person would type them. */
export const writeDay = (hours: Hours, weekday: number): string =>
  inOrder(hours.filter((one) => one.weekday === weekday))
    .map(({ opens, closes }) => `${opens}–${closes}`)
    .join(', ')
