import { type SqlBool, sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import { localTime } from '#kernel/hours/hours.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { departement, timeZoneOf } from '#vocabulary'
import type { ServiceCard, ServiceQuery } from './contract.ts'
import { freshnessOf, houseToday } from './freshness.ts'
import { distanceFrom, type Point, type Section, sectionsOf, type Typing } from './sections.server.ts'
import { pointOf } from './towns.server.ts'
import { type Audience, visibleTo } from './visible.ts'

type Selects = Pick<Db, 'selectFrom' | 'getExecutor'>
type Asked = Partial<ServiceQuery>

/** Kilometres around a town, unless told. */
const farthest = 50
/** Services of a page, unless told. */
const usual = 25

/** The minute of the week on the clock of each place, as one value that a row finds its own in. */
function minutesNow(now: Temporal.Instant): string {
  const zones = new Set(departement.codes.map(timeZoneOf))
  return JSON.stringify(
    Object.fromEntries(
      [...zones].map((zone) => {
        const { dayOfWeek, hour, minute } = now.toZonedDateTimeISO(zone)
        return [zone, (dayOfWeek - 1) * 1440 + hour * 60 + minute]
      }),
    ),
  )
}

/** What was typed, word by word, as it is written in the index. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .split(/[^a-z0-9]+/)
    .filter(Boolean)

interface Found {
  readonly service_id: string
  readonly rank: number
  readonly name_key: string
  readonly distance: number | null
  readonly is_open: boolean | null
  readonly confirm_on: string
  readonly stale_on: string
  readonly hidden_on: string
}

const Place = z.tuple([z.enum(['like', 'near']), z.number(), z.string(), z.uuid()])

/** The rows of one page and one more; `typing` forgives misspelt words. */
async function find(
  db: Selects,
  audience: Audience,
  asked: Asked,
  point: Point | null,
  typing: Typing,
  now: Temporal.Instant,
): Promise<readonly Found[]> {
  const sections = sectionsOf({
    words: wordsOf(asked.text ?? ''),
    typing,
    point,
    radius: asked.radius ?? farthest,
    departement: asked.departement,
  })
  const [, begun = 0] = asked.after ? readPlace(Place, asked.after) : []
  const wanted = (asked.limit ?? usual) + 1
  const found: Found[] = []
  // A place or several words say by themselves which index to read. One common word or kind is better read by name.
  const isAlone = typing === 'like' ? !asked.text : typing.near.length + typing.exact.length < 2
  const isVague = !point && !asked.departement && isAlone
  if (isVague) await planEach(db, true)
  for (const section of sections) {
    if (section.last < begun) continue
    found.push(...(await read(db, audience, asked, point, section, now, wanted - found.length)))
    if (found.length >= wanted) break
  }
  if (isVague) await planEach(db, false)
  return found
}

/** Whether each question is planned for what it asks, or as the last ones of its form were. */
const planEach = (db: Selects, isEach: boolean) =>
  sql`select set_config('plan_cache_mode', ${isEach ? 'force_custom_plan' : 'auto'}, true)`.execute(db)

async function read(
  db: Selects,
  audience: Audience,
  asked: Asked,
  point: Point | null,
  { where: inSection, rank }: Section,
  now: Temporal.Instant,
  limit: number,
): Promise<readonly Found[]> {
  const today = houseToday()
  const where = [
    inSection,
    sql<SqlBool>`i.visibility = any(${visibleTo(audience).rows}::text[])`,
    ...(asked.closed ? [] : [sql<SqlBool>`i.active`]),
    ...(asked.hidden ? [] : [sql<SqlBool>`i.hidden_on > ${today}::date`]),
  ]
  if (asked.kind) where.push(sql<SqlBool>`i.kinds @> array[${asked.kind}::text]`)
  if (asked.audience) where.push(sql<SqlBool>`i.audiences @> array[${asked.audience}::text]`)
  if (asked.entry) where.push(sql<SqlBool>`i.entries @> array[${asked.entry}::text]`)
  if (asked.age !== undefined) where.push(sql<SqlBool>`${asked.age}::int between i.min_age and i.max_age`)
  // Asked for once: as a parameter, it would be read again for each row.
  const isOpen = sql<
    boolean | null
  >`i.open_minutes @> ((select ${minutesNow(now)}::jsonb) ->> i.time_zone)::int`
  if (asked.openNow) where.push(sql<SqlBool>`${isOpen}`)
  if (asked.organisation)
    where.push(
      sql<SqlBool>`i.service_id in (select s.id from service s where s.organisation_id = ${asked.organisation}::uuid)`,
    )
  const ranked = typeof rank === 'number' ? sql`${rank}::float8` : sql`(${rank})::float8`
  if (asked.after) {
    const [, value, name, id] = readPlace(Place, asked.after)
    if (typeof rank !== 'number')
      where.push(
        sql<SqlBool>`(${ranked}, i.name_key, i.service_id) > (${value}::float8, ${name}::text, ${id}::uuid)`,
      )
    else if (rank === value)
      where.push(sql<SqlBool>`(i.name_key, i.service_id) > (${name}::text, ${id}::uuid)`)
  }
  const distance = point ? distanceFrom(point) : sql<null>`null::float8`
  // What a card says is worked out for those that are shown only.
  const { rows } = await sql<Found>`
    select i.service_id, i.rank, i.name_key, ${distance} as distance, ${isOpen} as is_open,
      i.confirm_on, i.stale_on, i.hidden_on
    from (
      select i.*, ${ranked} as rank from service_index i
      where ${sql.join(where, sql` and `)}
      order by ${typeof rank === 'number' ? sql`` : sql`rank,`} i.name_key, i.service_id
      limit ${limit}
    ) i
    order by i.rank, i.name_key, i.service_id`.execute(db)
  return rows
}

/** The words that each one typed may be meant for; undefined when one of them is like nothing in the directory. */
async function forgiven(db: Selects, text: string): Promise<Typing | undefined> {
  const typed = wordsOf(text)
  // Figures are not misspelt, and a word of one or two letters is like too many.
  const isPlain = (word: string) => word.length > 2 && !/[0-9]/.test(word)
  await forgive(db)
  const { rows } = await sql<{ typed: string; word: string; likeness: number }>`
    select typed, word, word_similarity(typed, word) + similarity(typed, word) as likeness
    from unnest(${typed.filter(isPlain)}::text[]) as typed join service_word on typed <% word`.execute(db)
  const near = []
  for (const word of typed.filter(isPlain)) {
    const found = rows.filter((row) => row.typed === word)
    if (found.length === 0) return undefined
    const most = Math.max(...found.map(({ likeness }) => likeness))
    near.push({
      all: found.map((row) => row.word),
      best: found.filter(({ likeness }) => likeness > most - 0.01).map((row) => row.word),
    })
  }
  return { exact: typed.filter((word) => /[0-9]/.test(word)), near }
}

/** How far a word may be from what is written, for this request: two letters wrong in eight still find it. */
const forgive = (db: Selects) =>
  sql`select set_config('pg_trgm.word_similarity_threshold', '0.4', true)`.execute(db)

/** One page of the services that answer, as the audience may know them. A misspelt word is forgiven when nothing is spelt so. */
export async function searchServices(
  db: Selects,
  audience: Audience,
  asked: Asked,
): Promise<{ items: ServiceCard[]; next: string | null }> {
  const now = Temporal.Now.instant()
  const point = asked.near ? await pointOf(db, asked.near) : null
  if (asked.near && !point) {
    refuse('malformed', {
      fields: [{ field: 'near', message: 'Ville inconnue. Choisissez-la dans la liste.' }],
    })
  }
  const begun = asked.after ? readPlace(Place, asked.after)[0] : undefined
  const text = asked.text ?? ''
  const search = (typing: Typing | undefined) => (typing ? find(db, audience, asked, point, typing, now) : [])
  let typing: 'like' | 'near' = begun ?? 'like'
  let rows = await search(typing === 'near' ? await forgiven(db, text) : 'like')
  if (rows.length === 0 && !begun && wordsOf(text).length > 0) {
    typing = 'near'
    rows = await search(await forgiven(db, text))
  }
  const cards = await cardsOf(
    db,
    audience,
    rows.map(({ service_id }) => service_id),
  )
  const today = houseToday()
  const page = cutPage(
    rows,
    asked.limit ?? usual,
    (row) => [typing, row.rank, row.name_key, row.service_id],
    (row): ServiceCard[] => {
      const card = cards.get(row.service_id)
      if (!card) return []
      const { timeZone, ...shown } = card
      return [
        {
          ...shown,
          distance: row.distance === null ? null : Math.round(row.distance),
          isOpen: row.is_open,
          localTime: localTime(timeZone, now),
          freshness: freshnessOf(row, today),
        },
      ]
    },
  )
  return { items: page.items.flat(), next: page.next }
}

type Shown = Omit<ServiceCard, 'distance' | 'isOpen' | 'localTime' | 'freshness'> & { timeZone: string }

interface CardRow extends Omit<Shown, 'phone' | 'commune' | 'isConfidential'> {
  commune: string | null
  precision: 'exact' | 'commune' | 'departement' | null
  phones: readonly { phone: string; visibility: Audience; isFrontGate: boolean }[]
}

/** What a card says, for a handful of services. Even the platform reads a confidential address reduced here. */
async function cardsOf(db: Selects, audience: Audience, ids: readonly string[]): Promise<Map<string, Shown>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<CardRow>`
    select i.service_id as id, s.name, o.name as organisation, i.kinds, i.audiences, i.entries, i.departements,
      i.is_anywhere as "isAnywhere", p.commune, p.precision, i.stands_in as "standsIn", s.min_age as "minAge",
      s.max_age as "maxAge", i.time_zone as "timeZone", s.visibility, i.active, s.verified_on as "verifiedOn",
      (select coalesce(jsonb_agg(jsonb_build_object('phone', c.phone, 'visibility', c.visibility,
         'isFrontGate', c.is_front_gate) order by c.position, c.id), '[]')
       from service_contact c where c.service_id = s.id and c.phone is not null) as phones
    from service_index i join service s on s.id = i.service_id join organisation o on o.id = s.organisation_id
      left join service_place p on p.id = s.place_id
    where i.service_id = any(${ids}::uuid[])`.execute(db)
  const { contacts } = visibleTo(audience)
  return new Map(
    rows.map(({ phones, precision, commune, ...row }) => {
      const confidential = precision !== null && precision !== 'exact'
      return [
        row.id,
        {
          ...row,
          commune: precision === 'departement' ? null : commune,
          isConfidential: confidential,
          phone: contacts(phones, confidential)[0]?.phone ?? null,
        },
      ]
    }),
  )
}
