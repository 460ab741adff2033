import { Send, UserPlus, X } from 'lucide-react'
import { useState } from 'react'
import { call } from '#kernel/call.ts'
import {
  Badge,
  Banner,
  Button,
  FieldRow,
  Form,
  IconButton,
  optionsOf,
  Panel,
  plural,
  Select,
  TextField,
} from '#kernel/ui/index.ts'
import { attendance } from '#vocabulary'
import {
  addParticipant,
  inviteParticipants,
  type Meeting,
  markAttendance,
  type Participant,
  removeParticipant,
} from './contract.ts'
import { useMeetingAct } from './useMeetings.ts'
import { messageInWords } from './words.ts'

const options = optionsOf(attendance)

/** Who comes: invited, written to, there or not. */
export function Participants({ meeting, mayWrite }: { meeting: Meeting; mayWrite: boolean }) {
  const act = useMeetingAct()
  const { id, participants, status } = meeting
  const waiting = participants.filter((one) => one.email && !one.isInvited).length
  const stuck = participants.some((one) => one.message?.trouble)
  const isUnset = participants.some((one) => one.message?.trouble === 'mail_not_configured')
  const invite = () =>
    act(
      () => call(inviteParticipants, { params: { id } }),
      ({ told, withoutEmail }) =>
        `${plural(told, 'message part', 'messages partent')}.${withoutEmail > 0 ? ` ${plural(withoutEmail, 'personne n’a pas de courriel', 'personnes n’ont pas de courriel')} : donnez-leur le fichier d’agenda.` : ''}`,
    )
  return (
    <Panel
      title="Participants"
      actions={
        mayWrite &&
        status === 'planned' &&
        waiting > 0 && (
          <Button icon={Send} onPress={() => void invite()}>
            Envoyer {plural(waiting, 'invitation', 'invitations')}
          </Button>
        )
      }
    >
      {stuck && (
        <Banner tone="attention" title="Des messages ne sont pas partis.">
          {isUnset
            ? 'Aucun serveur de courriel n’est réglé. Donnez le fichier d’agenda, ou demandez à l’administration d’en régler un, puis envoyez de nouveau.'
            : 'Ils seront envoyés de nouveau ; vous pouvez aussi les renvoyer maintenant.'}
        </Banner>
      )}
      {participants.length === 0 && <p className="muted">Personne n’est encore inscrit.</p>}
      <ul className="meeting-lines">
        {participants.map((person) => (
          <Line key={person.id} person={person} mayWrite={mayWrite} />
        ))}
      </ul>
      {mayWrite && status !== 'cancelled' && <Adding meetingId={id} />}
    </Panel>
  )
}

function Line({ person, mayWrite }: { person: Participant; mayWrite: boolean }) {
  const act = useMeetingAct()
  const { text, tone } = messageInWords(person)
  return (
    <li>
      <div>
        <p>{person.name}</p>
        <span className="muted small">{person.email}</span>
      </div>
      <div className="meeting-person">
        <Badge tone={tone}>{text}</Badge>
        {mayWrite ? (
          <>
            <Select
              label={`Présence de ${person.name}`}
              hideLabel
              options={options}
              value={person.attendance}
              onChange={(code) =>
                code &&
                void act(
                  () => call(markAttendance, { params: { id: person.id }, input: { attendance: code } }),
                  'Présence notée.',
                )
              }
            />
            <IconButton
              icon={X}
              size="small"
              label={`Retirer ${person.name}`}
              onPress={() =>
                void act(
                  () => call(removeParticipant, { params: { id: person.id } }),
                  person.isInvited ? 'Personne retirée et prévenue.' : 'Personne retirée.',
                )
              }
            />
          </>
        ) : (
          <span>{attendance.label(person.attendance)}</span>
        )}
      </div>
    </li>
  )
}

function Adding({ meetingId }: { meetingId: string }) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const act = useMeetingAct()
  const add = async () => {
    const input = { name, email: email.trim() || null }
    if (await act(() => call(addParticipant, { params: { id: meetingId }, input }), 'Personne ajoutée.')) {
      setName('')
      setEmail('')
    }
  }
  return (
    <Form onSubmit={() => void add()} label="Ajouter quelqu’un">
      <FieldRow>
        <TextField label="Nom" value={name} onChange={setName} maxLength={300} />
        <TextField label="Courriel" type="email" value={email} onChange={setEmail} maxLength={300} />
      </FieldRow>
      <div>
        <Button type="submit" icon={UserPlus} isDisabled={name.trim() === ''}>
          Ajouter
        </Button>
      </div>
    </Form>
  )
}
