import { z } from 'zod'
import { instant } from '#kernel/contract.ts'

/** Who takes part in the work with services. */
export const serviceStaff = ['listener', 'coordinator'] as const

export const shortText = z.string().trim().max(200)
export const longText = z.string().trim().max(4000)

/** A version that was written, and whose it is. */
export const Written = z.object({ id: z.uuid(), version: z.number().int() })
export const Versioned = z.object({ version: z.number().int() })

/** What every record of the work with services has: it is an action of the file, under the action's identifier. */
export const Recorded = z.object({
  id: z.uuid(),
  version: z.number().int(),
  at: instant,
  recordedAt: instant,
  author: z.string().nullable(),
  abilities: z.object({ edit: z.boolean(), cancel: z.boolean() }),
})
