import { type ReactNode, useState } from 'react'
import { RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { useShortcut } from '#kernel/page/index.ts'
import { Banner, Button, Dialog, Stack } from '#kernel/ui/index.ts'
import { useWorkActs } from './useWork.ts'

/** What has been done, once it is. */
interface Saved {
  readonly text: string
  readonly undo?: () => Promise<unknown>
  readonly undone?: string
}

interface RecordDialogProps {
  title: string
  lead?: ReactNode
  saveLabel?: string
  size?: 'small' | 'medium' | 'large'
  onClose: () => void
  /** What is missing, in a sentence; nothing when it can be saved. */
  missing?: () => string | undefined
  /** Saves under the key, which stays the same for a second try after a silence. */
  save: (key: string) => Promise<Saved>
  children: ReactNode
}

/** A form of the work with services: Ctrl+Enter saves, a refusal is said where one looks, what is done can be undone. */
export function RecordDialog(props: RecordDialogProps) {
  const { title, lead, saveLabel = 'Enregistrer', size, onClose, missing, save, children } = props
  const { refresh, tell } = useWorkActs()
  const [fault, setFault] = useState<string>()
  const [isPending, setPending] = useState(false)
  const [key, setKey] = useState(newId)
  const submit = async () => {
    if (isPending) return
    const lacking = missing?.()
    setFault(lacking)
    if (lacking) return
    setPending(true)
    try {
      const saved = await save(key)
      onClose()
      await refresh()
      tell(saved)
    } catch (error) {
      setPending(false)
      // A refusal was an answer: what is corrected is another request.
      if (error instanceof RefusalError) setKey(newId())
      setFault(wordsOf(error))
    }
  }
  useShortcut('Ctrl+Enter', () => void submit(), { label: saveLabel, inDialog: true })
  return (
    <Dialog
      title={title}
      lead={lead}
      size={size}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button
            variant="primary"
            shortcut="Ctrl+Entrée"
            isPending={isPending}
            onPress={() => void submit()}
          >
            {saveLabel}
          </Button>
        </>
      }
    >
      <Stack gap={4}>
        {fault && <Banner tone="attention" title={fault} isLive />}
        {children}
      </Stack>
    </Dialog>
  )
}

function wordsOf(error: unknown): string {
  if (!(error instanceof RefusalError)) return sentenceOf(error)
  if (error.code === 'version_conflict')
    return 'Quelqu’un vient de modifier ceci. Fermez, relisez, puis reprenez.'
  return error.fields[0]?.message ?? sentenceOf(error)
}
