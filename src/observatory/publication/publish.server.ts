import { disclose } from '#cartography/map/gate.ts'
import type { Db } from '#kernel/db.server.ts'
import { actions } from '#listening/action/figures.ts'
import { callerProfiles } from '#listening/contact/figures.ts'
import { problems } from '#listening/observation/figures.ts'
import { genders, known, publishedAges } from '#listening/situation/figures.ts'
import { tally } from '../report/tally.server.ts'
import type { PublicFigure } from './contract.ts'

/** Few, coarse and about all of France: what a visitor asks, and nothing by place. */
const shown = [callerProfiles, genders, publishedAges, known, problems, actions].map(({ id }) => id)

/** The figures of a year as anyone may read them. The only place where counts leave for the public site. */
export async function figuresOf(db: Db, year: number): Promise<PublicFigure[]> {
  const report = await tally(db, { from: `${year}-01-01`, to: `${year}-12-31`, figures: shown })
  return report.figures
    .filter(({ base }) => base > 0)
    .map(({ id, title, rule, rows, multiple, base }) => {
      const { shown: told, total } = disclose(
        rows.map(({ code, count }) => ({ place: code, group: id, count })),
        'public',
      )
      // A share is worth its count: it is given where all the counts are, of rows that sum up to what it is a share of.
      const isWhole = total !== null || multiple
      return {
        title,
        rule,
        rows: rows.map(({ code, label }) => {
          const count = told.get(code) ?? null
          return { label, count, percent: count === null || !isWhole ? null : (count / base) * 100 }
        }),
      }
    })
    .filter(({ rows }) => rows.some(({ count }) => count !== null))
}

export async function yearsPublished(db: Db): Promise<number[]> {
  const rows = await db.selectFrom('site_figure').select('year').distinct().orderBy('year', 'desc').execute()
  return rows.map(({ year }) => year)
}

export async function keepFigures(
  db: Db,
  year: number,
  figures: readonly PublicFigure[],
  actorId: string | null,
): Promise<void> {
  await db.deleteFrom('site_figure').where('year', '=', year).execute()
  await db
    .insertInto('site_figure')
    .values(
      figures.map(({ title, rule, rows }, position) => ({
        year,
        position,
        title,
        rule,
        rows: JSON.stringify(rows),
        published_by: actorId,
      })),
    )
    .execute()
}
