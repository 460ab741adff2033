import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { CheckChips, IconButton, optionsOf, Stack, toast } from '#kernel/ui/index.ts'
import { type Action, action } from '#vocabulary'
import { ActionDetails, newAction } from './ActionFields.tsx'
import type { RecordedAction } from './contract.ts'
import './action.css'

interface ActionEditorProps {
  label: string
  actions: readonly RecordedAction[]
  onChange: (actions: RecordedAction[], pace: 'typing' | 'at once') => void
  onBlur?: () => void
  isReadOnly?: boolean
}

const order = (kind: Action) => action.codes.indexOf(kind)
const inOrder = (actions: readonly RecordedAction[]) =>
  actions.toSorted((one, other) => order(one.kind) - order(other.kind))

/** What was done during a contact: a chip adds an action, and a few questions follow. */
export function ActionEditor({ label, actions, onChange, onBlur, isReadOnly }: ActionEditorProps) {
  // An undo comes later, over whatever has been written since.
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  }, [actions])
  const choose = (kinds: readonly Action[]) => {
    const kept = actions.filter(({ kind }) => kinds.includes(kind))
    const added = kinds.filter((kind) => !kept.some((one) => one.kind === kind)).map(newAction)
    onChange(inOrder([...kept, ...added]), 'at once')
    tellRemoved(actions.filter(({ kind }) => !kinds.includes(kind)))
  }
  const remove = (removed: RecordedAction) => {
    onChange(
      actions.filter(({ id }) => id !== removed.id),
      'at once',
    )
    tellRemoved([removed])
  }
  // Only what was written is worth an undo; the rest is one click away.
  const tellRemoved = (removed: readonly RecordedAction[]) => {
    const written = removed.filter((one) => one.note || one.adviceFields.length > 0 || one.orientationKind)
    if (written.length === 0) return
    toast({
      text: 'Action retirée, avec ses précisions.',
      undo: () => onChange(inOrder([...latest.current, ...written]), 'at once'),
    })
  }
  return (
    <Stack gap={4}>
      <CheckChips
        label={label}
        options={optionsOf(action)}
        value={actions.map(({ kind }) => kind)}
        onChange={choose}
        isDisabled={isReadOnly}
      />
      {actions.length > 0 && (
        <ul className="action-cards">
          {actions.map((one) => (
            <li key={one.id} className="action-card">
              <div className="action-card-head">
                <h3>{action.label(one.kind)}</h3>
                {!isReadOnly && (
                  <IconButton
                    icon={X}
                    size="small"
                    label={`Retirer : ${action.label(one.kind)}`}
                    onPress={() => remove(one)}
                  />
                )}
              </div>
              <ActionDetails
                value={one}
                onChange={(next, pace) =>
                  onChange(
                    actions.map((other) => (other.id === next.id ? next : other)),
                    pace,
                  )
                }
                onBlur={onBlur}
                isReadOnly={isReadOnly}
              />
            </li>
          ))}
        </ul>
      )}
    </Stack>
  )
}
