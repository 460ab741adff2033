import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { useShortcut } from '#kernel/page/index.ts'
import {
  Banner,
  Button,
  ComboBox,
  Dialog,
  FieldRow,
  Loading,
  NumberField,
  Stack,
  TextField,
} from '#kernel/ui/index.ts'
import { CandidateCard } from '#listening/matching/CandidateCard.tsx'
import { matchSituations } from '#listening/matching/contract.ts'
import { useSettled } from '#listening/matching/useSettled.ts'
import type { Departement } from '#vocabulary'
import { createSituation } from './contract.ts'
import { departementOptions } from './words.ts'

interface NewSituationDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}

/** Opens a file without a contact; what is typed is first looked for among the files that exist. */
export function NewSituationDialog({ isOpen, onOpenChange }: NewSituationDialogProps) {
  return isOpen ? <Opening onClose={() => onOpenChange(false)} /> : null
}

function Opening({ onClose }: { onClose: () => void }) {
  const router = useRouter()
  const [firstName, setFirstName] = useState('')
  const [handle, setHandle] = useState('')
  const [phone, setPhone] = useState('')
  const [age, setAge] = useState<number | null>(null)
  const [departement, setDepartement] = useState<Departement | null>(null)
  const [fault, setFault] = useState<string>()
  const [isPending, setPending] = useState(false)
  const [key, setKey] = useState(newId)
  const said = {
    firstName: firstName.trim() || null,
    handles: handle.trim() ? [handle.trim()] : [],
    phones: phone.trim() ? [phone.trim()] : [],
    age,
    departement,
  }
  const clues = useSettled(said)
  const canMatch =
    clues.handles.length > 0 ||
    clues.phones.length > 0 ||
    (clues.firstName !== null && (clues.age !== null || clues.departement !== null))
  const query = useQuery({
    queryKey: ['matches', clues],
    queryFn: ({ signal }) => call(matchSituations, { signal, input: { clues } }),
    enabled: canMatch,
    // What was typed names a person: it does not stay in memory.
    gcTime: 0,
  })
  const open = async () => {
    setPending(true)
    setFault(undefined)
    try {
      const { id } = await call(createSituation, { key, input: { ...said, isProvisional: true } })
      onClose()
      router.history.push(`/bureau/situations/${id}`)
    } catch (error) {
      setPending(false)
      // A refusal was an answer: what is corrected is another request.
      if (error instanceof RefusalError) setKey(newId())
      setFault(sentenceOf(error))
    }
  }
  useShortcut('Ctrl+Enter', () => void open(), { label: 'Ouvrir la situation', inDialog: true })
  const candidates = query.data?.candidates ?? []
  return (
    <Dialog
      title="Ouvrir une situation"
      lead="Dites ce que vous savez, même peu : les dossiers qui pourraient être les mêmes s’affichent dessous."
      isOpen
      onOpenChange={(open) => !open && onClose()}
      size="large"
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" shortcut="Ctrl+Entrée" isPending={isPending} onPress={() => void open()}>
            {candidates.length > 0 ? 'Ouvrir quand même un nouveau dossier' : 'Ouvrir le dossier'}
          </Button>
        </>
      }
    >
      <Stack>
        {fault && <Banner tone="attention" title={fault} isLive />}
        <FieldRow>
          <TextField label="Prénom" value={firstName} onChange={setFirstName} maxLength={200} autoFocus />
          <NumberField label="Âge" value={age} onChange={setAge} min={0} max={25} suffix="ans" />
          <ComboBox
            label="Département de vie"
            options={departementOptions}
            value={departement}
            onChange={(code) => setDepartement(code as Departement | null)}
            placeholder="Nom ou numéro"
          />
        </FieldRow>
        <FieldRow>
          <TextField label="Téléphone" type="tel" value={phone} onChange={setPhone} maxLength={200} />
          <TextField label="Compte ou pseudonyme" value={handle} onChange={setHandle} maxLength={200} />
        </FieldRow>
        <section aria-label="Déjà connu ?" aria-live="polite">
          <h3>Déjà connu ?</h3>
          {query.isFetching && <Loading label="Recherche en cours…" lines={2} />}
          {!query.isFetching && candidates.length === 0 && (
            <p className="muted">
              {canMatch
                ? 'Aucun dossier ne ressemble à celui-ci.'
                : 'Un numéro, un pseudonyme, ou un prénom avec un âge ou un département suffisent pour chercher.'}
            </p>
          )}
          {!query.isFetching && candidates.length > 0 && (
            <div className="candidates">
              {candidates.map((candidate) => (
                <CandidateCard key={candidate.situationId} candidate={candidate} />
              ))}
            </div>
          )}
        </section>
      </Stack>
    </Dialog>
  )
}
