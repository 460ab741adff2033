import { type ReactNode, useState } from 'react'
import { RefusalError, sentenceOf } from '#kernel/call.ts'
import { useShortcut } from '#kernel/page/index.ts'
import { Banner, Button, Dialog, Form } from '#kernel/ui/index.ts'
import { changesKept, EntryConflict } from '#listening/authority/EntryConflict.tsx'
import { type Clash, changedFields, saveOver } from '#listening/authority/saveOver.ts'
import { useDirectoryActs } from './useDirectory.ts'
import { inWords as wordsOf } from './words.ts'

interface Versioned {
  readonly version: number
}

interface EditDialogProps<Fields extends object> {
  title: string
  lead?: string
  onClose: () => void
  /** What the person had before them, and its version. */
  base: Fields & Versioned
  draft: Fields
  /** Why it cannot be saved yet. */
  missing?: string | undefined
  /** Saves although nothing changed: a verification, for instance. */
  isAsked?: boolean
  send: (version: number, changes: Partial<Fields>) => Promise<unknown>
  read: (current: unknown) => (Fields & Versioned) | undefined
  titleOf: (field: string) => string
  /** How a value reads; in the words of the directory unless said. */
  inWords?: (field: string, value: unknown) => string | null
  /** Reads again what shows it; the directory unless said. */
  refresh?: () => Promise<unknown>
  children: (faultOf: (field: string) => string | undefined) => ReactNode
}

/** A form saved on purpose, over what others may write meanwhile; it asks only when one field was written twice. */
export function EditDialog<Fields extends object>(props: EditDialogProps<Fields>) {
  const { title, lead, onClose, base, draft, missing, isAsked = false, send, read, titleOf, children } = props
  const { inWords = wordsOf } = props
  const [fault, setFault] = useState<unknown>(null)
  const [clash, setClash] = useState<Clash<Fields & Versioned> | null>(null)
  const [isPending, setPending] = useState(false)
  const acts = useDirectoryActs()
  const { refresh = acts.refresh } = props
  const { version: _, ...before } = base
  const changes = changedFields<object>(before, draft) as Partial<Fields>
  const isReady = !missing && (isAsked || Object.keys(changes).length > 0)
  const save = async (what = changes, over = clash?.now ?? base) => {
    setPending(true)
    setFault(null)
    try {
      const found = await saveOver(over, what, send, read)
      if (found) return setClash(found)
      await refresh()
      onClose()
    } catch (error) {
      setFault(error)
    } finally {
      setPending(false)
    }
  }
  const told = (values: object) =>
    Object.fromEntries(Object.entries(values).map(([field, value]) => [field, inWords(field, value)]))
  const submit = () => void (isReady && !clash && save())
  useShortcut('Ctrl+Enter', submit, { label: 'Enregistrer', inDialog: true })
  const fields = fault instanceof RefusalError ? fault.fields : []
  return (
    <Dialog
      title={title}
      lead={lead}
      size="large"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        !clash && (
          <>
            {missing && <span className="muted">{missing}</span>}
            <Button onPress={onClose}>Annuler</Button>
            <Button
              variant="primary"
              shortcut="Ctrl+Entrée"
              isPending={isPending}
              isDisabled={!isReady}
              onPress={submit}
            >
              Enregistrer
            </Button>
          </>
        )
      }
    >
      {fault !== null && (
        <Banner tone="attention" title={sentenceOf(fault)} isLive>
          {fields.map(({ message }) => message).join(' ')}
        </Banner>
      )}
      {clash ? (
        <EntryConflict
          fields={clash.fields}
          mine={told(changes)}
          theirs={told(clash.now)}
          titleOf={titleOf}
          by="Une autre personne"
          at={new Date().toISOString()}
          isPending={isPending}
          onResolve={(choice) => void save(changesKept(changes, choice))}
          onCancel={onClose}
        />
      ) : (
        <Form onSubmit={submit}>
          {children((field) => (fault instanceof RefusalError ? fault.of(field) : undefined))}
        </Form>
      )}
    </Dialog>
  )
}
