import { useQuery } from '@tanstack/react-query'
import { Send, UserPlus, X } from 'lucide-react'
import { useState } from 'react'
import { call } from '#kernel/call.ts'
import {
  Badge,
  Banner,
  Button,
  Cluster,
  ComboBox,
  Disclosure,
  Form,
  IconButton,
  optionsOf,
  Panel,
  plural,
  RadioChips,
  TextField,
} from '#kernel/ui/index.ts'
import { type InterventionRole, interventionRole, role } from '#vocabulary'
import {
  addInterventionPerson,
  type Intervention,
  type InterventionPerson,
  inviteToIntervention,
  listInterventionStaff,
  removeInterventionPerson,
} from './contract.ts'
import { useInterventionAct } from './useInterventions.ts'
import { personInWords } from './words.ts'

/** Who speaks, who welcomes, and whether they were invited. */
export function PeoplePanel({ it, mayWrite }: { it: Intervention; mayWrite: boolean }) {
  const act = useInterventionAct()
  const { id, people, status } = it
  const waiting = people.filter((one) => one.email && !one.isInvited).length
  const stuck = people.filter((one) => one.letter?.trouble)
  const invite = () =>
    act(
      () => call(inviteToIntervention, { params: { id } }),
      ({ told, withoutEmail }) =>
        `${plural(told, 'courriel part', 'courriels partent')}.${withoutEmail > 0 ? ` ${plural(withoutEmail, 'personne n’a pas d’adresse', 'personnes n’ont pas d’adresse')} : donnez-leur le fichier d’agenda.` : ''}`,
    )
  return (
    <Panel title="Qui intervient, qui accueille">
      {stuck.length > 0 && (
        <Banner tone="attention" title="Des courriels ne sont pas partis.">
          {stuck.some((one) => one.letter?.trouble === 'mail_not_configured')
            ? 'Aucun serveur de courriel n’est réglé. Donnez le fichier d’agenda, ou demandez à l’administration d’en régler un, puis envoyez de nouveau.'
            : 'Ils seront envoyés de nouveau ; vous pouvez aussi les renvoyer maintenant.'}
        </Banner>
      )}
      {people.length === 0 && <p className="muted">Personne n’est encore inscrit.</p>}
      <ul className="intervention-lines">
        {people.map((person) => (
          <Line key={person.id} person={person} mayWrite={mayWrite} />
        ))}
      </ul>
      {mayWrite && status === 'planned' && waiting > 0 && (
        <Button icon={Send} onPress={() => void invite()}>
          Envoyer {plural(waiting, 'invitation', 'invitations')}
        </Button>
      )}
      {mayWrite && status !== 'cancelled' && (
        <Disclosure title="Ajouter quelqu’un">
          <Adding id={id} />
        </Disclosure>
      )}
    </Panel>
  )
}

function Line({ person, mayWrite }: { person: InterventionPerson; mayWrite: boolean }) {
  const act = useInterventionAct()
  const said = mayWrite ? personInWords(person) : null
  return (
    <li>
      <div>
        <p>{person.name}</p>
        <span className="muted small">
          {[interventionRole.label(person.role), person.organisation, person.email]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      <Cluster gap={2}>
        {said && <Badge tone={said.tone}>{said.text}</Badge>}
        {mayWrite && (
          <IconButton
            icon={X}
            size="small"
            label={`Retirer ${person.name}`}
            onPress={() =>
              void act(
                () => call(removeInterventionPerson, { params: { id: person.id } }),
                person.isInvited ? 'Personne retirée et prévenue.' : 'Personne retirée.',
              )
            }
          />
        )}
      </Cluster>
    </li>
  )
}

const blank = { accountId: null as string | null, name: '', organisation: '', email: '' }

function Adding({ id }: { id: string }) {
  const [kind, setKind] = useState<InterventionRole>('speaker')
  const [draft, setDraft] = useState(blank)
  const act = useInterventionAct()
  const staff = useQuery({
    queryKey: ['intervention-staff'],
    queryFn: ({ signal }) => call(listInterventionStaff, { signal }),
    staleTime: 300_000,
  })
  const set = (change: Partial<typeof blank>) => setDraft({ ...draft, ...change })
  const add = async () => {
    const input = {
      role: kind,
      accountId: draft.accountId,
      name: draft.accountId ? '' : draft.name,
      organisation: draft.organisation || null,
      email: draft.email.trim() || null,
    }
    if (await act(() => call(addInterventionPerson, { params: { id }, input }), 'Personne ajoutée.'))
      setDraft(blank)
  }
  return (
    <Form onSubmit={() => void add()} label="Ajouter quelqu’un">
      <RadioChips
        label="Rôle"
        options={optionsOf(interventionRole)}
        value={kind}
        onChange={(code) => code && setKind(code)}
        noneLabel={false}
      />
      <ComboBox
        label="Une personne de la maison"
        options={(staff.data?.items ?? []).map((one) => ({
          value: one.id,
          label: one.name,
          hint: role.label(one.role),
        }))}
        value={draft.accountId}
        onChange={(accountId) => set({ accountId })}
      />
      {!draft.accountId && (
        <>
          <TextField
            label="Ou son nom"
            value={draft.name}
            onChange={(name) => set({ name })}
            maxLength={300}
          />
          <TextField
            label="Son organisation"
            value={draft.organisation}
            onChange={(organisation) => set({ organisation })}
            maxLength={300}
          />
        </>
      )}
      <TextField
        label="Courriel, pour l’inviter"
        type="email"
        value={draft.email}
        onChange={(email) => set({ email })}
        maxLength={300}
      />
      <div>
        <Button type="submit" icon={UserPlus} isDisabled={!draft.accountId && draft.name.trim() === ''}>
          Ajouter
        </Button>
      </div>
    </Form>
  )
}
