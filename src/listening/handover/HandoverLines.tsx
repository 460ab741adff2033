import { ClipboardCheck } from 'lucide-react'
import { Button, formatShortDateTime, TextLink, When } from '#kernel/ui/index.ts'
import { handoverKind } from '#vocabulary'
import type { Handover } from './contract.ts'
import { useTake } from './useTake.ts'
import { countsInWords } from './words.ts'
import './handover.css'

/** Hand-overs one under the other: from whom, what they hold, and who took them. */
export function HandoverLines({ label, items }: { label: string; items: readonly Handover[] }) {
  const take = useTake()
  return (
    <ul className="handovers" aria-label={label}>
      {items.map((one) => (
        <li key={one.id}>
          <div>
            <TextLink href={`/bureau/releve/${one.id}`}>
              {one.writtenBy}, {handoverKind.label(one.kind).toLowerCase()}
            </TextLink>{' '}
            <span className="muted">
              <When at={one.writtenAt} />
            </span>
            <div className="muted small">
              {countsInWords(one)}
              {one.takenAt && `. Prise par ${one.takenBy}, le ${formatShortDateTime(one.takenAt)}`}
            </div>
          </div>
          {one.mayTake && (
            <Button
              size="small"
              icon={ClipboardCheck}
              aria-label={`Prendre la relève de ${one.writtenBy}`}
              onPress={() => void take(one.id)}
            >
              Je prends la relève
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
