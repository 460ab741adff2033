import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { useShortcut } from '#kernel/page/index.ts'
import { Banner, Button, DateTimeField, Dialog, Stack, toast } from '#kernel/ui/index.ts'
import { ActionFields } from '#listening/action/ActionFields.tsx'
import { addAction, cancelAction, type RecordedAction, restoreAction } from '#listening/action/contract.ts'
import { isToldAtLength, Recording } from '#listening/liaison/Recording.tsx'
import { action } from '#vocabulary'
import type { Situation } from './contract.ts'
import { useAct } from './useAct.ts'

/** Notes something done for the file, besides any contact. */
export function ActionDialog({ file, onClose }: { file: Situation; onClose: () => void }) {
  const [draft, setDraft] = useState<RecordedAction | null>(null)
  const [performedAt, setPerformedAt] = useState<string | null>(null)
  const [fault, setFault] = useState<string>()
  const [isPending, setPending] = useState(false)
  // The same key for the same dialog: a second try after a failure adds nothing twice.
  const [key, setKey] = useState(newId)
  const { attempt, refresh } = useAct(file.id)

  const save = async () => {
    if (!draft) return setFault('Choisissez l’action.')
    const { id: _, ...input } = draft
    setPending(true)
    setFault(undefined)
    try {
      const { id } = await call(addAction, {
        params: { id: file.id },
        key,
        input: { ...input, ...(performedAt && { performedAt }) },
      })
      onClose()
      await refresh()
      toast({
        text: `Action notée : ${action.label(draft.kind)}.`,
        undo: async () => {
          await attempt(() => call(cancelAction, { params: { id } }), {
            text: 'Action retirée.',
            undo: () => call(restoreAction, { params: { id } }),
          })
        },
      })
    } catch (error) {
      setPending(false)
      // A refusal was an answer: what is corrected is another request.
      if (error instanceof RefusalError) setKey(newId())
      setFault(sentenceOf(error))
    }
  }
  // Some actions have more to tell than a note: their own form takes over.
  const isHandedOver = draft !== null && isToldAtLength(draft.kind)
  useShortcut('Ctrl+Enter', () => void save(), {
    label: 'Noter l’action',
    inDialog: true,
    isDisabled: isHandedOver,
  })
  if (isHandedOver) return <Recording situation={file} what={draft.kind} onClose={onClose} />
  return (
    <Dialog
      title="Ajouter une action"
      lead={`Ce qui a été fait pour ${file.reference}, en dehors d’un contact.`}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" shortcut="Ctrl+Entrée" isPending={isPending} onPress={() => void save()}>
            Noter l’action
          </Button>
        </>
      }
    >
      <Stack>
        {fault && <Banner tone="attention" title={fault} isLive />}
        <ActionFields value={draft} onChange={setDraft} />
        <DateTimeField
          label="Quand"
          description="Laissez vide si c’est maintenant."
          value={performedAt}
          onChange={setPerformedAt}
        />
      </Stack>
    </Dialog>
  )
}
