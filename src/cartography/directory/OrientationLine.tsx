import { plural } from '#kernel/ui/index.ts'
import { orientationOutcome } from '#vocabulary'
import type { ServiceRecord } from './contract.ts'

/** « 12 orientations : 7 rendez-vous, 3 à demander »: counts only. */
export function OrientationLine({ orientations }: Pick<ServiceRecord, 'orientations'>) {
  if (!orientations) return null
  if (orientations.total === 0) return <p className="muted small">Aucune orientation notée pour l’instant.</p>
  const outcomes = orientations.outcomes
    .map(({ outcome, count }) => `${count} ${orientationOutcome.label(outcome).toLowerCase()}`)
    .join(', ')
  return (
    <p className="small">
      <strong>{plural(orientations.total, 'orientation', 'orientations')}</strong> : {outcomes}
    </p>
  )
}
