import type { Db } from '#kernel/db.server.ts'
import { type PublicAnswer, type PublicCall, type PublicPage, show } from '#kernel/public/public.server.ts'
import { refuse } from '#kernel/refusal.ts'

/** The files of an edition, at addresses that do not change: `/donnees/2024/problem.csv`. */
async function openFile({ db, params }: PublicCall): Promise<PublicAnswer> {
  const { year = '', file = '' } = params
  if (!/^\d{4}$/.test(year) || !/^[a-z0-9_-]+\.(?:csv|json|pdf)$/.test(file)) return refuse('not_found')
  const found = await db
    .selectFrom('published_edition_file')
    .select(['type', 'content'])
    .where('year', '=', Number(year))
    .where('name', '=', file)
    .executeTakeFirst()
  if (!found) return refuse('not_found')
  // Open data are there to be read from any page.
  const headers = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }
  return { kind: 'file', type: found.type, headers, body: found.content }
}

async function openData({ db }: PublicCall): Promise<PublicAnswer> {
  return show('OpenDataPage', { years: await yearsOf(db) }, { title: 'Données ouvertes' })
}

/** The years that are published, the last first, with their files and what changed in them. */
async function yearsOf(db: Db) {
  const editions = await db.selectFrom('published_edition').selectAll().orderBy('year', 'desc').execute()
  const files = await db
    .selectFrom('published_edition_file')
    .select(['year', 'name'])
    .orderBy('name')
    .execute()
  const changes = await db
    .selectFrom('published_edition_change')
    .selectAll()
    .orderBy('published_at', 'desc')
    .execute()
  return editions.map(({ year, title, output }) => ({
    year,
    title,
    tables: output.figures.map(({ id, title: of }) => ({ id, title: of })).concat(output.crossings),
    papers: files.filter((file) => file.year === year && file.name.endsWith('.pdf')).map(({ name }) => name),
    changes: changes
      .filter((change) => change.year === year)
      .map(({ note, erratum, published_at }) => ({ at: published_at, note, erratum })),
  }))
}

async function figures({ db, query }: PublicCall): Promise<PublicAnswer> {
  const all = await db
    .selectFrom('published_edition')
    .select(['year', 'title', 'output'])
    .orderBy('year', 'desc')
    .execute()
  const shown = all.find(({ year }) => String(year) === query.annee) ?? all[0]
  const years = all.map(({ year }) => year)
  return show('EditionFiguresPage', { output: shown?.output, years }, { title: 'Les chiffres' })
}

/** The pages of the last edition published of each year, and its files. */
export const editionPages: readonly PublicPage[] = [
  { path: '/chiffres', keptFor: 60, asks: ['annee'], run: figures },
  { path: '/donnees', keptFor: 60, run: openData },
  { path: '/donnees/:year/:file', keptFor: 60, addresses: () => [], run: openFile },
]
