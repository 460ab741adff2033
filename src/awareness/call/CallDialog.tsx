import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { CodesField } from '#cartography/practice/CodesField.tsx'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
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
  TextArea,
  TextField,
  toast,
} from '#kernel/ui/index.ts'
import { todayText } from '#listening/liaison/words.ts'
import { type Departement, departement, departements101 } from '#vocabulary'
import {
  CallFields,
  createProjectCall,
  listReviewers,
  type ProjectCall,
  saveProjectCall,
} from './contract.ts'

const departements = departements101.map((code) => ({
  value: code as Departement,
  label: departement.label(code),
  keywords: code,
}))
const title = (field: keyof CallFields) => CallFields.shape[field].meta()?.title ?? field
const numberIn = (text: string): number | null => Number(text.replace(/\D/g, '')) || null

const blank = (): CallFields => ({
  title: '',
  summary: null,
  terms: '',
  departements: [],
  amount: null,
  amountEach: null,
  opensOn: todayText(),
  closesOn: todayText(),
  criteria: [{ label: '', weight: 1 }],
  reviewerIds: [],
})

const held = (one: ProjectCall): CallFields => ({
  ...CallFields.parse({ ...one, criteria: one.criteria.map(({ label, weight }) => ({ label, weight })) }),
})

/** A call to prepare or to change; once published, what was promised is not shown to be changed. */
export function CallDialog({ one, onClose }: { one?: ProjectCall; onClose: () => void }) {
  const [draft, setDraft] = useState<CallFields>(one ? held(one) : blank)
  const [sentence, setSentence] = useState<string>()
  const [isPending, setPending] = useState(false)
  const [key, setKey] = useState(newId)
  const router = useRouter()
  const reviewers = useQuery({
    queryKey: ['project_calls', 'reviewers'],
    queryFn: ({ signal }) => call(listReviewers, { signal }),
  })
  const isDraft = !one || one.status === 'draft'
  const set = (change: Partial<CallFields>) => setDraft({ ...draft, ...change })
  const save = async () => {
    if (isPending) return
    setPending(true)
    setSentence(undefined)
    try {
      if (one) {
        const { title: words, summary, terms, closesOn, reviewerIds } = draft
        const input = isDraft ? draft : { title: words, summary, terms, closesOn, reviewerIds }
        await call(saveProjectCall, { params: { id: one.id }, version: one.version, input })
        onClose()
        await router.invalidate()
      } else {
        const made = await call(createProjectCall, { key, input: draft })
        router.history.push(`/bureau/appels/${made.id}`)
      }
      toast({ text: one ? 'Appel enregistré.' : 'Brouillon enregistré.' })
    } catch (error) {
      setPending(false)
      if (error instanceof RefusalError) setKey(newId())
      setSentence((error instanceof RefusalError && error.fields[0]?.message) || sentenceOf(error))
    }
  }
  useShortcut('Ctrl+Enter', () => void save(), { label: 'Enregistrer l’appel', inDialog: true })
  const criterion = (place: number, change: Partial<CallFields['criteria'][number]>) =>
    set({ criteria: draft.criteria.map((each, index) => (index === place ? { ...each, ...change } : each)) })
  return (
    <Dialog
      title={one ? 'Modifier l’appel' : 'Préparer un appel à projets'}
      lead={
        isDraft ? undefined : 'Il est publié : ses critères, ses montants et son territoire ne changent plus.'
      }
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
          isRequired
          autoFocus
          maxLength={200}
        />
        <TextArea
          label={title('summary')}
          rows={2}
          maxLength={500}
          value={draft.summary ?? ''}
          onChange={(text) => set({ summary: text || null })}
        />
        <TextArea
          label={title('terms')}
          rows={6}
          maxLength={5000}
          value={draft.terms}
          onChange={(text) => set({ terms: text })}
          isRequired
        />
        <FieldRow>
          <DateField
            label={title('opensOn')}
            value={draft.opensOn}
            onChange={(day) => day && isDraft && set({ opensOn: day })}
          />
          <DateField
            label={title('closesOn')}
            value={draft.closesOn}
            onChange={(day) => day && set({ closesOn: day })}
          />
        </FieldRow>
        {isDraft && (
          <>
            <FieldRow>
              <TextField
                label={title('amount')}
                value={draft.amount === null ? '' : String(draft.amount)}
                onChange={(text) => set({ amount: numberIn(text) })}
              />
              <TextField
                label={title('amountEach')}
                value={draft.amountEach === null ? '' : String(draft.amountEach)}
                onChange={(text) => set({ amountEach: numberIn(text) })}
              />
            </FieldRow>
            <CodesField
              label={title('departements')}
              options={departements}
              values={draft.departements as Departement[]}
              onChange={(codes) => set({ departements: codes as CallFields['departements'] })}
            />
            <FieldGroup legend={title('criteria')}>
              {draft.criteria.map((each, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a criterion that is not written yet is only its place
                <FieldRow key={place}>
                  <TextField
                    label={`Critère ${place + 1}`}
                    value={each.label}
                    onChange={(label) => criterion(place, { label })}
                  />
                  <TextField
                    label="Poids, de 1 à 10"
                    value={String(each.weight)}
                    onChange={(text) =>
                      criterion(place, { weight: Math.min(10, Math.max(1, numberIn(text) ?? 1)) })
                    }
                  />
                  {draft.criteria.length > 1 && (
                    <Button
                      variant="plain"
                      icon={Trash2}
                      onPress={() => set({ criteria: draft.criteria.filter((_, index) => index !== place) })}
                    >
                      Retirer
                    </Button>
                  )}
                </FieldRow>
              ))}
              {draft.criteria.length < 10 && (
                <Button
                  size="small"
                  icon={Plus}
                  onPress={() => set({ criteria: [...draft.criteria, { label: '', weight: 1 }] })}
                >
                  Ajouter un critère
                </Button>
              )}
            </FieldGroup>
          </>
        )}
        <CheckChips
          label={title('reviewerIds')}
          options={(reviewers.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.reviewerIds}
          onChange={(reviewerIds) => set({ reviewerIds: [...reviewerIds] })}
          size="small"
        />
      </Form>
    </Dialog>
  )
}
