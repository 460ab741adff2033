import { z } from 'zod'
import { PlaceFields, ServiceFields } from './fields.ts'

/** What may be proposed of a service: its fields, those of its place, and the name of its organisation. */
export const ProposedFields = z.object({
  ...ServiceFields.omit({ visibility: true, internalNotes: true, verifyEvery: true }).partial().shape,
  place: PlaceFields.omit({ precision: true }).partial().optional(),
  organisation: z.string().trim().min(1).max(200).optional(),
  /** What does not fit a field, in their words. */
  remark: z.string().trim().max(4000).optional(),
})
export type ProposedFields = z.output<typeof ProposedFields>

/** What a merge brought to the entry that stays. */
export interface Brought {
  readonly kinds: readonly string[]
  readonly departements: readonly string[]
  readonly contacts: readonly string[]
}
