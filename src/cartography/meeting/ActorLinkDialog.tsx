import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { call } from '#kernel/call.ts'
import { Button, Dialog, Form, SearchField } from '#kernel/ui/index.ts'
import { listOrganisations } from '../directory/contract.ts'
import { type LocalActor, saveLocalActor } from './contract.ts'
import { useMeetingAct } from './useMeetings.ts'

/** Which organisation of the directory an actor is: all the meetings where it was show it. */
export function ActorLinkDialog({ actor, onClose }: { actor: LocalActor; onClose: () => void }) {
  const [text, setText] = useState(actor.name)
  const sought = useDeferredValue(text.trim())
  const act = useMeetingAct()
  const found = useQuery({
    queryKey: ['directory', 'organisations', sought],
    queryFn: ({ signal }) => call(listOrganisations, { query: { text: sought }, signal }),
    enabled: sought.length > 1,
    placeholderData: keepPreviousData,
  })
  const items = sought.length > 1 ? (found.data?.items ?? []) : []
  const link = async (organisationId: string | null) => {
    const { id, version } = actor
    const done = await act(
      () => call(saveLocalActor, { params: { id }, version, input: { organisationId } }),
      organisationId ? 'Acteur relié à l’annuaire.' : 'Lien retiré.',
    )
    if (done) onClose()
  }
  return (
    <Dialog
      title={`Relier ${actor.name} à l’annuaire`}
      size="small"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          {actor.organisationId && <Button onPress={() => void link(null)}>Retirer le lien</Button>}
          <Button onPress={onClose}>Fermer</Button>
        </>
      }
    >
      <Form onSubmit={() => undefined}>
        <SearchField label="Organisation de l’annuaire" value={text} onChange={setText} autoFocus />
        {sought.length > 1 && found.data && items.length === 0 && (
          <p className="muted">Aucune organisation ne porte ce nom. Ajoutez-la d’abord dans l’annuaire.</p>
        )}
        <ul className="meeting-lines" aria-label="Organisations proposées">
          {items.map((one) => (
            <li key={one.id}>
              <span>{one.name}</span>
              <Button
                size="small"
                aria-label={`Choisir ${one.name}`}
                isDisabled={one.id === actor.organisationId}
                onPress={() => void link(one.id)}
              >
                {one.id === actor.organisationId ? 'C’est elle' : 'Choisir'}
              </Button>
            </li>
          ))}
        </ul>
      </Form>
    </Dialog>
  )
}
