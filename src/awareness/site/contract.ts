import { z } from 'zod'
import { get, instant, post } from '#kernel/contract.ts'

const keepers = ['administrator'] as const

/** What is said on every public page. */
export const BannerFields = z
  .object({
    /** Null: nothing is said any more. */
    text: z.string().trim().min(1).max(400).nullable().meta({ title: 'Texte' }),
    isUrgent: z.boolean().default(false).meta({ title: 'Urgente' }),
    link: z
      .object({
        href: z
          .string()
          .trim()
          .max(200)
          .regex(/^\/[^/\s]\S*$/, 'Donnez une page de ce site, qui commence par « / ».'),
        label: z.string().trim().min(1).max(80),
      })
      .nullable()
      .default(null)
      .meta({ title: 'Page à ouvrir' }),
    startsAt: instant.nullable().default(null).meta({ title: 'À partir de' }),
    endsAt: instant.nullable().default(null).meta({ title: 'Jusqu’à' }),
  })
  .refine(
    ({ startsAt, endsAt }) =>
      endsAt === null || Date.parse(endsAt) > Date.parse(startsAt ?? new Date().toISOString()),
    {
      path: ['endsAt'],
      message: 'La fin est déjà passée, ou précède le début.',
    },
  )
export type BannerFields = z.infer<typeof BannerFields>

const BannerRow = z.object({
  number: z.number().int(),
  text: z.string().nullable(),
  isUrgent: z.boolean(),
  link: z.object({ href: z.string(), label: z.string() }).nullable(),
  startsAt: instant,
  endsAt: instant.nullable(),
  decidedAt: instant,
  decidedBy: z.string(),
  undoes: z.number().int().nullable(),
  state: z.enum(['shown', 'to_come', 'past']),
})
export type BannerRow = z.infer<typeof BannerRow>

/** Everything that was ever decided of it, the last first. */
export const readBanner = get('/api/site/banner', {
  action: 'banner.read',
  title: 'Lire l’annonce du site public et son histoire',
  for: keepers,
  output: z.object({ last: z.number().int(), items: z.array(BannerRow) }),
})

/** Says something on every public page, within seconds; or nothing any more. */
export const publishBanner = post('/api/site/banner', {
  action: 'banner.publish',
  title: 'Changer l’annonce du site public',
  for: keepers,
  creates: true,
  input: BannerFields,
  output: z.object({ number: z.number().int() }),
})

/** Takes back the last decision: what was said before it is said again. */
export const undoBanner = post('/api/site/banner/undo', {
  action: 'banner.undo',
  title: 'Annuler le dernier changement de l’annonce',
  for: keepers,
  creates: true,
  input: z.object({ last: z.number().int() }),
  output: z.object({ number: z.number().int() }),
})
