import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { useShortcut } from '#kernel/page/index.ts'
import {
  Banner,
  Button,
  CheckChips,
  Cluster,
  ComboBox,
  Dialog,
  FieldRow,
  Form,
  optionsOf,
  Select,
  TextField,
} from '#kernel/ui/index.ts'
import { departementOptions } from '#listening/situation/words.ts'
import { type ActorKind, actorKind, type Departement, type ServiceKind, serviceKind } from '#vocabulary'
import { createService, listOrganisations } from './contract.ts'
import { useDirectoryActs } from './useDirectory.ts'

interface NewServiceDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}

/** The least one must know of a service to write it down; its page asks for the rest. */
export function NewServiceDialog({ isOpen, onOpenChange }: NewServiceDialogProps) {
  const [name, setName] = useState('')
  const [kinds, setKinds] = useState<ServiceKind[]>([])
  const [departement, setDepartement] = useState<Departement | null>(null)
  const [commune, setCommune] = useState('')
  const [organisation, setOrganisation] = useState<{ id: string; name: string } | null>(null)
  const [typed, setTyped] = useState('')
  const [kind, setKind] = useState<ActorKind>('association')
  const [fault, setFault] = useState<unknown>(null)
  const [isPending, setPending] = useState(false)
  const [key, setKey] = useState(newId)
  const router = useRouter()
  const { refresh } = useDirectoryActs()
  const sought = useDeferredValue(typed.trim())
  const { data } = useQuery({
    queryKey: ['directory', 'organisations', sought],
    queryFn: ({ signal }) => call(listOrganisations, { query: { text: sought }, signal }),
    enabled: isOpen && sought.length >= 2 && !organisation,
  })
  const known = sought.length >= 2 && !organisation ? (data?.items ?? []).slice(0, 4) : []
  const isReady = name.trim() !== '' && (organisation !== null || typed.trim() !== '')
  const create = async () => {
    if (!isReady || isPending) return
    setPending(true)
    setFault(null)
    try {
      const { id } = await call(createService, {
        input: {
          name,
          kinds,
          organisation: organisation ? { id: organisation.id } : { name: typed.trim(), kind },
          departements: departement ? [departement] : [],
          place: departement ? { departement, commune: commune.trim() || null } : null,
        },
        key,
      })
      onOpenChange(false)
      await refresh()
      router.history.push(`/bureau/annuaire/${id}`)
    } catch (error) {
      setFault(error)
      // A refusal ends the request; an absence of answer may hide a success, and the same key then finds it.
      if (error instanceof RefusalError) setKey(newId())
    } finally {
      setPending(false)
    }
  }
  useShortcut('Ctrl+Enter', () => void create(), { label: 'Ajouter', inDialog: true, isDisabled: !isOpen })
  return (
    <Dialog
      title="Ajouter un service"
      lead="Le nécessaire d’abord : la fiche demandera le reste."
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      footer={
        <>
          <Button onPress={() => onOpenChange(false)}>Annuler</Button>
          <Button
            variant="primary"
            shortcut="Ctrl+Entrée"
            isPending={isPending}
            isDisabled={!isReady}
            onPress={() => void create()}
          >
            Ajouter
          </Button>
        </>
      }
    >
      <Form onSubmit={() => void create()}>
        {fault !== null && <Banner tone="attention" title={sentenceOf(fault)} isLive />}
        <TextField
          label="Nom du service"
          value={name}
          onChange={setName}
          isRequired
          autoFocus
          maxLength={200}
        />
        {organisation ? (
          <div className="field">
            <span className="field-label">Organisation</span>
            <Button icon={X} onPress={() => setOrganisation(null)}>
              {organisation.name}
            </Button>
          </div>
        ) : (
          <>
            <TextField
              label="Organisation"
              description="Celle qui porte le service. Si elle est connue, choisissez-la ci-dessous."
              value={typed}
              onChange={setTyped}
              isRequired
              maxLength={200}
            />
            {known.length > 0 && (
              <Cluster gap={2}>
                {known.map((one) => (
                  <Button key={one.id} size="small" onPress={() => setOrganisation(one)}>
                    {one.name}
                  </Button>
                ))}
              </Cluster>
            )}
            <Select
              label="Nature de l’organisation"
              options={optionsOf(actorKind)}
              value={kind}
              onChange={(next) => next && setKind(next)}
            />
          </>
        )}
        <CheckChips
          label="Type d’aide"
          options={optionsOf(serviceKind)}
          value={kinds}
          onChange={setKinds}
          size="small"
        />
        <FieldRow>
          <ComboBox
            label="Département"
            options={departementOptions}
            value={departement}
            onChange={(code) => setDepartement(code as Departement | null)}
            placeholder="Nom ou numéro"
          />
          <TextField label="Commune" value={commune} onChange={setCommune} maxLength={200} />
        </FieldRow>
      </Form>
    </Dialog>
  )
}
