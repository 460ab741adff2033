import { Badge, Button, formatPhone, formatShortDateTime, TextLink } from '#kernel/ui/index.ts'
import { escalationOutcome } from '#vocabulary'
import type { Escalation } from './contract.ts'
import { taskSentence } from './words.ts'

/** Tasks of the clock: whom to call, for what, since when. */
export function EscalationList({
  tasks,
  ofOne = false,
  onSettle,
}: {
  tasks: readonly Escalation[]
  /** All of one transmission, on its own page: its reference is already there. */
  ofOne?: boolean
  onSettle?: (task: Escalation) => void
}) {
  const now = new Date().toISOString()
  return (
    <ul className="escalations" aria-label="Relances">
      {tasks.map((task) => (
        <li key={task.id} className="escalation">
          <div>
            <p>
              <strong>{taskSentence(task, task.doneAt ?? now)}</strong>{' '}
              {task.kind === 'duty_officer' && !task.doneAt && <Badge tone="danger">Astreinte</Badge>}
              {task.urgent && task.kind !== 'duty_officer' && !task.doneAt && (
                <Badge tone="attention">Urgente</Badge>
              )}
            </p>
            <p className="escalation-facts">
              {!ofOne && (
                <TextLink href={`/bureau/transmissions/${task.transmissionId}`}>{task.reference}</TextLink>
              )}
              <span>
                {task.doneAt ? 'du' : 'depuis le'} {formatShortDateTime(task.dueAt)}
              </span>
              {task.phone && <span>{formatPhone(task.phone)}</span>}
              {!task.doneAt && task.kind === 'reminder' && <span>courriel pas encore parti</span>}
              {task.doneAt && task.outcome && (
                <span>
                  {escalationOutcome.label(task.outcome)}, le {formatShortDateTime(task.doneAt)}
                  {task.doneBy && ` par ${task.doneBy}`}
                </span>
              )}
            </p>
            {task.note && <p>{task.note}</p>}
          </div>
          {!task.doneAt && onSettle && task.kind !== 'reminder' && (
            <Button size="small" onPress={() => onSettle(task)}>
              Noter ce que cela a donné
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
