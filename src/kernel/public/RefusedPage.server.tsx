import type { FieldFault } from '../refusal.ts'
import { PublicFrame } from './PublicFrame.server.tsx'

/** What somebody reads when a page cannot be given: the same for whatever reason it is not found. */
export function RefusedPage({
  sentence,
  fields,
}: {
  readonly sentence: string
  readonly fields: readonly FieldFault[]
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
    </PublicFrame>
  )
}
