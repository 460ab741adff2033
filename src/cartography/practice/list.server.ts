import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import { regionOf } from '#vocabulary'
import type { listPractices } from './contract.ts'
import { practicesSeenBy } from './policy.server.ts'
import { departementsOf, isDue, problemsOf, regionsOf, today } from './read.server.ts'

type Asked = z.output<(typeof listPractices)['query']>

const due = () => sql<SqlBool>`(practice.status = 'to_review' or (practice.review_on <= ${today()}
  and practice.status in ('published_professionals', 'published_all')))`

/** Whether a practice is of a département: by itself, by its region, or because it took it up. */
export const isOf = (code: string) => sql<SqlBool>`(
  exists (select from practice_departement d where d.practice_id = practice.id and d.departement = ${code})
  or exists (select from practice_region r where r.practice_id = practice.id and r.region = ${regionOf(code) ?? ''})
  or exists (select from practice_adoption a where a.practice_id = practice.id and a.departement = ${code}))`

/** Whether every word typed is there, or a word much like it: a letter forgotten or two in the wrong order are forgiven. */
const answersTo = (typed: string) => sql<SqlBool>`not exists (
  select from regexp_split_to_table(fold(${typed}), ' ') as word
  where position(word in practice.search_text) = 0 and word_similarity(word, practice.search_text) < 0.45)`

function matching(actor: Actor, db: Db, asked: Asked) {
  let query = practicesSeenBy(actor, db)
  if (asked.status) query = query.where('practice.status', '=', asked.status)
  if (asked.text) query = query.where(answersTo(asked.text))
  if (asked.departement) query = query.where(isOf(asked.departement))
  if (asked.problem)
    query = query.where((one) =>
      one.exists(
        one
          .selectFrom('practice_problem as p')
          .select('p.problem')
          .whereRef('p.practice_id', '=', 'practice.id')
          .where('p.problem', '=', asked.problem ?? 'runaway'),
      ),
    )
  return query
}

const counted = sql<number>`count(*)::int`

/** One page of practices: the nearest to what is typed first, then the latest written. */
export async function pageOfPractices(db: Db, actor: Actor, asked: Asked) {
  const rank = asked.text
    ? sql<number>`round(word_similarity(fold(${asked.text}), fold(practice.title))::numeric, 3)::float8`
    : sql<number>`0::float8`
  let query = matching(actor, db, asked)
  if (asked.due) query = query.where(due())
  const [total, waiting] = await Promise.all([
    query.select(counted.as('count')).executeTakeFirstOrThrow(),
    matching(actor, db, { ...asked, due: false })
      .where(due())
      .select(counted.as('count'))
      .executeTakeFirstOrThrow(),
  ])
  let rows = query
    .innerJoin('account as owner', 'owner.id', 'practice.owner_id')
    .select(['practice.id', 'practice.status', 'practice.title', 'practice.review_on', 'practice.updated_at'])
    .select(['owner.name as owner', rank.as('rank')])
    .select([departementsOf.as('departements'), regionsOf.as('regions'), problemsOf.as('problems')])
    .select(
      sql<number>`(select count(*)::int from practice_adoption a where a.practice_id = practice.id)`.as(
        'adoptions',
      ),
    )
  if (asked.after) {
    const [near, at, id] = readPlace(z.tuple([z.number(), z.string(), z.uuid()]), asked.after)
    rows = rows.where(
      sql<SqlBool>`(${rank}, practice.updated_at, practice.id) < (${near}::float8, ${at}::timestamptz, ${id}::uuid)`,
    )
  }
  const found = await rows
    .orderBy('rank', 'desc')
    .orderBy('practice.updated_at', 'desc')
    .orderBy('practice.id', 'desc')
    .limit(asked.limit + 1)
    .execute()
  const page = cutPage(
    found,
    asked.limit,
    (row) => [row.rank, row.updated_at, row.id],
    ({ review_on, updated_at, rank: _, ...row }) => ({
      ...row,
      reviewOn: review_on,
      updatedAt: updated_at,
      isDue: isDue({ status: row.status, review_on }),
    }),
  )
  return { ...page, total: total.count, due: waiting.count }
}
