import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { figures, isOfFacts } from '../report/figures.ts'
import { type Period, spanOf } from '../report/period.ts'
import { tally } from '../report/tally.server.ts'
import { type Frozen, type FrozenFact, type FrozenFigure, frozenColumns, presentMethod } from './frozen.ts'

/** A file as it stands, and what it says. */
export interface LiveFact extends FrozenFact {
  readonly id: string
}

/** The files of a period as they stand, in a drawn order. */
export async function liveFacts(db: Db, period: Period): Promise<LiveFact[]> {
  const { start, end } = spanOf(period)
  const rows = await sql<Omit<LiveFact, 'number'>>`
    select s.situation_id as id, to_char(s.opened_at at time zone 'Europe/Paris', 'YYYY-MM') as month,
      s.caller_profile, s.gender, s.age, s.departement, s.known_to_child_protection, s.stage, s.danger_level, s.certainty,
      array(select f.kind || '/' || f.code from situation_fact f
        where f.situation_id = s.situation_id and f.first_on <= ${period.to}::date order by 1) as words
    from situation_summary s
    where s.opened_at >= ${start}::timestamptz and s.opened_at < ${end}::timestamptz
    order by gen_random_uuid()`.execute(db)
  return rows.rows.map((row, index) => ({ ...row, number: index + 1 }))
}

/** What is asked when a year is closed. */
export interface Closing extends Period {
  readonly year: number
  readonly title: string
  readonly supersedes: string | null
  readonly erratum: string | null
}

/** Closes a year: freezes its period, its rules, its words and its facts. */
export async function closeYear(
  db: Db,
  keys: Keyring,
  closing: Closing,
  actorId: string | null,
): Promise<string> {
  const { year, title, from, to, supersedes, erratum } = closing
  const others = await db
    .selectFrom('edition')
    .select(['id', 'supersedes'])
    .where('year', '=', year)
    .execute()
  const last = others.find(({ id }) => !others.some((other) => other.supersedes === id))
  if ((last?.id ?? null) !== supersedes)
    return refuse(supersedes === null ? 'edition_exists' : 'edition_superseded')
  const facts = await liveFacts(db, { from, to })
  const frozen = await figuresOf(db, { from, to })
  const id = newId()
  const links = JSON.stringify(Object.fromEntries(facts.map((fact) => [fact.number, fact.id])))
  await db
    .insertInto('edition')
    .values({
      id,
      year,
      title,
      period_from: from,
      period_to: to,
      method: presentMethod,
      figures: JSON.stringify(frozen),
      sealed_links: keys.sealAlone({ table: 'edition', column: 'sealed_links', row: id }, links),
      supersedes,
      erratum,
      closed_by: actorId,
    })
    .execute()
  for (let at = 0; at < facts.length; at += 2000) {
    await db
      .insertInto('edition_fact')
      .values(
        facts
          .slice(at, at + 2000)
          .map(({ id: _, words, ...fact }) => ({ edition_id: id, ...asRow(fact), words: [...words] })),
      )
      .execute()
  }
  if (supersedes) await takeOverChapters(db, supersedes, id, actorId)
  return id
}

const asRow = (fact: Omit<FrozenFact, 'words'>) => ({ ...fact, stage: fact.stage ?? 'open' })

/** An erratum begins with the words of what it corrects. */
async function takeOverChapters(db: Db, from: string, to: string, actorId: string | null): Promise<void> {
  const chapters = await db
    .selectFrom('edition_chapter')
    .selectAll()
    .where('edition_id', '=', from)
    .where('removed_at', 'is', null)
    .execute()
  for (const { position, title, body } of chapters) {
    const id = newId()
    await db
      .insertInto('edition_chapter')
      .values({ id, edition_id: to, position, title, body, saved_by: actorId })
      .execute()
    await db
      .insertInto('edition_chapter_version')
      .values({ chapter_id: id, version: 1, title, body, saved_by: actorId })
      .execute()
  }
}

/** The figures of the report with their rules and words, and how each of them is counted on frozen facts. */
async function figuresOf(db: Db, period: Period): Promise<FrozenFigure[]> {
  const report = await tally(db, period)
  return report.figures.map(({ id, title, rule, population, multiple, base, rows }) => {
    const figure = figures.find((one) => one.id === id)
    const words = rows.map(({ code, label }) => ({ code, label }))
    const from = (): FrozenFigure['from'] => {
      const column = frozenColumns.find((one) => figure?.of === 'situation' && one === figure.from)
      if (column) return { kind: 'column', column, ...(figure?.band && { bands: bandsOf(figure.band) }) }
      if (figure?.of === 'situation' && figure.from === 'opened_at') return { kind: 'month' }
      if (figure && isOfFacts(figure) && figure.list) return { kind: 'word', list: figure.list.name }
      return { kind: 'counted', base, rows }
    }
    return {
      id,
      title,
      rule,
      unit: figure?.of ?? population,
      population,
      multiple,
      from: from(),
      rows: words,
    }
  })
}

/** The band of each age that a file may hold, written down. */
const bandsOf = (band: (age: number | null) => string): Record<string, string> =>
  Object.fromEntries([['', band(null)], ...Array.from({ length: 26 }, (_, age) => [String(age), band(age)])])

/** An edition as it was closed, with its facts. */
export async function readFrozen(db: Db, id: string): Promise<Frozen & { readonly sealedLinks: Buffer }> {
  const edition = await db.selectFrom('edition').selectAll().where('id', '=', id).executeTakeFirst()
  if (!edition) return refuse('not_found')
  const facts = await db
    .selectFrom('edition_fact')
    .selectAll()
    .where('edition_id', '=', id)
    .orderBy('number')
    .execute()
  return {
    method: edition.method,
    period: { from: edition.period_from, to: edition.period_to },
    figures: edition.figures,
    facts: facts.map(({ edition_id: _, ...fact }) => fact),
    sealedLinks: edition.sealed_links,
  }
}
