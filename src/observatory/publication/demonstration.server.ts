import type { Services } from '#kernel/http.server.ts'
import { figuresOf, keepFigures } from './publish.server.ts'

/** Publishes what the invented years allow, as an analyst would. */
export async function inventPublication({ database }: Pick<Services, 'database'>): Promise<void> {
  await database.transaction().execute(async (db) => {
    const { opened } = await db
      .selectFrom('situation')
      .select(({ fn }) => fn.min('opened_at').as('opened'))
      .executeTakeFirstOrThrow()
    const last = new Date().getFullYear() - 1
    const first = opened ? Number(opened.slice(0, 4)) : last
    for (let year = first; year <= last; year += 1) {
      const figures = await figuresOf(db, year)
      if (figures.length > 0) await keepFigures(db, year, figures, null)
    }
  })
}
