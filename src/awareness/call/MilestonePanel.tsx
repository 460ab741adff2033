import { useState } from 'react'
import { call } from '#kernel/call.ts'
import {
  Badge,
  Button,
  Cluster,
  DateField,
  FieldRow,
  formatDay,
  optionsOf,
  Panel,
  Select,
  Stack,
  TextField,
} from '#kernel/ui/index.ts'
import { type MilestoneKind, milestoneKind } from '#vocabulary'
import { type Application, addMilestone, saveMilestone } from './contract.ts'
import type { Act } from './useApplicationAct.ts'
import './call.css'

/** What is awaited from a project that was accepted, and when it came. */
export function MilestonePanel({ one, act, mayWrite }: { one: Application; act: Act; mayWrite: boolean }) {
  const [kind, setKind] = useState<MilestoneKind | null>('step')
  const [label, setLabel] = useState('')
  const [dueOn, setDueOn] = useState<string | null>(null)
  const today = new Date().toISOString().slice(0, 10)
  return (
    <Panel title="Le suivi">
      {one.milestones.length === 0 && <p className="muted">Aucune échéance encore.</p>}
      <ul className="call-lines">
        {one.milestones.map((each) => (
          <li key={each.id}>
            <span>
              {milestoneKind.label(each.kind)} : {each.label}, pour le {formatDay(each.dueOn)}
            </span>
            {each.doneOn ? (
              <Badge tone="positive">Fait le {formatDay(each.doneOn)}</Badge>
            ) : (
              <>
                {each.dueOn < today && <Badge tone="attention">En retard</Badge>}{' '}
                {mayWrite && (
                  <Button
                    size="small"
                    onPress={() =>
                      void act(
                        () =>
                          call(saveMilestone, {
                            params: { id: each.id },
                            version: each.version,
                            input: { doneOn: today },
                          }),
                        'Noté comme fait.',
                      )
                    }
                  >
                    Fait
                  </Button>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <Stack gap={4}>
          <FieldRow>
            <Select label="Nature" options={optionsOf(milestoneKind)} value={kind} onChange={setKind} />
            <TextField label="Ce qui est attendu" value={label} onChange={setLabel} />
            <DateField label="Pour le" value={dueOn} onChange={setDueOn} />
          </FieldRow>
          <Cluster>
            <Button
              isDisabled={!kind || !label.trim() || !dueOn}
              onPress={() =>
                void act(async () => {
                  if (!kind || !dueOn) return
                  const input = { kind, label, dueOn, doneOn: null, note: null }
                  await call(addMilestone, { params: { id: one.id }, input })
                  setLabel('')
                }, 'Échéance ajoutée.')
              }
            >
              Ajouter l’échéance
            </Button>
          </Cluster>
        </Stack>
      )}
    </Panel>
  )
}
