import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import {
  Button,
  DateTimeField,
  Dialog,
  optionsOf,
  Select,
  Stack,
  TextArea,
  TextField,
} from '#kernel/ui/index.ts'
import { type ReturnOutcome, returnOutcome } from '#vocabulary'
import { type Transmission, takeReturn } from './contract.ts'
import { useTransmissionAct } from './useTransmissions.ts'

const outcomes = optionsOf(returnOutcome)

/** A return that came by telephone or by letter: who said it, and what follows from the evaluation. */
export function ReturnDialog({ transmission, onClose }: { transmission: Transmission; onClose: () => void }) {
  const [outcome, setOutcome] = useState<ReturnOutcome | null>(null)
  const [personName, setName] = useState('')
  const [note, setNote] = useState('')
  const [happenedAt, setHappenedAt] = useState<string | null>(null)
  const [isTold, setTold] = useState(false)
  const [key] = useState(newId)
  const { act, isBusy } = useTransmissionAct()
  const save = async () => {
    if (!outcome || personName.trim() === '') return setTold(true)
    const done = await act(
      () =>
        call(takeReturn, {
          params: { id: transmission.id },
          key,
          input: { outcome, personName, note: note.trim() || null, ...(happenedAt && { happenedAt }) },
        }),
      'Retour noté.',
    )
    if (done) onClose()
  }
  return (
    <Dialog
      title="Noter un retour reçu"
      lead={`Ce que ${transmission.recipient?.name ?? 'le destinataire'} a répondu, autrement que par son espace.`}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Revenir</Button>
          <Button variant="primary" isPending={isBusy} onPress={() => void save()}>
            Noter le retour
          </Button>
        </>
      }
    >
      <Stack>
        <Select
          label="Suite donnée"
          isRequired
          options={outcomes}
          value={outcome}
          onChange={setOutcome}
          error={isTold && !outcome ? 'Choisissez la suite donnée.' : undefined}
        />
        <TextField
          label="Dit par"
          description="Nom et fonction de la personne du service."
          isRequired
          value={personName}
          onChange={setName}
          maxLength={200}
          error={isTold && personName.trim() === '' ? 'Dites qui a répondu.' : undefined}
        />
        <TextArea label="Précisions" value={note} onChange={setNote} rows={3} maxLength={4000} />
        <DateTimeField
          label="Quand"
          description="Laissez vide si c’est maintenant."
          value={happenedAt}
          onChange={setHappenedAt}
        />
      </Stack>
    </Dialog>
  )
}
