import { z } from 'zod'
import { one } from '#kernel/list.ts'
import { observable, presence, source } from '#vocabulary'

/** One thing that was said or seen, or said not to be: of which list, which word, and who says it. */
export const Observation = z
  .object({
    kind: z.enum(['problem', 'sign', 'exploitation_mode', 'exploitation_place']),
    code: z.string().max(60),
    presence: one(presence),
    source: one(source).nullable(),
  })
  .refine(
    (given) =>
      observable.lists.some(
        (list) => list.name === given.kind && list.codes.some((code) => code === given.code),
      ),
    {
      path: ['code'],
      message: 'Ce terme ne figure pas dans la liste.',
    },
  )
export type Observation = z.infer<typeof Observation>
