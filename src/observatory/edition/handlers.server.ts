import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { type Bytes, type Handler, handle } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import { finestThatPasses, tooFine } from '../disclosure/gate.server.ts'
import { crossingTable, insideOutput } from './build.server.ts'
import { compareEdition } from './compare.server.ts'
import {
  addChapter,
  type Chapter,
  chapterVersions,
  closeEdition,
  compareWithLive,
  type EditionRelease,
  type EditionRow,
  listEditions,
  previewChapter,
  proposeCrossing,
  publishEdition,
  readEdition,
  readReleaseFile,
  saveChapter,
} from './contract.ts'
import { closeYear, readFrozen } from './freeze.server.ts'
import { methods, recount } from './frozen.ts'
import { blocksOf, liveFigures, resolve } from './names.ts'
import { publish } from './release.server.ts'

async function editionRows(db: Db, id?: string): Promise<EditionRow[]> {
  const rows = await db
    .selectFrom('edition as e')
    .leftJoin('account as a', 'a.id', 'e.closed_by')
    .leftJoin('edition as l', 'l.supersedes', 'e.id')
    .select([
      'e.id',
      'e.year',
      'e.title',
      'e.period_from',
      'e.period_to',
      'e.closed_at',
      'e.erratum',
      'a.name',
    ])
    .select(['l.id as later'])
    .select(
      sql<string | null>`(select max(r.published_at) from edition_release r where r.edition_id = e.id)`.as(
        'published_at',
      ),
    )
    .$if(id !== undefined, (query) => query.where('e.id', '=', id ?? ''))
    .orderBy('e.year', 'desc')
    .orderBy('e.closed_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    year: row.year,
    title: row.title,
    from: row.period_from,
    to: row.period_to,
    closedAt: row.closed_at,
    closedBy: row.name,
    erratum: row.erratum,
    isSuperseded: row.later !== null,
    publishedAt: row.published_at,
  }))
}

async function chaptersOf(db: Db, editionId: string, chapterId?: string): Promise<Chapter[]> {
  const rows = await db
    .selectFrom('edition_chapter as c')
    .leftJoin('account as a', 'a.id', 'c.saved_by')
    .select(['c.id', 'c.version', 'c.title', 'c.body', 'c.saved_at', 'a.name'])
    .where('c.edition_id', '=', editionId)
    .where('c.removed_at', 'is', null)
    .$if(chapterId !== undefined, (query) => query.where('c.id', '=', chapterId ?? ''))
    .orderBy('c.position')
    .execute()
  return rows.map(({ saved_at, name, ...row }) => ({ ...row, savedAt: saved_at, savedBy: name }))
}

async function releasesOf(db: Db, editionId: string): Promise<EditionRelease[]> {
  const rows = await db
    .selectFrom('edition_release as r')
    .leftJoin('account as a', 'a.id', 'r.published_by')
    .select(['r.id', 'r.audience', 'r.note', 'r.published_at', 'a.name'])
    .select(
      sql<string[]>`array(select f.name from edition_file f where f.release_id = r.id order by 1)`.as(
        'files',
      ),
    )
    .where('r.edition_id', '=', editionId)
    .orderBy('r.published_at', 'desc')
    .execute()
  return rows.map(({ published_at, name, ...row }) => ({
    ...row,
    publishedAt: published_at,
    publishedBy: name,
  }))
}

/** A text is changed until somebody corrects the edition by another. */
async function demandOpen(db: Db, editionId: string): Promise<void> {
  const [edition] = await editionRows(db, editionId)
  if (!edition) return refuse('not_found')
  if (edition.isSuperseded) return refuse('edition_superseded')
}

