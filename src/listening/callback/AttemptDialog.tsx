import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import {
  Banner,
  Button,
  DateTimeField,
  Dialog,
  Disclosure,
  optionsOf,
  RadioChips,
  Stack,
  TextArea,
  toast,
} from '#kernel/ui/index.ts'
import { isCtrlEnter, useCapturedKeys } from '#listening/desk/useCapturedKeys.ts'
import { type CallbackOutcome, callbackOutcome } from '#vocabulary'
import { attemptDone, putBack, settles } from './attempt.ts'
import { attemptCallback, type Callback } from './contract.ts'
import { useRefreshCallbacks } from './useRefresh.ts'
import { type WindowDraft, WindowFields, windowOf } from './WindowFields.tsx'

interface AttemptDialogProps {
  callback: Callback
  onClose: () => void
  onDone?: () => void
  outcome?: CallbackOutcome
}

/** What became of one attempt to call back; a postponed one asks for the next window. */
export function AttemptDialog({ callback, onClose, onDone, outcome: first }: AttemptDialogProps) {
  const refresh = useRefreshCallbacks()
  const [outcome, setOutcome] = useState<CallbackOutcome | null>(first ?? null)
  const [note, setNote] = useState('')
  const [happenedAt, setHappenedAt] = useState<string | null>(null)
  const [next, setNext] = useState<WindowDraft>({ opensAt: null, closesAt: null })
  const [fault, setFault] = useState<string>()
  const [isPending, setPending] = useState(false)
  const [key, setKey] = useState(newId)

  const save = async () => {
    if (isPending) return
    if (!outcome) return setFault('Dites ce qu’a donné l’essai.')
    const within = windowOf(next)
    if (outcome === 'postponed' && !within)
      return setFault('Dites quand rappeler : choisissez la nouvelle plage.')
    setPending(true)
    setFault(undefined)
    try {
      await call(attemptCallback, {
        params: { id: callback.id },
        key,
        input: {
          outcome,
          note: note.trim() || null,
          ...(happenedAt && { happenedAt }),
          ...(outcome === 'postponed' && within && { next: within }),
        },
      })
    } catch (error) {
      setPending(false)
      if (error instanceof RefusalError) setKey(newId())
      return setFault(sentenceOf(error))
    }
    onClose()
    onDone?.()
    tellAttempt(callback, outcome, refresh)
  }
  useCapturedKeys(
    (event) => {
      const isKey = isCtrlEnter(event)
      if (isKey) void save()
      return isKey
    },
    { inDialog: true },
  )

  return (
    <Dialog
      title="Noter un essai de rappel"
      lead={[callback.whom, callback.why].filter(Boolean).join(' · ') || undefined}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" shortcut="Ctrl+Entrée" isPending={isPending} onPress={() => void save()}>
            Noter l’essai
          </Button>
        </>
      }
    >
      <Stack gap={5}>
        {fault && <Banner tone="attention" title={fault} isLive />}
        <RadioChips
          label="Qu’a donné l’essai ?"
          options={optionsOf(callbackOutcome)}
          value={outcome}
          onChange={(chosen) => {
            setOutcome(chosen)
            setFault(undefined)
          }}
          noneLabel={false}
          autoFocus
        />
        {outcome === 'interrupted' && (
          <Banner title="Le rappel reste à faire.">
            Dites en une phrase ce qui a interrompu l’échange, pour que la personne suivante s’en garde.
          </Banner>
        )}
        {outcome === 'postponed' && (
          <WindowFields legend="Nouvelle plage" value={next} onChange={setNext} zone={callback.timeZone} />
        )}
        <TextArea label="Précisions" rows={2} maxLength={2000} value={note} onChange={setNote} />
        <Disclosure title="L’essai a eu lieu plus tôt">
          <DateTimeField
            label="Quand"
            description="Laissez vide si c’est maintenant."
            value={happenedAt}
            onChange={setHappenedAt}
          />
        </Disclosure>
      </Stack>
    </Dialog>
  )
}

/** Says what an attempt led to, with the way back when it ended the promise. */
export function tellAttempt(
  callback: Callback,
  outcome: CallbackOutcome,
  refresh: () => Promise<unknown>,
): void {
  void refresh()
  toast({
    text: attemptDone[outcome],
    ...(settles(outcome) && {
      undoLabel: 'Remettre à faire',
      undo: () =>
        putBack(callback)
          .then(refresh)
          .then(() => undefined)
          .catch((error) => void toast({ text: sentenceOf(error) })),
    }),
  })
}
