import { Siren } from 'lucide-react'
import { Badge, useNow } from '#kernel/ui/index.ts'
import { transmissionStatus } from '#vocabulary'
import type { TransmissionRow } from './contract.ts'
import { statusInWords, statusTone } from './words.ts'

/** Where a transmission stands. */
export const StatusBadge = ({ status }: Pick<TransmissionRow, 'status'>) => (
  <Badge tone={statusTone(status)}>{transmissionStatus.label(status)}</Badge>
)

/** That a child may be in danger now. */
export const UrgentBadge = () => (
  <Badge tone="danger" icon={Siren}>
    Urgente
  </Badge>
)

/** Since when, counted as one watches. */
export function StatusSince({ row }: { row: TransmissionRow }) {
  const now = useNow()
  return <>{statusInWords(row, now)}</>
}
