import { z } from 'zod'
import { get, post } from '#kernel/contract.ts'

const publishers = ['analyst'] as const
const Year = z.coerce.number().int().min(2000).max(2200)

/** A figure as anyone will read it: what had to be hidden is `null`. */
export const PublicFigure = z.object({
  title: z.string(),
  rule: z.string(),
  rows: z.array(
    z.object({ label: z.string(), count: z.number().int().nullable(), percent: z.number().nullable() }),
  ),
})
export type PublicFigure = z.infer<typeof PublicFigure>

/** What would be published of a year, and the years that are. */
export const previewFigures = get('/api/site/figures', {
  action: 'public_figures.preview',
  title: 'Voir les chiffres publics d’une année avant de les publier',
  for: publishers,
  query: z.object({ year: Year }),
  output: z.object({ figures: z.array(PublicFigure), published: z.array(z.number().int()) }),
})

/** Puts the figures of a year on the public site, in place of those that were there. */
export const publishFigures = post('/api/site/figures', {
  action: 'public_figures.publish',
  title: 'Publier les chiffres d’une année sur le site public',
  for: publishers,
  creates: true,
  input: z.object({ year: Year }),
  output: z.object({ figures: z.number().int() }),
})
