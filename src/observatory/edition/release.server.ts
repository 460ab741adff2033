import { parse } from 'csv-parse/sync'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import type { GateAudience } from '../disclosure/gate.ts'
import {
  type CountTable,
  guardedUnits,
  hiddenSymbol,
  type PublishedCell,
  readBy,
} from '../disclosure/gate.ts'
import { buildOutput, keyIn, type WantedCrossing } from './build.server.ts'
import { type EditionFile, openFiles } from './files.server.ts'
import { readFrozen } from './freeze.server.ts'
import type { EditionOutput } from './output.ts'
import { paperFiles } from './paper.server.ts'

/** Everything that the readers of an audience already have. */
export async function releasedTo(db: Db, audience: GateAudience): Promise<(readonly PublishedCell[])[]> {
  const rows = await db
    .selectFrom('edition_release')
    .select('record')
    .where('audience', 'in', [...readBy[audience]])
    .orderBy('published_at')
    .execute()
  return rows.map(({ record }) => record)
}

export interface Publication {
  readonly audience: GateAudience
  readonly note: string
  readonly crossings: readonly WantedCrossing[]
  readonly actorId: string | null
}

/** Publishes an edition: through the gate, into its files, which are read back and audited as a stranger would. */
export async function publish(db: Db, editionId: string, publication: Publication): Promise<string> {
  const { audience, note, crossings, actorId } = publication
  const edition = await db.selectFrom('edition').selectAll().where('id', '=', editionId).executeTakeFirst()
  if (!edition) return refuse('not_found')
  const later = await db
    .selectFrom('edition')
    .select('id')
    .where('supersedes', '=', editionId)
    .executeTakeFirst()
  if (later) return refuse('edition_superseded')
  const chapters = await db
    .selectFrom('edition_chapter')
    .select(['title', 'body'])
    .where('edition_id', '=', editionId)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .execute()
  const publishedAt = new Date().toISOString()
  const { output, passed, tables } = await buildOutput(await readFrozen(db, editionId), {
    audience,
    year: edition.year,
    title: edition.title,
    erratum: edition.erratum,
    publishedAt,
    chapters,
    crossings,
    already: await releasedTo(db, audience),
  })
  const changes = await changesOf(db, edition.year, audience)
  const open = openFiles(output, [
    ...changes,
    { at: publishedAt, note: edition.erratum ? `${note} ${edition.erratum}` : note },
  ])
  demandThatFilesTellNoMore(open, tables, passed.record)
  const files = [...open, ...(await paperFiles(output))]
  const id = newId()
  await keep(
    db,
    { id, editionId, audience, note, output, record: passed.record, publishedAt, actorId },
    files,
  )
  return id
}

async function changesOf(db: Db, year: number, audience: GateAudience) {
  const rows = await db
    .selectFrom('edition_release')
    .innerJoin('edition', 'edition.id', 'edition_release.edition_id')
    .select(['published_at as at', 'note', 'erratum'])
    .where('edition.year', '=', year)
    .where('audience', '=', audience)
    .orderBy('published_at')
    .execute()
  return rows.map(({ at, note, erratum }) => ({ at, note: erratum ? `${note} ${erratum}` : note }))
}

/**
 * The last look, at the files themselves: each count that a CSV tells of children must be one that the audited pattern
 * shows. What the gate hid and a file tells is a bug, and nothing is published.
 */
export function demandThatFilesTellNoMore(
  files: readonly EditionFile[],
  tables: readonly CountTable[],
  record: readonly PublishedCell[],
): void {
  const known = new Map(record.map((cell) => [cell.key, cell]))
  for (const table of tables.filter(({ unit }) => guardedUnits.includes(unit))) {
    const content = files.find(({ name }) => name === `${table.id}.csv`)?.content
    if (!content) throw new Error(`no file of ${table.id}`)
    const [, ...rows] = parse(content, { relax_column_count: false }) as string[][]
    for (const row of rows) {
      const isCrossed = table.axes.length > 1
      const at = isCrossed
        ? table.axes.map((_, axis) => (row[axis * 2] === 'ensemble' ? null : (row[axis * 2] ?? null)))
        : [row[0] ?? null]
      const told = row[isCrossed ? table.axes.length * 2 : 2]
      const cell = known.get(keyIn(table, at))
      const mayTell = cell?.isShown ? String(cell.value) : hiddenSymbol
      if (told !== mayTell) throw new Error(`the file of ${table.id} tells what the gate does not`)
    }
  }
}

async function keep(
  db: Db,
  release: {
    readonly id: string
    readonly editionId: string
    readonly audience: GateAudience
    readonly note: string
    readonly output: EditionOutput
    readonly record: readonly PublishedCell[]
    readonly publishedAt: string
    readonly actorId: string | null
  },
  files: readonly EditionFile[],
): Promise<void> {
  await db
    .insertInto('edition_release')
    .values({
      id: release.id,
      edition_id: release.editionId,
      audience: release.audience,
      note: release.note,
      output: JSON.stringify(release.output),
      record: JSON.stringify(release.record),
      published_at: release.publishedAt,
      published_by: release.actorId,
    })
    .execute()
  await db
    .insertInto('edition_file')
    .values(files.map(({ name, type, content }) => ({ release_id: release.id, name, type, content })))
    .execute()
}