/** The endpoints of the editions, in the order of the contract. */
export const edition: readonly Handler[] = [
  handle(listEditions, async ({ db }) => ({ items: await editionRows(db) })),

  handle(closeEdition, async ({ input, db, keys, actor, trace }) => {
    const id = await closeYear(db, keys, input, actor.id)
    trace(id, String(input.year))
    return { id }
  }),

  handle(readEdition, async ({ params, db }) => {
    const [row] = await editionRows(db, params.id)
    if (!row) return refuse('not_found')
    const frozen = await readFrozen(db, params.id)
    const report = recount(frozen)
    return {
      ...row,
      method: frozen.method,
      methodWords: methods[frozen.method]?.words ?? '',
      report,
      names: liveFigures(insideOutput(report)),
      chapters: await chaptersOf(db, params.id),
      releases: await releasesOf(db, params.id),
    }
  }),

  handle(compareWithLive, async ({ params, db, keys }) => compareEdition(db, keys, params.id)),

  handle(addChapter, async ({ params, input, db, actor, trace }) => {
    await demandOpen(db, params.id)
    const id = newId()
    const last = await db
      .selectFrom('edition_chapter')
      .select(({ fn }) => fn.max('position').as('last'))
      .where('edition_id', '=', params.id)
      .executeTakeFirst()
    const position = (last?.last ?? 0) + 1
    await db
      .insertInto('edition_chapter')
      .values({ id, edition_id: params.id, position, ...input, saved_by: actor.id })
      .execute()
    await db
      .insertInto('edition_chapter_version')
      .values({ chapter_id: id, version: 1, ...input, saved_by: actor.id })
      .execute()
    trace(id)
    const [chapter] = await chaptersOf(db, params.id, id)
    return chapter ?? refuse('not_found')
  }),

  handle(saveChapter, async ({ params, input, version, db, actor }) => {
    const { isRemoved, title, body } = input
    const known = await db
      .selectFrom('edition_chapter')
      .selectAll()
      .where('id', '=', params.id)
      .where('removed_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!known) return refuse('not_found')
    await demandOpen(db, known.edition_id)
    if (known.version !== version) {
      const [current] = await chaptersOf(db, known.edition_id, params.id)
      return refuse('version_conflict', { current })
    }
    const saved_at = new Date().toISOString()
    const next = version + 1
    await db
      .updateTable('edition_chapter')
      .set({
        title,
        body,
        version: next,
        saved_at,
        saved_by: actor.id,
        removed_at: isRemoved ? saved_at : null,
      })
      .where('id', '=', params.id)
      .execute()
    await db
      .insertInto('edition_chapter_version')
      .values({ chapter_id: params.id, version: next, title, body, saved_by: actor.id })
      .execute()
    return { id: params.id, version: next, title, body, savedAt: saved_at, savedBy: actor.name }
  }),

  handle(chapterVersions, async ({ params, db }) => {
    const rows = await db
      .selectFrom('edition_chapter_version as v')
      .leftJoin('account as a', 'a.id', 'v.saved_by')
      .select(['v.version', 'v.title', 'v.body', 'v.saved_at', 'a.name'])
      .where('v.chapter_id', '=', params.id)
      .orderBy('v.version', 'desc')
      .limit(200)
      .execute()
    if (rows.length === 0) return refuse('not_found')
    return {
      items: rows.map(({ saved_at, name, ...row }) => ({
        id: params.id,
        ...row,
        savedAt: saved_at,
        savedBy: name,
      })),
    }
  }),

  handle(previewChapter, async ({ params, input, db }) => {
    const report = recount(await readFrozen(db, params.id))
    const { text, unknown } = resolve(input.body, liveFigures(insideOutput(report)))
    return { blocks: blocksOf(text), unknown: unknown.map(({ name, near }) => ({ name, near: [...near] })) }
  }),

  handle(proposeCrossing, async ({ params, input, db }) => {
    const { audience, figures, byRegion } = input
    const { table } = crossingTable(await readFrozen(db, params.id), { figures, byRegion })
    const [fine] = tooFine([table], audience)
    if (!fine) return { passes: true, hiddenPercent: 0, proposed: { figures, byRegion } }
    const finest = finestThatPasses(table, audience)
    const isCrossing = finest !== null && finest.axes.length > 1
    return {
      passes: false,
      hiddenPercent: Math.round(fine.hiddenShare * 100),
      proposed: isCrossing ? { figures, byRegion: true } : null,
    }
  }),

  handle(publishEdition, async ({ params, input, db, actor, trace }) => {
    const [row] = await editionRows(db, params.id)
    if (!row) return refuse('not_found')
    if (input.confirmation.trim() !== row.title) return refuse('edition_unconfirmed')
    const { audience, note, crossings } = input
    const id = await publish(db, params.id, { audience, note, crossings, actorId: actor.id })
    trace(params.id, audience)
    const release = (await releasesOf(db, params.id)).find((one) => one.id === id)
    return release ?? refuse('not_found')
  }),

  handle(readReleaseFile, async ({ params, query, db }): Promise<Bytes> => {
    const found = await db
      .selectFrom('edition_file')
      .select(['name', 'type', 'content'])
      .where('release_id', '=', params.id)
      .where('name', '=', query.name)
      .executeTakeFirst()
    if (!found) return refuse('not_found')
    return { type: found.type, filename: found.name, body: found.content }
  }),
]
