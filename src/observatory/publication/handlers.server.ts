import { type Handler, handle } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { previewFigures, publishFigures } from './contract.ts'
import { figuresOf, keepFigures, yearsPublished } from './publish.server.ts'

/** The endpoints of what is published of the figures. */
export const publication: readonly Handler[] = [
  handle(previewFigures, async ({ query, db }) => ({
    figures: await figuresOf(db, query.year),
    published: await yearsPublished(db),
  })),

  handle(publishFigures, async ({ input, db, actor, trace }) => {
    const figures = await figuresOf(db, input.year)
    if (figures.length === 0) return refuse('figures_missing')
    await keepFigures(db, input.year, figures, actor.id)
    trace(null, String(input.year))
    return { figures: figures.length }
  }),
]
