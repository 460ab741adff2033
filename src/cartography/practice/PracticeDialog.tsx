import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call, RefusalError } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { useShortcut } from '#kernel/page/index.ts'
import {
  Banner,
  Button,
  CheckChips,
  DateField,
  Dialog,
  FieldGroup,
  FieldRow,
  Form,
  optionsOf,
  Select,
  TextArea,
  TextField,
  toast,
} from '#kernel/ui/index.ts'
import {
  type Departement,
  departement,
  departements101,
  problem,
  region,
  serviceVisibility,
} from '#vocabulary'
import { CodesField } from './CodesField.tsx'
import { createPractice, type Practice, PracticeFields, savePractice } from './contract.ts'
import { useRefreshPractices, wordsOf } from './usePractices.ts'

const departements = departements101.map((code) => ({
  value: code as Departement,
  label: departement.label(code),
  keywords: code,
}))
const regions = optionsOf(region)
const scopes = optionsOf(serviceVisibility, ['professionals_only', 'public']).map((option) => ({
  ...option,
  value: option.value as 'professionals_only' | 'public',
  label: option.value === 'public' ? 'À tous' : 'Aux professionnels seulement',
}))
const title = (field: keyof PracticeFields) => PracticeFields.shape[field].meta()?.title ?? field

const blank: PracticeFields = {
  title: '',
  departements: [],
  regions: [],
  problems: [],
  done: '',
  partners: null,
  means: null,
  results: null,
  evidence: null,
  contactName: null,
  contactRole: null,
  contactEmail: null,
  contactPhone: null,
  contactVisibility: 'internal',
  consentBy: null,
  consentOn: null,
  consentScope: null,
  reviewOn: null,
}

/** The account of a practice, to begin or to change. */
export function PracticeDialog({ practice, onClose }: { practice?: Practice; onClose: () => void }) {
  const [draft, setDraft] = useState<PracticeFields>(practice ? PracticeFields.parse(practice) : blank)
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map())
  const [sentence, setSentence] = useState<string>()
  const [isPending, setPending] = useState(false)
  const [key, setKey] = useState(newId)
  const router = useRouter()
  const refresh = useRefreshPractices()
  const set = (change: Partial<PracticeFields>) => setDraft({ ...draft, ...change })
  const save = async () => {
    if (isPending) return
    setPending(true)
    setSentence(undefined)
    setFaults(new Map())
    const input = { ...draft, contactEmail: draft.contactEmail?.trim() || null }
    try {
      if (practice) {
        await call(savePractice, { params: { id: practice.id }, version: practice.version, input })
        onClose()
      } else {
        const made = await call(createPractice, { key, input })
        router.history.push(`/bureau/pratiques/${made.id}`)
      }
      await refresh()
      toast({ text: practice ? 'Pratique enregistrée.' : 'Brouillon enregistré.' })
    } catch (error) {
      setPending(false)
      if (error instanceof RefusalError) {
        setKey(newId())
        setFaults(new Map(error.fields.map((one) => [one.field, one.message])))
      }
      setSentence(wordsOf(error))
    }
  }
  useShortcut('Ctrl+Enter', () => void save(), { label: 'Enregistrer la pratique', inDialog: true })
  const area = (field: 'done' | 'partners' | 'means' | 'results' | 'evidence', description?: string) => (
    <TextArea
      label={title(field)}
      description={description}
      value={draft[field]}
      onChange={(text) => set({ [field]: field === 'done' ? text : text || null })}
      error={faults.get(field)}
      isRequired={field === 'done'}
      rows={field === 'done' ? 5 : 2}
      maxLength={5000}
    />
  )
  const line = (field: 'contactName' | 'contactRole' | 'contactEmail' | 'contactPhone' | 'consentBy') => (
    <TextField
      label={title(field)}
      type={field === 'contactEmail' ? 'email' : field === 'contactPhone' ? 'tel' : 'text'}
      value={draft[field]}
      onChange={(text) => set({ [field]: text || null })}
      error={faults.get(field)}
      maxLength={300}
    />
  )
  return (
    <Dialog
      title={practice ? 'Modifier la pratique' : 'Décrire une pratique'}
      lead="Aucun nom de mineur ici, ni rien qui permette d’en reconnaître un."
      size="large"
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
          <CodesField
            label={title('departements')}
            options={departements}
            values={draft.departements}
            onChange={(codes) => set({ departements: codes })}
          />
          <CodesField
            label={title('regions')}
            options={regions}
            values={draft.regions}
            onChange={(codes) => set({ regions: codes })}
          />
        </FieldRow>
        <CheckChips
          label={title('problems')}
          options={optionsOf(problem)}
          value={draft.problems}
          onChange={(codes) => set({ problems: codes })}
          size="small"
        />
        {area('done')}
        {area('partners')}
        {area('means')}
        {area('results')}
        {area('evidence', 'Comptage, étude, avis recueillis. « Rien de mesuré » est une réponse.')}
        <FieldGroup legend="À qui écrire">
          <FieldRow>
            {line('contactName')}
            {line('contactRole')}
          </FieldRow>
          <FieldRow>
            {line('contactEmail')}
            {line('contactPhone')}
          </FieldRow>
          <Select
            label={title('contactVisibility')}
            options={optionsOf(serviceVisibility)}
            value={draft.contactVisibility}
            onChange={(code) => code && set({ contactVisibility: code })}
          />
        </FieldGroup>
        <FieldGroup
          legend="Accord et relecture"
          description="Sans accord noté et sans date de relecture, une pratique ne se publie pas."
        >
          <FieldRow>
            {line('consentBy')}
            <DateField
              label={title('consentOn')}
              value={draft.consentOn}
              onChange={(day) => set({ consentOn: day })}
              error={faults.get('consentOn')}
            />
          </FieldRow>
          <FieldRow>
            <Select
              label={title('consentScope')}
              options={scopes}
              value={draft.consentScope}
              onChange={(code) => set({ consentScope: code })}
              noneLabel="Aucune"
              error={faults.get('consentScope')}
            />
            <DateField
              label={title('reviewOn')}
              value={draft.reviewOn}
              onChange={(day) => set({ reviewOn: day })}
              error={faults.get('reviewOn')}
            />
          </FieldRow>
        </FieldGroup>
      </Form>
    </Dialog>
  )
}
