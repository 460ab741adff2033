import { TextLink } from '#kernel/ui/index.ts'
import type { TransmissionRow } from './contract.ts'
import { StatusBadge, StatusSince, UrgentBadge } from './Marks.tsx'
import { recipientInWords } from './words.ts'
import './transmission.css'

interface LinesProps {
  label: string
  rows: readonly TransmissionRow[]
  /** The file is named, where it is not the page. */
  withSituation?: boolean
}

/** Transmissions one under the other: to whom, where it stands, since when. */
export function TransmissionLines({ label, rows, withSituation }: LinesProps) {
  return (
    <ul className="transmissions" aria-label={label}>
      {rows.map((row) => (
        <li key={row.id} className="transmission-line">
          <div className="transmission-line-head">
            <TextLink href={`/bureau/transmissions/${row.id}`}>
              {row.reference} · {recipientInWords(row)}
            </TextLink>
            <span className="transmission-marks">
              {row.urgent && <UrgentBadge />}
              <StatusBadge status={row.status} />
            </span>
          </div>
          <p className="transmission-facts">
            <span>
              <StatusSince row={row} />
            </span>
            {withSituation && (
              <TextLink href={`/bureau/situations/${row.situation.id}`}>{row.situation.reference}</TextLink>
            )}
            {row.complementOf && <span>complète {row.complementOf.reference}</span>}
            <span>{row.author.name}</span>
          </p>
        </li>
      ))}
    </ul>
  )
}
