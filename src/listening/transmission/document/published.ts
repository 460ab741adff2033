import { z } from 'zod'
import { TransmissionContent } from '../content.ts'

/** The form of what is published; a change that a reader would notice takes the next number. */
const form = 'repere/transmission/1'

/** A transmission as another program reads it. */
export const PublishedTransmission = z.object({
  form: z.literal(form).meta({ title: 'Forme du document' }),
  ...TransmissionContent.shape,
})
export type PublishedTransmission = z.infer<typeof PublishedTransmission>

/** A snapshot as published; what the schema does not know is not in it. */
export const publish = (content: TransmissionContent): PublishedTransmission =>
  PublishedTransmission.parse({ form, ...content })

/** The name under which the schema is brought. */
export const schemaFile = 'ip.schema.json'

/** The JSON Schema of what is published, made from the same rules that check it. */
export const publishedSchema = () => ({
  $id: `urn:repere:${schemaFile}`,
  title: 'Transmission à une autorité',
  description:
    'Une information préoccupante, ou son complément, telle qu’elle a été validée. Les dates sont en ISO 8601, les départements des codes officiels.',
  ...z.toJSONSchema(PublishedTransmission, { target: 'draft-2020-12', io: 'output' }),
})
