import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call, RefusalError } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { useShortcut } from '#kernel/page/index.ts'
import { Banner, Button, Dialog, Form, formatDay, toast } from '#kernel/ui/index.ts'
import { wordsOfRefusal } from '#kernel/useAct.ts'
import { departement, problem, region, serviceVisibility } from '#vocabulary'
import { EditDialog } from '../directory/EditDialog.tsx'
import { createPractice, type Practice, PracticeFields, savePractice } from './contract.ts'
import { PracticeFieldset, titleOfPractice } from './PracticeFieldset.tsx'
import { useRefreshPractices } from './usePractices.ts'

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

const lead = 'Aucun nom de mineur ici, ni rien qui permette d’en reconnaître un.'

const lists = { departements: departement, regions: region, problems: problem } as const

/** A field as a conflict tells it. */
function inWords(field: string, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  const list = lists[field as keyof typeof lists]
  if (Array.isArray(value)) return value.map((code) => list?.label(String(code)) ?? code).join(', ') || null
  if (field === 'contactVisibility' || field === 'consentScope') return serviceVisibility.label(String(value))
  return field === 'consentOn' || field === 'reviewOn' ? formatDay(String(value)) : String(value)
}

const cleaned = (draft: PracticeFields): PracticeFields => ({
  ...draft,
  contactEmail: draft.contactEmail?.trim() || null,
})

/** Changes the account of a practice; what somebody else wrote meanwhile is kept, field by field. */
export function PracticeDialog({ practice, onClose }: { practice: Practice; onClose: () => void }) {
  const [base] = useState({ ...PracticeFields.parse(practice), version: practice.version })
  const [draft, setDraft] = useState<PracticeFields>(() => PracticeFields.parse(practice))
  const refresh = useRefreshPractices()
  return (
    <EditDialog
      title="Modifier la pratique"
      lead={lead}
      onClose={onClose}
      base={base}
      draft={cleaned(draft)}
      send={async (version, input) => {
        await call(savePractice, { params: { id: practice.id }, version, input })
        toast({ text: 'Pratique enregistrée.' })
      }}
      read={(current) => {
        const now = PracticeFields.safeParse(current).data
        return now && { ...now, version: Number((current as { version: number }).version) }
      }}
      titleOf={titleOfPractice}
      inWords={inWords}
      refresh={refresh}
    >
      {(faultOf) => (
        <PracticeFieldset
          draft={draft}
          set={(change) => setDraft((was) => ({ ...was, ...change }))}
          faultOf={faultOf}
        />
      )}
    </EditDialog>
  )
}

/** Begins the account of a practice. */
export function NewPracticeDialog({ onClose }: { onClose: () => void }) {
  const [draft, setDraft] = useState<PracticeFields>(blank)
  const [fault, setFault] = useState<unknown>(null)
  const [isPending, setPending] = useState(false)
  const [key, setKey] = useState(newId)
  const router = useRouter()
  const refresh = useRefreshPractices()
  const save = async () => {
    if (isPending) return
    setPending(true)
    setFault(null)
    try {
      const made = await call(createPractice, { key, input: cleaned(draft) })
      router.history.push(`/bureau/pratiques/${made.id}`)
      await refresh()
      toast({ text: 'Brouillon enregistré.' })
    } catch (error) {
      setPending(false)
      // A refusal ends the request; an absence of answer may hide a success, and the same key then finds it.
      if (error instanceof RefusalError) setKey(newId())
      setFault(error)
    }
  }
  useShortcut('Ctrl+Enter', () => void save(), { label: 'Enregistrer la pratique', inDialog: true })
  return (
    <Dialog
      title="Décrire une pratique"
      lead={lead}
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
      {fault !== null && <Banner tone="attention" title={wordsOfRefusal(fault)} isLive />}
      <Form onSubmit={() => void save()}>
        <PracticeFieldset
          draft={draft}
          set={(change) => setDraft((was) => ({ ...was, ...change }))}
          faultOf={(field) => (fault instanceof RefusalError ? fault.of(field) : undefined)}
        />
      </Form>
    </Dialog>
  )
}
