import { Plus } from 'lucide-react'
import { useState } from 'react'
import { call } from '#kernel/call.ts'
import {
  Badge,
  Button,
  DateField,
  Disclosure,
  dayOf,
  FieldRow,
  Form,
  formatDay,
  Panel,
  TextField,
} from '#kernel/ui/index.ts'
import { addDecision, type Decision, type Meeting, saveDecision } from './contract.ts'
import { useMeetingAct } from './useMeetings.ts'

/** What was decided, by whom it is to be done and when. */
export function Decisions({ meeting, mayWrite }: { meeting: Meeting; mayWrite: boolean }) {
  return (
    <Panel title="Décisions">
      {meeting.decisions.length === 0 && <p className="muted">Aucune décision notée.</p>}
      <ul className="meeting-lines">
        {meeting.decisions.map((one) => (
          <Line key={one.id} decision={one} mayWrite={mayWrite} />
        ))}
      </ul>
      {mayWrite && <Adding meetingId={meeting.id} />}
    </Panel>
  )
}

function Line({ decision, mayWrite }: { decision: Decision; mayWrite: boolean }) {
  const act = useMeetingAct()
  const today = dayOf(new Date())
  const { id, version, words, owner, dueOn, doneOn } = decision
  const mark = (day: string | null) =>
    act(
      () => call(saveDecision, { params: { id }, version, input: { doneOn: day } }),
      day ? 'Décision tenue.' : 'Décision à tenir de nouveau.',
    )
  return (
    <li>
      <div>
        <p>
          {words} {doneOn && <Badge tone="positive">Tenue le {formatDay(doneOn)}</Badge>}
          {!doneOn && dueOn && dueOn < today && <Badge tone="attention">En retard</Badge>}
        </p>
        <span className="muted small">
          {owner}
          {dueOn && `, pour le ${formatDay(dueOn)}`}
        </span>
      </div>
      {mayWrite && (
        <Button
          size="small"
          aria-label={`${doneOn ? 'À tenir de nouveau' : 'C’est fait'} : ${words}`}
          onPress={() => void mark(doneOn ? null : today)}
        >
          {doneOn ? 'À tenir de nouveau' : 'C’est fait'}
        </Button>
      )}
    </li>
  )
}

function Adding({ meetingId }: { meetingId: string }) {
  const [words, setWords] = useState('')
  const [owner, setOwner] = useState('')
  const [dueOn, setDueOn] = useState<string | null>(null)
  const act = useMeetingAct()
  const add = async () => {
    const input = { words, owner, dueOn }
    if (await act(() => call(addDecision, { params: { id: meetingId }, input }), 'Décision notée.')) {
      setWords('')
      setOwner('')
      setDueOn(null)
    }
  }
  return (
    <Disclosure title="Noter une décision">
      <Form onSubmit={() => void add()}>
        <TextField label="Décision" value={words} onChange={setWords} maxLength={1000} />
        <FieldRow>
          <TextField label="Qui s’en charge" value={owner} onChange={setOwner} maxLength={300} />
          <DateField label="Pour le" value={dueOn} onChange={setDueOn} />
        </FieldRow>
        <div>
          <Button type="submit" icon={Plus} isDisabled={!words.trim() || !owner.trim()}>
            Noter la décision
          </Button>
        </div>
      </Form>
    </Disclosure>
  )
}
