import type { ReactNode } from 'react'
import { TextLink } from '#kernel/ui/index.ts'
import { DangerMark } from '#listening/situation/Marks.tsx'
import { dangerTone } from '#listening/situation/words.ts'
import type { DangerLevel } from '#vocabulary'

interface Line {
  id: string
  href: string
  title: string
  danger?: DangerLevel | null
  facts: readonly string[]
  at: ReactNode
}

/** Short lists of places to go: what it is, when it last moved, and a word on it. */
export function Lines({ label, items }: { label: string; items: readonly Line[] }) {
  return (
    <ul className="lines" aria-label={label}>
      {items.map((item) => (
        <li key={item.id} className="line">
          <div className="line-head">
            <TextLink href={item.href}>{item.title}</TextLink>
            <span className="line-at">{item.at}</span>
          </div>
          <div className="line-facts">
            {item.danger && dangerTone(item.danger) !== 'neutral' && <DangerMark level={item.danger} />}
            <span>{item.facts.filter(Boolean).join(' · ')}</span>
          </div>
        </li>
      ))}
    </ul>
  )
}
