import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import type { SituationColumn } from './figures.ts'
import type { Month, Period, Span } from './period.ts'
import type { Counts } from './rows.ts'

/** What is counted: a period, and perhaps only some situations; an empty list narrows nothing. */
export interface Scope extends Period, Span {
  readonly months: readonly Month[]
  readonly departements: readonly string[]
  readonly callerProfiles: readonly string[]
}

/** A word that situations may hold among several, with the list that it is of. */
export interface Fact {
  readonly kind: string
  readonly code: string
}

/** What a report needs counted. */
export interface Wanted {
  /** Columns of situations, those of one group counted in one pass. */
  readonly groups: readonly (readonly SituationColumn[])[]
  readonly facts: readonly Fact[]
  readonly months: boolean
  readonly callbacks: boolean
  readonly dispositions: boolean
}

type Fragment = RawBuilder<unknown>

/** One grouping of the statement: what each of its keys is the answer to. */
interface Part {
  readonly answers: readonly string[]
  readonly text: (part: number) => Fragment
}

/**
 * Counts everything in one statement, hence on one state of the database, whatever is being written meanwhile.
 * Gives, for each column or kind of fact, how many units gave each answer.
 */
export async function countAnswers(
  db: Db,
  scope: Scope,
  wanted: Wanted,
): Promise<ReadonlyMap<string, Counts>> {
  // Plans made for these very bounds, workers if there are any, and no compilation for a second of work.
  await sql`select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true),
    set_config('work_mem', '64MB', true), set_config('max_parallel_workers_per_gather', '2', true)`.execute(
    db,
  )
  const { parts, statement } = statementOf(scope, wanted)
  const { rows } = await statement.execute(db)
  const counts = new Map<string, Map<string | null, number>>()
  for (const { answers } of parts) for (const answer of answers) counts.set(answer, new Map())
  for (const { part, keys, n } of rows) {
    parts[part]?.answers.forEach((answer, at) => {
      const key = keys[at] ?? null
      const of = counts.get(answer)
      of?.set(key, (of.get(key) ?? 0) + n)
    })
  }
  return counts
}

interface Cell {
  readonly part: number
  readonly keys: readonly (string | null)[]
  readonly n: number
}

/** The whole count as one statement, with what each of its parts answers. */
export function statementOf(scope: Scope, wanted: Wanted) {
  const parts = partsOf(scope, wanted)
  const texts = parts.map(({ text }, part) => text(part))
  const union = sql.join(texts, sql` union all `)
  return { parts, statement: sql<Cell>`select part, keys, n from (${union}) as cell (part, keys, n)` }
}

function partsOf(scope: Scope, wanted: Wanted): Part[] {
  const parts = [contacts(scope)]
  for (const columns of wanted.groups) parts.push(situations(scope, columns))
  if (wanted.facts.length > 0) parts.push((isNarrowed(scope) ? someFacts : facts)(scope, wanted.facts))
  if (wanted.months) parts.push(months(scope))
  if (wanted.callbacks) parts.push(callbacks(scope))
  if (wanted.dispositions) parts.push(dispositions(scope))
  return parts
}

const isNarrowed = ({ departements, callerProfiles }: Scope): boolean =>
  departements.length + callerProfiles.length > 0

/** Whether a row that holds a département and a caller profile is among those asked for. */
function chosen({ departements, callerProfiles }: Scope, row: string): Fragment {
  const tests = [sql`true`]
  if (departements.length > 0)
    tests.push(sql`${sql.ref(`${row}.departement`)} = any(${[...departements]}::text[])`)
  if (callerProfiles.length > 0)
    tests.push(sql`${sql.ref(`${row}.caller_profile`)} = any(${[...callerProfiles]}::text[])`)
  return sql.join(tests, sql` and `)
}

const within = ({ start, end }: Span, column: string): Fragment =>
  sql`${sql.ref(column)} >= ${start}::timestamptz and ${sql.ref(column)} < ${end}::timestamptz`

