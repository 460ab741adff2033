import { useState } from 'react'
import { useShortcut } from '#kernel/page/index.ts'
import { Banner, Button, Dialog, Stack, TextField } from '#kernel/ui/index.ts'
import { confirmsInWords } from '#listening/authority/names.ts'
import type { Transmission } from './contract.ts'

interface SubmitDialogProps {
  transmission: Transmission
  isUrgent: boolean
  onSubmit: (confirmations: { unitId: string; words: string }[]) => Promise<boolean>
  onClose: () => void
}

/** Where it goes, said in words by whoever sends it: a code or a near name never does. */
export function SubmitDialog({ transmission, isUrgent, onSubmit, onClose }: SubmitDialogProps) {
  const [typed, setTyped] = useState<Record<string, string>>({})
  const [isPending, setPending] = useState(false)
  const [isTold, setTold] = useState(false)
  const recipients = transmission.together.flatMap(({ recipient, status }) =>
    recipient && (status === 'draft' || status === 'returned') ? [recipient] : [],
  )
  const wrong = recipients.filter(({ unitId, name }) => !confirmsInWords(typed[unitId] ?? '', name))
  const submit = async () => {
    if (wrong.length > 0) return setTold(true)
    setPending(true)
    const done = await onSubmit(recipients.map(({ unitId }) => ({ unitId, words: typed[unitId] ?? '' })))
    if (!done) setPending(false)
  }
  useShortcut('Ctrl+Enter', () => void submit(), { label: 'Soumettre l’écrit', inDialog: true })
  return (
    <Dialog
      title="Soumettre à la coordination"
      lead="Une autre personne relira cet écrit. Il ne part qu’une fois validé."
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Continuer à écrire</Button>
          <Button
            variant="primary"
            shortcut="Ctrl+Entrée"
            isPending={isPending}
            onPress={() => void submit()}
          >
            Soumettre
          </Button>
        </>
      }
    >
      <Stack>
        {isUrgent && (
          <Banner tone="attention" title="Urgente : elle partira à l’instant où elle sera validée.">
            Prévenez la coordination de vive voix, sans attendre qu’elle voie la liste.
          </Banner>
        )}
        <p>Écrivez en toutes lettres le nom de chaque destinataire.</p>
        {recipients.map(({ unitId, name }, index) => (
          <TextField
            key={unitId}
            label={`Écrivez « ${name} »`}
            value={typed[unitId] ?? ''}
            onChange={(text) => setTyped({ ...typed, [unitId]: text })}
            autoFocus={index === 0}
            error={
              isTold && wrong.some((one) => one.unitId === unitId)
                ? `Ce n’est pas encore « ${name} ». Relisez à qui vous écrivez.`
                : undefined
            }
          />
        ))}
      </Stack>
    </Dialog>
  )
}
