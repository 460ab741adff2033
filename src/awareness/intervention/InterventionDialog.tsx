import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call, RefusalError } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { useShortcut } from '#kernel/page/index.ts'
import {
  Banner,
  Button,
  CheckChips,
  ComboBox,
  DateTimeField,
  Dialog,
  FieldRow,
  Form,
  NumberField,
  optionsOf,
  plural,
  Select,
  TextArea,
  TextField,
  toast,
} from '#kernel/ui/index.ts'
import { wordsOfRefusal } from '#kernel/useAct.ts'
import {
  type Audience,
  audience,
  awarenessKind,
  type Departement,
  departement,
  departements101,
} from '#vocabulary'
import {
  createIntervention,
  type Intervention,
  InterventionFields,
  listInterventionMaterials,
  saveIntervention,
} from './contract.ts'
import { useRefreshInterventions } from './useInterventions.ts'

const departements = departements101.map((code) => ({
  value: code as Departement,
  label: departement.label(code),
  keywords: code,
}))
const title = (field: keyof InterventionFields) => InterventionFields.shape[field].meta()?.title ?? field

const blank: InterventionFields = {
  kind: 'conference',
  title: '',
  organisation: null,
  startsAt: null,
  endsAt: null,
  departement: null,
  place: null,
  videoLink: null,
  notes: null,
  audiences: [],
  materialIds: [],
}

const draftOf = (it: Intervention): InterventionFields =>
  InterventionFields.parse({
    ...it,
    audiences: it.audiences.filter((one) => one.expected > 0),
    materialIds: it.materials.map(({ id }) => id),
  })

/** An intervention to write down, or to change and move. */
export function InterventionDialog({ of, onClose }: { of?: Intervention; onClose: () => void }) {
  const [draft, setDraft] = useState<InterventionFields>(() => (of ? draftOf(of) : blank))
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map())
  const [sentence, setSentence] = useState<string>()
  const [isPending, setPending] = useState(false)
  const [key, setKey] = useState(newId)
  const router = useRouter()
  const refresh = useRefreshInterventions()
  const set = (change: Partial<InterventionFields>) => setDraft({ ...draft, ...change })
  const start = (startsAt: string | null) => {
    // Two hours, until the person says otherwise.
    const end = startsAt && new Date(new Date(startsAt).getTime() + 120 * 60_000).toISOString()
    set({ startsAt, ...((!draft.endsAt || (startsAt && draft.endsAt <= startsAt)) && { endsAt: end }) })
  }
  const save = async () => {
    if (!draft.title.trim()) return setSentence('Donnez un titre.')
    if (isPending) return
    setPending(true)
    setSentence(undefined)
    setFaults(new Map())
    const input = { ...draft, videoLink: draft.videoLink?.trim() || null }
    try {
      if (of) {
        const { told } = await call(saveIntervention, { params: { id: of.id }, version: of.version, input })
        toast({
          text:
            told > 0
              ? `Intervention modifiée ; ${plural(told, 'personne est prévenue', 'personnes sont prévenues')}.`
              : 'Intervention modifiée.',
        })
        onClose()
      } else {
        const { id } = await call(createIntervention, { key, input })
        toast({
          text: draft.startsAt ? 'Intervention prévue.' : 'Intervention notée, sa date reste à fixer.',
        })
        router.history.push(`/bureau/interventions/${id}`)
      }
      await refresh()
    } catch (error) {
      setPending(false)
      if (error instanceof RefusalError) {
        setKey(newId())
        setFaults(new Map(error.fields.map((one) => [one.field, one.message])))
      }
      setSentence(wordsOfRefusal(error))
    }
  }
  useShortcut('Ctrl+Enter', () => void save(), { label: 'Enregistrer l’intervention', inDialog: true })
  return (
    <Dialog
      title={of ? 'Modifier l’intervention' : 'Prévoir une intervention'}
      lead={
        of?.people.some((one) => one.isInvited)
          ? 'Les personnes invitées reçoivent ce qui change dans leur agenda.'
          : undefined
      }
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" shortcut="Ctrl+Entrée" isPending={isPending} onPress={() => void save()}>
            Enregistrer
          </Button>
        </>
      }
    >
      {sentence && <Banner tone="attention" title={sentence} isLive />}
      <Form onSubmit={() => void save()}>
        <TextField
          label={title('title')}
          value={draft.title}
          onChange={(text) => set({ title: text })}
          error={faults.get('title')}
          isRequired
          autoFocus
          maxLength={300}
        />
        <FieldRow>
          <Select
            label={title('kind')}
            options={optionsOf(awarenessKind)}
            value={draft.kind}
            onChange={(kind) => kind && set({ kind })}
          />
          <TextField
            label={title('organisation')}
            value={draft.organisation}
            onChange={(text) => set({ organisation: text || null })}
            maxLength={300}
          />
        </FieldRow>
        <FieldRow>
          <DateTimeField label={title('startsAt')} value={draft.startsAt} onChange={start} />
          <DateTimeField
            label={title('endsAt')}
            value={draft.endsAt}
            onChange={(endsAt) => set({ endsAt })}
            error={faults.get('endsAt')}
          />
        </FieldRow>
        <FieldRow>
          <TextField
            label={title('place')}
            value={draft.place}
            onChange={(text) => set({ place: text || null })}
            maxLength={300}
          />
          <ComboBox
            label={title('departement')}
            options={departements}
            value={draft.departement}
            onChange={(code) => set({ departement: code })}
          />
        </FieldRow>
        <TextField
          label={title('videoLink')}
          type="url"
          value={draft.videoLink}
          onChange={(text) => set({ videoLink: text || null })}
          error={faults.get('videoLink')}
        />
        <Expected rows={draft.audiences} onChange={(audiences) => set({ audiences })} />
        <Materials chosen={draft.materialIds} onChange={(materialIds) => set({ materialIds })} />
        <TextArea
          label={title('notes')}
          description="Pour l’équipe. Aucun nom de mineur ici."
          value={draft.notes}
          onChange={(text) => set({ notes: text || null })}
          rows={4}
          maxLength={5000}
        />
      </Form>
    </Dialog>
  )
}

