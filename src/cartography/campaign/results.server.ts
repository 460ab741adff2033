import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { type QuestionnaireAddressee, region } from '#vocabulary'
import { optionsOfQuestion } from '../survey/answers.ts'
import { kindOf } from '../survey/kinds.ts'
import { type Question, type Survey, wordsIn } from '../survey/shape.ts'
import type { QuestionResult } from './contract.ts'
import { countedRow, spreadOf } from './tally.ts'
import { otherText } from './values.ts'

export interface ResultScope {
  readonly addressee: QuestionnaireAddressee
  readonly region?: string | undefined
  readonly partials: boolean
}

type Split = 'none' | 'region' | 'year'

/** The questionnaire that a campaign asks of an addressee. */
export async function surveyOf(db: Db, campaignId: string, addressee: QuestionnaireAddressee) {
  const row = await db
    .selectFrom('campaign_survey as of')
    .innerJoin('survey_version as version', 'version.id', 'of.version_id')
    .select(['version.id', 'version.number', 'version.survey_id', 'version.content'])
    .where('of.campaign_id', '=', campaignId)
    .where('of.addressee', '=', addressee)
    .executeTakeFirst()
  return row ?? refuse('not_found')
}

/** Which answers count: those of one campaign, or of every campaign of the same addressee when years are compared. */
function counted(
  campaignId: string,
  { addressee, region: where, partials }: ResultScope,
  split: Split,
): RawBuilder<unknown> {
  const statuses = partials ? ['submitted', 'partial'] : ['submitted']
  return sql`select target.id, ${group(split)} as of from campaign_target target
    join campaign on campaign.id = target.campaign_id
    where target.addressee = ${addressee} and target.status = any(${statuses}::text[])
      and (${split === 'year'} or target.campaign_id = ${campaignId})
      and (${where ?? null}::text is null or target.region = ${where ?? null})`
}

const group = (split: Split): RawBuilder<unknown> =>
  split === 'region'
    ? sql`coalesce(target.region, '')`
    : split === 'year'
      ? sql`campaign.year::text`
      : sql`''`

interface Cell {
  readonly of: string
  readonly question: string
  readonly part: string
  readonly code: string | null
  readonly n: number
  readonly amounts: readonly number[] | null
}

/** Everything that is counted of a questionnaire, in three statements whatever the number of answers. */
export async function readResultsOf(db: Db, campaignId: string, scope: ResultScope, split: Split) {
  const { content } = await surveyOf(db, campaignId, scope.addressee)
  const targets = counted(campaignId, scope, split)
  const [cells, bases, groups, asked] = await Promise.all([
    sql<Cell>`with target as (${targets})
      select target.of, value.question, value.part, value.code, count(*) as n,
        array_agg(value.amount::float8) filter (where value.amount is not null and value.code is null) as amounts
      from target join campaign_value value on value.target_id = target.id
      group by target.of, value.question, value.part, value.code`.execute(db),
    sql<{ of: string; question: string; n: number }>`with target as (${targets})
      select target.of, value.question, count(distinct value.target_id) as n
      from target join campaign_value value on value.target_id = target.id
      -- Questions of one value are counted with their cells: only those of several need whoever answered counted once.
      where value.part not in ('', ${otherText})
      group by target.of, value.question`.execute(db),
    sql<{
      of: string
      n: number
    }>`with target as (${targets}) select of, count(*) as n from target group by of order by of`.execute(db),
    sql<{ n: number }>`select count(*) as n from campaign_target where campaign_id = ${campaignId}
      and addressee = ${scope.addressee} and (${scope.region ?? null}::text is null or region = ${scope.region ?? null})`.execute(
      db,
    ),
  ])
  const byQuestion = Map.groupBy(cells.rows, ({ question }) => question)
  const single = cells.rows.filter(({ part }) => part === '')
  const basesOf = Map.groupBy([...bases.rows, ...single], ({ question }) => question)
  const known = split === 'none' ? [] : groups.rows.map(({ of }) => of)
  return {
    base: groups.rows.reduce((sum, { n }) => sum + n, 0),
    asked: asked.rows[0]?.n ?? 0,
    questions: content.pages.flatMap((page) =>
      page.elements.map((question) =>
        resultOf(
          question,
          page,
          byQuestion.get(question.name) ?? [],
          basesOf.get(question.name) ?? [],
          known,
          split,
        ),
      ),
    ),
  }
}

