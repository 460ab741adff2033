import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Tone } from './Feedback.tsx'
import { dayOf, formatDate, formatTime, houseZone } from './format.ts'

export interface TimelineItem {
  id: string
  /** When it happened. */
  at: string
  icon: LucideIcon
  title: ReactNode
  /** By whom, recorded when, from where. */
  meta?: ReactNode
  body?: ReactNode
  tone?: Tone
  actions?: ReactNode
}

export interface TimelineProps {
  label: string
  items: readonly TimelineItem[]
  zone?: string
  /** Heading level of the days; 3 unless told. */
  level?: 2 | 3 | 4
}

/** What happened, day by day, in the order given. */
export function Timeline({ label, items, zone = houseZone, level = 3 }: TimelineProps) {
  const days = new Map<string, TimelineItem[]>()
  for (const item of items) {
    const day = dayOf(item.at, zone)
    days.set(day, [...(days.get(day) ?? []), item])
  }
  return (
    <section className="timeline" aria-label={label}>
      {[...days].map(([day, ofDay]) => (
        <div key={day}>
          <DayHeading level={level}>{formatDate(day)}</DayHeading>
          <ol>
            {ofDay.map((item) => (
              <Line key={item.id} item={item} zone={zone} />
            ))}
          </ol>
        </div>
      ))}
    </section>
  )
}

function DayHeading({ level, children }: { level: 2 | 3 | 4; children: ReactNode }) {
  const Heading = `h${level}` as const
  return <Heading className="timeline-day">{children}</Heading>
}

function Line({ item, zone }: { item: TimelineItem; zone: string }) {
  const { icon: Icon } = item
  return (
    <li className="timeline-item">
      <span className="timeline-dot" data-tone={item.tone}>
        <Icon size={16} strokeWidth={1.75} aria-hidden />
      </span>
      <div>
        <div className="timeline-head">
          <span className="timeline-title">{item.title}</span>
          <time className="muted small numeric" dateTime={item.at}>
            {formatTime(item.at, zone)}
          </time>
        </div>
        {item.meta && <div className="timeline-meta">{item.meta}</div>}
        {item.body && <div className="timeline-body">{item.body}</div>}
        {item.actions && <div className="banner-actions">{item.actions}</div>}
      </div>
    </li>
  )
}