type Rows = InterventionFields['audiences']

/** Which sectors are awaited, and how many people of each. */
function Expected({ rows, onChange }: { rows: Rows; onChange: (rows: Rows) => void }) {
  const of = (code: Audience) => rows.find((row) => row.audience === code)?.expected ?? 0
  return (
    <>
      <CheckChips
        label={title('audiences')}
        options={optionsOf(audience)}
        value={rows.map((row) => row.audience)}
        onChange={(codes) => onChange(codes.map((code) => ({ audience: code, expected: of(code) })))}
      />
      {rows.length > 0 && (
        <FieldRow>
          {rows.map((row) => (
            <NumberField
              key={row.audience}
              label={`Attendus${'\u00a0'}: ${audience.label(row.audience)}`}
              value={row.expected}
              onChange={(expected) =>
                onChange(
                  rows.map((one) =>
                    one.audience === row.audience ? { ...one, expected: expected ?? 0 } : one,
                  ),
                )
              }
              max={100_000}
            />
          ))}
        </FieldRow>
      )}
    </>
  )
}

/** What of the catalogue is brought. */
function Materials({ chosen, onChange }: { chosen: readonly string[]; onChange: (ids: string[]) => void }) {
  const list = useQuery({
    queryKey: ['intervention-materials'],
    queryFn: ({ signal }) => call(listInterventionMaterials, { signal }),
    staleTime: 60_000,
  })
  const items = list.data?.items ?? []
  if (items.length === 0) return null
  return (
    <CheckChips
      label={title('materialIds')}
      options={items.map(({ id, title: label }) => ({ value: id, label }))}
      value={[...chosen]}
      onChange={(ids) => onChange([...ids])}
    />
  )
}
