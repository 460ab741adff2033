import { BadgeCheck, DoorClosed, DoorOpen, MapPinned, Pencil, Plus } from 'lucide-react'
import { Disclosure, Panel, Timeline } from '#kernel/ui/index.ts'
import { authorityChange } from '#vocabulary'
import type { Authority } from './contract.ts'

const icons = {
  created: Plus,
  edited: Pencil,
  verified: BadgeCheck,
  routed: MapPinned,
  closed: DoorClosed,
  reopened: DoorOpen,
}
const shown = 5

/** What was done to an entry, the latest first. */
export function AuthorityHistory({ lines }: { lines: Authority['history'] }) {
  const items = lines.map((line) => ({
    id: line.id,
    at: line.happenedAt,
    icon: icons[line.kind],
    title: authorityChange.label(line.kind),
    meta: [line.unit, line.author && `par ${line.author}`].filter(Boolean).join(', '),
    body: line.changes.length > 0 && (
      <ul className="authority-changes">
        {line.changes.map((change) => (
          <li key={change.field}>
            <strong>{change.field}</strong> : {change.before ?? 'rien'} → {change.after ?? 'rien'}
          </li>
        ))}
      </ul>
    ),
  }))
  return (
    <Panel title="Historique">
      {items.length === 0 ? (
        <p className="muted">Rien n’a encore été modifié ni vérifié.</p>
      ) : (
        <Timeline label="Historique de la fiche" items={items.slice(0, shown)} />
      )}
      {items.length > shown && (
        <Disclosure title="Plus ancien">
          <Timeline label="Historique plus ancien" items={items.slice(shown)} />
        </Disclosure>
      )}
    </Panel>
  )
}
