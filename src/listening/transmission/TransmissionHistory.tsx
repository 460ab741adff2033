import {
  CalendarClock,
  CalendarX,
  CircleCheck,
  CornerUpLeft,
  FilePenLine,
  Inbox,
  type LucideIcon,
  MessageCircleQuestion,
  Send,
  Signpost,
  Undo2,
  UserCheck,
  XCircle,
} from 'lucide-react'
import { Timeline, type Tone } from '#kernel/ui/index.ts'
import { returnOutcome, type TransmissionEvent, transmissionEvent } from '#vocabulary'
import type { TransmissionHappening } from './contract.ts'

const looks: Record<TransmissionEvent, readonly [LucideIcon, Tone?]> = {
  written: [FilePenLine],
  submitted: [Send],
  taken_back: [Undo2],
  returned: [CornerUpLeft, 'attention'],
  validated: [CircleCheck, 'accent'],
  recalled: [Undo2, 'attention'],
  cancelled: [XCircle],
  sent: [Inbox, 'accent'],
  acknowledged: [UserCheck, 'positive'],
  complement_asked: [MessageCircleQuestion, 'attention'],
  redirected: [Signpost, 'attention'],
  readdressed: [Signpost],
  return_due: [CalendarClock, 'attention'],
  return_overdue: [CalendarX, 'danger'],
  return_received: [CircleCheck, 'positive'],
}

/** Who did what and when, the last first. */
export function TransmissionHistory({ history }: { history: readonly TransmissionHappening[] }) {
  return (
    <Timeline
      label="Histoire de la transmission"
      items={history.toReversed().map((one) => {
        const [icon, tone] = looks[one.kind]
        return {
          id: one.id,
          at: one.at,
          icon,
          tone,
          title: [transmissionEvent.label(one.kind), one.outcome && returnOutcome.label(one.outcome)]
            .filter(Boolean)
            .join(' : '),
          meta: one.by && (one.isOutside ? `par ${one.by}, pour le destinataire` : `par ${one.by}`),
          body: one.note && <p className="document-text">{one.note}</p>,
        }
      })}
    />
  )
}
