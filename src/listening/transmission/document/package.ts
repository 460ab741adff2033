import { z } from 'zod'
import { TransmissionContent } from '../content.ts'

/** What a person of an authority finds in a package once they have opened it. */
export const TransmissionPackage = z.object({
  content: TransmissionContent,
  /** The printed form, in base64; none when it could not be made, for an alert does not wait for its print. */
  pdf: z.base64().nullable(),
})
export type TransmissionPackage = z.infer<typeof TransmissionPackage>
