import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { call } from '#kernel/call.ts'
import { RadioChips, TextField } from '#kernel/ui/index.ts'
import { departementName } from '#vocabulary'
import { listOrganisations, ServiceRecord, saveService } from './contract.ts'
import { EditDialog } from './EditDialog.tsx'

const nowhere = 'nowhere'

interface Where {
  readonly organisationId: string
  readonly placeId: string | null
}

const whereOf = ({ organisation, place }: ServiceRecord): Where => ({
  organisationId: organisation.id,
  placeId: place?.id ?? null,
})

const titles: Readonly<Record<string, string>> = {
  organisationId: 'Organisation qui porte le service',
  placeId: 'Lieu où il se tient',
}

const placeInWords = (place: { name: string | null; commune: string | null; departement: string }) =>
  [place.name, place.commune, departementName(place.departement)].filter(Boolean).join(', ')

/** Hands a service to another organisation, or has it stand in another of the places that are already known. */
export function MoveDialog({ service, onClose }: { service: ServiceRecord; onClose: () => void }) {
  const [base] = useState({ ...whereOf(service), version: service.version })
  const [draft, setDraft] = useState<Where>(() => whereOf(service))
  const [typed, setTyped] = useState(service.organisation.name)
  const sought = useDeferredValue(typed.trim())
  const { data } = useQuery({
    queryKey: ['directory', 'organisations', sought],
    queryFn: ({ signal }) => call(listOrganisations, { query: { text: sought }, signal }),
    enabled: sought.length >= 2,
  })
  // Everything met while searching can still be named: what was chosen stays when another name is typed.
  const [met, setMet] = useState<ReadonlyMap<string, string>>(
    () => new Map([[service.organisation.id, service.organisation.name]]),
  )
  const found = data?.items ?? []
  const organisations = [
    ...(found.some(({ id }) => id === draft.organisationId)
      ? []
      : [{ value: draft.organisationId, label: met.get(draft.organisationId) ?? '' }]),
    ...found.map(({ id, name }) => ({ value: id, label: name })),
  ]
  const places = [
    ...(service.place ? [{ value: service.place.id, label: placeInWords(service.place) }] : []),
    ...(found.find(({ id }) => id === draft.organisationId)?.places ?? [])
      .filter(({ id }) => id !== service.place?.id)
      .map((place) => ({ value: place.id, label: placeInWords(place) })),
    { value: nowhere, label: 'Aucun lieu : on appelle ou on écrit' },
  ]
  const inWords = (field: string, value: unknown) =>
    field === 'organisationId'
      ? (met.get(String(value)) ?? found.find(({ id }) => id === value)?.name ?? 'Une autre organisation')
      : (places.find((place) => place.value === (value ?? nowhere))?.label ?? 'Un autre lieu')
  return (
    <EditDialog
      title={`Déplacer : ${service.name}`}
      lead="Seul ce service change d’organisation ou de lieu. Son histoire le suit, et le dit."
      onClose={onClose}
      base={base}
      draft={draft}
      send={(version, input) => call(saveService, { params: { id: service.id }, version, input })}
      read={(current) => {
        const now = ServiceRecord.safeParse(current).data
        return now && { ...whereOf(now), version: now.version }
      }}
      titleOf={(field) => titles[field] ?? field}
      inWords={inWords}
    >
      {() => (
        <>
          <TextField label="Chercher une organisation" value={typed} onChange={setTyped} autoFocus />
          <RadioChips
            label={titles.organisationId ?? ''}
            options={organisations}
            value={draft.organisationId}
            noneLabel={false}
            onChange={(organisationId) => {
              if (!organisationId) return
              const name = found.find(({ id }) => id === organisationId)?.name
              if (name) setMet((was) => new Map([...was, [organisationId, name]]))
              setDraft((was) => ({ ...was, organisationId }))
            }}
          />
          <RadioChips
            label={titles.placeId ?? ''}
            options={places}
            value={draft.placeId ?? nowhere}
            noneLabel={false}
            onChange={(id) => setDraft((was) => ({ ...was, placeId: id === nowhere ? null : id }))}
          />
        </>
      )}
    </EditDialog>
  )
}
