import { useState } from 'react'
import { Button, Dialog, fold, Stack, TextArea, TextField } from '#kernel/ui/index.ts'

interface ReasonDialogProps {
  title: string
  lead: string
  label: string
  confirmLabel: string
  tone?: 'primary' | 'danger'
  /** A name to type first, for what cannot be undone. */
  typedWord?: string
  onConfirm: (reason: string) => Promise<unknown>
  onClose: () => void
}

/** An act that says why. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, lead, label, confirmLabel, tone = 'primary', typedWord, onConfirm, onClose } = props
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const [isTold, setTold] = useState(false)
  const [isPending, setPending] = useState(false)
  const isNamed = typedWord === undefined || fold(typed) === fold(typedWord)
  const confirm = async () => {
    if (reason.trim() === '' || !isNamed) return setTold(true)
    setPending(true)
    const done = await onConfirm(reason.trim())
    setPending(false)
    if (done !== undefined) onClose()
  }
  return (
    <Dialog
      title={title}
      lead={lead}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Revenir</Button>
          <Button variant={tone} isPending={isPending} onPress={() => void confirm()}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <Stack>
        <TextArea
          label={label}
          value={reason}
          onChange={setReason}
          rows={4}
          maxLength={4000}
          autoFocus
          error={isTold && reason.trim() === '' ? 'Dites-le en quelques mots.' : undefined}
        />
        {typedWord !== undefined && (
          <TextField
            label={`Pour confirmer, écrivez « ${typedWord} »`}
            value={typed}
            onChange={setTyped}
            error={isTold && !isNamed ? `Écrivez « ${typedWord} » en toutes lettres.` : undefined}
          />
        )}
      </Stack>
    </Dialog>
  )
}
