import type { Locale } from '../shape.ts'
import { english } from './english.ts'
import { french, type Speech } from './french.ts'

export type { Speech } from './french.ts'

/** The languages in which the pages speak; one that is added here is spoken everywhere. */
const spoken: Readonly<Partial<Record<Locale, Speech>>> = { en: english }

/**
 * What the pages of the respondents say, in a language. A questionnaire may be translated into more languages than the
 * pages speak: they then say the rest in French, and say so to whoever listens to them.
 */
export const speechOf = (locale: Locale | undefined): Speech => (locale && spoken[locale]) || french

/** The code of the language that the pages speak for it: `fr`, `en`. */
export const tagOf = (speech: Speech): string => speech.tag.slice(0, 2)

/** « 27 novembre 2026 », from `2026-11-27`. */
export const dayIn = ({ tag }: Speech, day: string, style: 'full' | 'short'): string =>
  new Intl.DateTimeFormat(tag, style === 'full' ? { dateStyle: 'full', timeZone: 'UTC' } : numeric).format(
    new Date(`${day}T00:00:00Z`),
  )
const numeric = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' } as const

/** « 27 novembre 2026 à 14:05 », on the clock of Paris. */
export const momentIn = ({ tag }: Speech, at: string): string =>
  new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Paris' }).format(
    new Date(at),
  )
