import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link2, Plus, X } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { call } from '#kernel/call.ts'
import {
  Button,
  ComboBox,
  Disclosure,
  Form,
  IconButton,
  optionsOf,
  Panel,
  SearchField,
  Select,
  TextLink,
} from '#kernel/ui/index.ts'
import { type ActorKind, actorKind, type Departement, departement, departements101 } from '#vocabulary'
import { ActorLinkDialog } from './ActorLinkDialog.tsx'
import {
  createLocalActor,
  type LocalActor,
  listLocalActors,
  type Meeting,
  setMeetingActors,
} from './contract.ts'
import { useMeetingAct } from './useMeetings.ts'

const departements = departements101.map((code) => ({
  value: code as Departement,
  label: departement.label(code),
  keywords: code,
}))

/** The actors who are met: found by typing, or added. */
export function Actors({ meeting, mayWrite }: { meeting: Meeting; mayWrite: boolean }) {
  const act = useMeetingAct()
  const [linking, setLinking] = useState<LocalActor | null>(null)
  const { id, version, actors } = meeting
  const put = (actorIds: string[], said: string) =>
    act(() => call(setMeetingActors, { params: { id }, version, input: { actorIds } }), said)
  const add = (actorId: string) => put([...actors.map((one) => one.id), actorId], 'Acteur ajouté.')
  return (
    <Panel title="Acteurs rencontrés">
      {actors.length === 0 && <p className="muted">Aucun acteur noté.</p>}
      <ul className="meeting-lines">
        {actors.map((one) => (
          <li key={one.id}>
            <div>
              <p>{one.name}</p>
              <span className="muted small">{actorKind.label(one.kind)}</span>
              {one.organisationId && (
                <p className="small">
                  <TextLink href={`/bureau/annuaire?organisation=${one.organisationId}`}>
                    Dans l’annuaire : {one.organisation}
                  </TextLink>
                </p>
              )}
            </div>
            {mayWrite && (
              <IconButton
                icon={Link2}
                size="small"
                label={`Relier ${one.name} à l’annuaire`}
                onPress={() => setLinking(one)}
              />
            )}
            {mayWrite && (
              <IconButton
                icon={X}
                size="small"
                label={`Retirer ${one.name}`}
                onPress={() =>
                  void put(
                    actors.filter((other) => other.id !== one.id).map((other) => other.id),
                    'Acteur retiré.',
                  )
                }
              />
            )}
          </li>
        ))}
      </ul>
      {linking && <ActorLinkDialog actor={linking} onClose={() => setLinking(null)} />}
      {mayWrite && (
        <Disclosure title="Ajouter un acteur">
          <Finding known={actors.map((one) => one.id)} onAdd={(actorId) => void add(actorId)} />
        </Disclosure>
      )}
    </Panel>
  )
}

function Finding({ known, onAdd }: { known: readonly string[]; onAdd: (id: string) => void }) {
  const [text, setText] = useState('')
  const [kind, setKind] = useState<ActorKind | null>(null)
  const [where, setWhere] = useState<Departement | null>(null)
  const act = useMeetingAct()
  const sought = useDeferredValue(text.trim())
  const found = useQuery({
    queryKey: ['local-actors', sought],
    queryFn: ({ signal }) => call(listLocalActors, { query: { text: sought, limit: 6 }, signal }),
    enabled: sought.length > 1,
    placeholderData: keepPreviousData,
  })
  const proposed = sought.length > 1 ? (found.data?.items ?? []).filter((one) => !known.includes(one.id)) : []
  const create = async () => {
    if (!kind) return
    const input = { name: text, kind, departement: where }
    const made = await act(() => call(createLocalActor, { input }), 'Acteur enregistré.')
    if (!made) return
    onAdd(made.done.id)
    setText('')
  }
  return (
    <Form onSubmit={() => void create()}>
      <SearchField label="Nom de l’acteur" value={text} onChange={setText} />
      {proposed.length > 0 && (
        <ul className="meeting-lines" aria-label="Acteurs déjà connus">
          {proposed.map((one) => (
            <li key={one.id}>
              <span>{one.name}</span>
              <Button
                size="small"
                aria-label={`Ajouter ${one.name}`}
                onPress={() => {
                  onAdd(one.id)
                  setText('')
                }}
              >
                Ajouter
              </Button>
            </li>
          ))}
        </ul>
      )}
      {sought.length > 1 && (
        <>
          <Select label="Nature" options={optionsOf(actorKind)} value={kind} onChange={setKind} />
          <ComboBox label="Département" options={departements} value={where} onChange={setWhere} />
          <div>
            <Button type="submit" icon={Plus} isDisabled={!kind}>
              C’est un nouvel acteur
            </Button>
          </div>
        </>
      )}
    </Form>
  )
}
