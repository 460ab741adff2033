import type { FieldFault } from '../refusal.ts'
import { PublicFrame } from './PublicFrame.server.tsx'

/** What somebody reads when a page cannot be given: the same for whatever reason it is not found. */
export function RefusedPage({
  sentence,
  fields,
  reference,
}: {
  readonly sentence: string
  readonly fields: readonly FieldFault[]
  /** Of a bug, to be given to whoever keeps the service. */
  readonly reference?: string
}) {
  return (
    <PublicFrame>
      <h1>Cette page ne peut pas s’afficher</h1>
      <p>{sentence}</p>
      {fields.length > 0 && (
        <ul>
          {fields.map(({ field, message }) => (
            <li key={field}>{message}</li>
          ))}
        </ul>
      )}
      {reference && (
        <p>
          Référence à nous indiquer : <code>{reference}</code>
        </p>
      )}
    </PublicFrame>
  )
}