function situations(scope: Scope, columns: readonly SituationColumn[]): Part {
  const names = sql.join(columns.map((column) => sql.ref(`s.${column}`)))
  const keys = sql.join(columns.map((column) => sql`${sql.ref(`s.${column}`)}::text`))
  return {
    answers: columns.map((column) => `situation.${column}`),
    text: (part) => sql`select ${part}::int, array[${keys}], count(*)
      from situation_summary s where ${within(scope, 's.opened_at')} and ${chosen(scope, 's')} group by ${names}`,
  }
}

/** The answer of a fact: a word of a kind. */
export const factOf = (kind: string, code: string): string => `${kind}/${code}`

/** Each word is a stretch of the index `fact_counted`: counting it touches neither the table nor the other words. */
function facts({ from, to }: Scope, wanted: readonly Fact[]): Part {
  return {
    answers: ['fact'],
    text: (part) => sql`select ${part}::int, array[word.kind || '/' || word.code], (
        select count(*) from situation_fact f where f.kind = word.kind and f.code = word.code
          and f.opened_on between ${from}::date and ${to}::date and f.first_on <= ${to}::date
      ) from unnest(${wanted.map(({ kind }) => kind)}::text[], ${wanted.map(({ code }) => code)}::text[]) as word (kind, code)`,
  }
}

/** The facts of some situations only, which the index does not know. */
function someFacts(scope: Scope, wanted: readonly Fact[]): Part {
  const kinds = [...new Set(wanted.map(({ kind }) => kind))]
  return {
    answers: ['fact'],
    text: (part) => sql`select ${part}::int, array[f.kind || '/' || f.code], count(*)
      from situation_summary s join situation_fact f on f.situation_id = s.situation_id
      where f.kind = any(${kinds}::text[]) and ${within(scope, 's.opened_at')} and ${chosen(scope, 's')}
        and f.first_on <= ${scope.to}::date
      group by f.kind, f.code`,
  }
}

function months(scope: Scope): Part {
  const list = (of: (month: Month) => string) => scope.months.map(of)
  return {
    answers: ['situation.opened_at'],
    text: (part) => sql`select ${part}::int, array[month.code], (
        select count(*) from situation_summary s
        where s.opened_at >= month.start and s.opened_at < month.stop and ${chosen(scope, 's')}
      ) from unnest(${list(({ code }) => code)}::text[], ${list(({ start }) => start)}::timestamptz[],
        ${list(({ end }) => end)}::timestamptz[]) as month (code, start, stop)`,
  }
}

function contacts(scope: Scope): Part {
  const narrowed = isNarrowed(scope)
    ? sql`join situation_summary s on s.situation_id = c.situation_id and ${chosen(scope, 's')}`
    : sql``
  return {
    answers: ['contact.channel'],
    text: (part) => sql`select ${part}::int, array[c.channel], count(*) from contact c ${narrowed}
      where c.situation_id is not null and c.finalised_at is not null and ${within(scope, 'c.occurred_at')}
      group by c.channel`,
  }
}

function dispositions(scope: Scope): Part {
  return {
    answers: ['dismissed_contact.disposition'],
    text: (part) => sql`select ${part}::int, array[c.disposition], count(*) from contact c
      where c.disposition is not null and c.finalised_at is not null and ${within(scope, 'c.occurred_at')}
        and ${chosen(scope, 'c')}
      group by c.disposition`,
  }
}

function callbacks(scope: Scope): Part {
  const narrowed = isNarrowed(scope)
    ? sql`left join contact c on c.id = b.contact_id
      join situation_summary s on s.situation_id = coalesce(b.situation_id, c.situation_id) and ${chosen(scope, 's')}`
    : sql``
  const state = sql`coalesce(b.settled_as, case when b.closes_at < now() then 'missed' else 'pending' end)`
  return {
    answers: ['callback.settlement'],
    text: (part) => sql`select ${part}::int, array[${state}], count(*) from callback b ${narrowed}
      where ${within(scope, 'b.closes_at')} group by ${state}`,
  }
}
