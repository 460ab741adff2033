import { type RawBuilder, type SqlBool, sql } from 'kysely'

type Condition = RawBuilder<SqlBool>

export interface Point {
  readonly latitude: number
  readonly longitude: number
}

/** A part of what answers, read only when those before it do not fill the page. */
export interface Section {
  readonly where: Condition
  /** The lower, the sooner; those of one rank follow by name. A number when all of them have it. */
  readonly rank: RawBuilder<unknown> | number
  /** The last rank that it may hold: a page that begins after it has no use for it. */
  readonly last: number
}

/** A text looked for as it is typed, or by the words of the directory that are like those typed. */
export type Typing =
  | 'like'
  | {
      readonly exact: readonly string[]
      readonly near: readonly { readonly all: readonly string[]; readonly best: readonly string[] }[]
    }

interface Placed {
  readonly words: readonly string[]
  readonly typing: Typing
  readonly point: Point | null
  readonly radius: number
  readonly departement: string | undefined
}

const kilometresOfDegree = 111.2
/** Where to look first around a town: nine times as wide each, and enough in the first one where services are many. */
const rings = [4, 12, 36]

/**
 * Kilometres as the crow flies from a point to where a service is published to stand; the earth is flat enough within a
 * hundred of them.
 */
export function distanceFrom({ latitude, longitude }: Point): RawBuilder<number> {
  const narrower = Math.cos((latitude * Math.PI) / 180)
  const up = sql`(i.latitude - ${latitude}::float8)`
  const aside = sql`((i.longitude - ${longitude}::float8) * ${narrower}::float8)`
  return sql<number>`(${kilometresOfDegree}::float8 * sqrt(${up} * ${up} + ${aside} * ${aside}))`
}

/** Within so many kilometres: the square around a point, which an index answers, and the circle cut in it. */
function within(point: Point, radius: number): Condition {
  const { latitude, longitude } = point
  const up = radius / kilometresOfDegree
  const aside = up / Math.max(0.1, Math.cos((latitude * Math.PI) / 180))
  return sql<SqlBool>`i.latitude between ${latitude - up}::float8 and ${latitude + up}::float8
    and i.longitude between ${longitude - aside}::float8 and ${longitude + aside}::float8
    and ${distanceFrom(point)} <= ${radius}::float8`
}

/** What answers, cut where its order allows: whoever reads a first page leaves the rest unread. */
export function sectionsOf(placed: Placed): readonly Section[] {
  const { words, typing, point, radius, departement } = placed
  const everywhere = [
    ...holding(words, typing),
    ...(point ? [within(point, radius)] : []),
    ...(departement ? [sql<SqlBool>`(i.departements @> array[${departement}::text] or i.is_anywhere)`] : []),
  ]
  if (words.length > 0 && typing !== 'like') return byLikeness(typing, everywhere)
  if (point) return aroundOf(point, radius, everywhere)
  if (departement) return servedIn(departement, holding(words, typing))
  if (words.length === 0) return [{ where: sql`true`, rank: 0, last: 0 }]
  return byName(words, everywhere)
}

const both = (conditions: readonly RawBuilder<unknown>[]): Condition =>
  sql<SqlBool>`${sql.join(conditions, sql` and `)}`
const sum = (counts: readonly RawBuilder<unknown>[]) => sql`(${sql.join(counts, sql` + `)})`

/** Those that hold the nearest word of each come first. */
function byLikeness({ near }: Exclude<Typing, 'like'>, rest: readonly Condition[]): readonly Section[] {
  const several = near.filter(({ all, best }) => all.length > best.length)
  if (several.length === 0) return [{ where: both(rest), rank: 0, last: 0 }]
  const held = both(several.map(({ best }) => sql`i.words && ${best}::text[]`))
  const missed = sum(several.map(({ best }) => sql`(not i.words && ${best}::text[])::int`))
  return [
    { where: both([held, ...rest]), rank: 0, last: 0 },
    { where: both([sql`not (${held})`, ...rest]), rank: missed, last: several.length },
  ]
}

function aroundOf(point: Point, radius: number, rest: readonly Condition[]): readonly Section[] {
  const rank = sql`round(${distanceFrom(point)})`
  const ends = [...rings.filter((ring) => ring < radius), radius]
  return ends.map((end, index) => ({
    where: both([
      ...(end < radius ? [within(point, end + 0.5), sql`${rank} <= ${end}::float8`] : []),
      ...(index > 0 ? [sql`${rank} > ${ends[index - 1]}::float8`] : []),
      ...rest,
    ]),
    rank,
    last: end,
  }))
}

/** First those that stand there, then those that come, then those reached from anywhere. */
function servedIn(code: string, rest: readonly Condition[]): readonly Section[] {
  const comes = sql<SqlBool>`i.departements @> array[${code}::text]`
  const stands = sql<SqlBool>`i.stands_in = ${code}::text`
  return [
    { where: both([comes, stands, sql`not i.is_anywhere`, ...rest]), rank: 0, last: 0 },
    { where: both([comes, sql`(${stands}) is not true`, sql`not i.is_anywhere`, ...rest]), rank: 1, last: 1 },
    { where: both([sql`i.is_anywhere`, ...rest]), rank: 2, last: 2 },
  ]
}

/** Entries that bear the words in their own name first. */
function byName(words: readonly string[], rest: readonly Condition[]): readonly Section[] {
  const named = both(words.map((word) => sql`i.name_key like ${`%${word}%`}`))
  const elsewhere = sum(words.map((word) => sql`(i.name_key not like ${`%${word}%`})::int`))
  return [
    { where: both([named, ...rest]), rank: 0, last: 0 },
    { where: both([sql`not (${named})`, ...rest]), rank: elsewhere, last: words.length },
  ]
}

/** The rows that hold what was typed. A word of two or three letters is in too many for an index to be of help. */
function holding(words: readonly string[], typing: Typing): readonly Condition[] {
  if (words.length === 0) return []
  if (typing !== 'like')
    return [
      ...holding(typing.exact, 'like'),
      ...typing.near.map(({ all }) => sql<SqlBool>`i.words && ${all}::text[]`),
    ]
  const isShort = (word: string) => /^[a-z]{1,3}$/.test(word)
  const isLed = !words.every(isShort)
  return words.map((word) =>
    isLed && isShort(word)
      ? sql<SqlBool>`(i.search_text || '') like ${`%${word}%`}`
      : sql<SqlBool>`i.search_text like ${`%${word}%`}`,
  )
}