function resultOf(
  question: Question,
  page: Survey['pages'][number],
  cells: readonly Cell[],
  bases: readonly { readonly of: string; readonly n: number }[],
  known: readonly string[],
  split: Split,
): QuestionResult {
  const kind = kindOf(question)
  const base = bases.reduce((sum, { n }) => sum + n, 0)
  const multiple = kind === 'multiple' || kind === 'ranking'
  const isTable = question.type === 'matrix'
  const rowsIn = (some: readonly Cell[], over: number) =>
    optionsOfQuestion(question).map(({ value, text }) =>
      countedRow(
        value,
        wordsIn(text),
        some.reduce((sum, { code, n }) => (code === value ? sum + n : sum), 0),
        over,
      ),
    )
  const amountsIn = (some: readonly Cell[]) => some.flatMap(({ amounts }) => amounts ?? [])
  const isText = kind === 'short_text' || kind === 'long_text'
  const groups = known.map((code) => {
    const some = cells.filter(({ of }) => of === code)
    const over = bases.reduce((sum, { of, n }) => (of === code ? sum + n : sum), 0)
    return {
      code,
      label: split === 'region' ? (code ? region.label(code) : 'Hors région') : code,
      base: over,
      rows: isTable ? [] : rowsIn(some, over),
      spread: spreadOf(amountsIn(some)),
    }
  })
  return {
    id: question.name,
    title: wordsIn(question.title),
    kind,
    page: wordsIn(page.title),
    base,
    multiple,
    rows: isTable ? [] : rowsIn(cells, base),
    lines: isTable
      ? question.rows.map(({ value, text }) => {
          const some = cells.filter(({ part }) => part === value)
          const over = some.reduce((sum, { n }) => sum + n, 0)
          return { code: value, label: wordsIn(text), base: over, rows: rowsIn(some, over) }
        })
      : [],
    spread: spreadOf(amountsIn(cells)),
    groups,
    disparity: disparityOf(groups, multiple),
    texts: isText ? base : cells.reduce((sum, { part, n }) => (part === otherText ? sum + n : sum), 0),
  }
}

/** How far apart the groups are on each answer; a group of fewer than three answers says nothing of a territory. */
function disparityOf(groups: QuestionResult['groups'], multiple: boolean): QuestionResult['disparity'] {
  const told = groups.filter(({ base }) => base >= 3)
  if (told.length < 2) return []
  const rows = told[0]?.rows ?? []
  return rows.flatMap(({ code, label }) => {
    if (!multiple && code === 'unknown') return []
    const spread = spreadOf(
      told.flatMap(({ rows: of }) => of.find((row) => row.code === code)?.percent ?? []),
    )
    return spread ? [{ code, label, spread }] : []
  })
}

/** The free answers to a question, with their tags. */
export async function readTextsOf(
  db: Db,
  campaignId: string,
  scope: ResultScope & { readonly question: string; readonly tag?: string | undefined },
) {
  const { rows } = await sql<{ targetId: string; territory: string; words: string; tags: string[] }>`
    with target as (${counted(campaignId, scope, 'none')})
    select own.id as "targetId", own.territory, value.words,
      array(select tag.tag from campaign_tag tag where tag.target_id = own.id and tag.question = value.question
        order by tag.tag) as tags
    from target join campaign_target own on own.id = target.id
    join campaign_value value on value.target_id = own.id
    where value.question = ${scope.question} and value.words is not null
    order by own.departements[1], own.territory`.execute(db)
  const tags = new Map<string, number>()
  for (const tag of rows.flatMap(({ tags: of }) => of)) tags.set(tag, (tags.get(tag) ?? 0) + 1)
  return {
    items: rows.filter(({ tags: of }) => scope.tag === undefined || of.includes(scope.tag)),
    tags: [...tags].map(([tag, count]) => ({ tag, count })).toSorted((a, b) => b.count - a.count),
  }
}

/** Replaces the tags of one free answer. */
export async function tagOne(
  db: Db,
  targetId: string,
  question: string,
  tags: readonly string[],
  accountId: string,
): Promise<void> {
  const known = await db
    .selectFrom('campaign_value')
    .select('part')
    .where('target_id', '=', targetId)
    .where('question', '=', question)
    .where('words', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  if (!known) refuse('not_found')
  await db
    .deleteFrom('campaign_tag')
    .where('target_id', '=', targetId)
    .where('question', '=', question)
    .execute()
  const distinct = [...new Set(tags)]
  if (distinct.length === 0) return
  await db
    .insertInto('campaign_tag')
    .values(distinct.map((tag) => ({ target_id: targetId, question, tag, account_id: accountId })))
    .execute()
}
