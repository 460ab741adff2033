import type { FieldFault } from '../refusal.ts'
import { HelpNumbers } from './HelpNumbers.server.tsx'
import { PublicFrame } from './PublicFrame.server.tsx'

/** What somebody reads when a page cannot be given: the same for whatever reason it is not found. */
export function RefusedPage({
  sentence,
  fields,
  reference,
  dials,
}: {
  readonly sentence: string
  readonly fields: readonly FieldFault[]
  /** Of a bug, to be given to whoever keeps the service. */
  readonly reference?: string
  /** Whoever came for help is told what to dial. */
  readonly dials?: boolean
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
      {dials && (
        <>
          <h2>Besoin d’aide maintenant</h2>
          <HelpNumbers />
        </>
      )}
    </PublicFrame>
  )
}
