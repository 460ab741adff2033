import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { Banner, Button, Cluster, Dialog, optionsOf, RadioChips, Stack, toast } from '#kernel/ui/index.ts'
import { attemptCallback, type Callback } from '#listening/callback/contract.ts'
import { useCallbackUndo } from '#listening/callback/useCallbackUndo.ts'
import { type WindowDraft, windowOf } from '#listening/callback/WindowFields.tsx'
import type { Window } from '#listening/callback/windows.ts'
import { isCtrlEnter, useCapturedKeys } from '#listening/desk/useCapturedKeys.ts'
import { type CallbackOutcome, type ReachPurpose, reachPurpose, safeChannel } from '#vocabulary'
import {
  authoriseReach,
  type GivenAuthorisation,
  noteReach,
  type RefusedAuthorisation,
  type SafeContact,
} from './contract.ts'
import { GivenNumber, OutcomeFields, RefusedReach } from './DialSteps.tsx'
import { useSafeContacts } from './useSafeContacts.ts'
import { actOf, isCall } from './words.ts'
import './safecontact.css'

interface DialDialogProps {
  /** By which way one wants to reach somebody. */
  means: Pick<SafeContact, 'id' | 'channel' | 'timeZone'> & {
    readonly person: string
    /** A call already made, of which it was not said what came. */
    readonly waiting?: SafeContact['waiting']
  }
  /** The promise that the call keeps. */
  callback?: Callback
  onClose: () => void
}

/** One call, from why it is made to what came of it: the number is shown between both, once. */
export function DialDialog({ means: first, callback, onClose }: DialDialogProps) {
  const router = useRouter()
  const { refresh } = useSafeContacts({})
  const offerUndo = useCallbackUndo()
  const [means, setMeans] = useState(first)
  const [purpose, setPurpose] = useState<ReachPurpose | null>(callback ? 'agreed_callback' : null)
  const [answer, setAnswer] = useState<GivenAuthorisation | RefusedAuthorisation | null>(null)
  const [outcome, setOutcome] = useState<CallbackOutcome | null>(null)
  const [note, setNote] = useState('')
  const [next, setNext] = useState<WindowDraft>({ opensAt: null, closesAt: null })
  const [fault, setFault] = useState<string>()
  const [isPending, setPending] = useState(false)
  const [key, setKey] = useState(newId)
  const given = answer?.isAllowed ? answer : null
  const authorisationId = given?.authorisationId ?? means.waiting?.id
  const isNoting = authorisationId !== undefined

  const attempt = async (work: () => Promise<void>) => {
    if (isPending) return
    setPending(true)
    setFault(undefined)
    try {
      await work()
    } catch (error) {
      if (error instanceof RefusalError) setKey(newId())
      setFault(sentenceOf(error))
    }
    setPending(false)
  }
  const ask = (id = means.id) =>
    attempt(async () => {
      if (!purpose) return setFault('Dites pour quoi vous cherchez à joindre cette personne.')
      const input = { purpose, ...(callback && { callbackId: callback.id }) }
      setAnswer(await call(authoriseReach, { params: { id }, key, input }))
      setKey(newId())
    })
  const save = () =>
    attempt(async () => {
      if (!outcome) return setFault('Dites ce que cela a donné.')
      if (!authorisationId) return
      const within = windowOf(next)
      if (callback && outcome === 'postponed' && !within)
        return setFault('Dites quand rappeler : choisissez la nouvelle plage.')
      const contactId = callback
        ? await noteFor(callback, authorisationId, outcome, within)
        : (await call(noteReach, { params: { id: authorisationId }, key, input: { outcome } })).contactId
      onClose()
      if (!callback) toast({ text: 'C’est noté.' })
      await refresh()
      if (contactId) router.history.push(`/bureau/contacts/${contactId}`)
    })
  const noteFor = async (of: Callback, authorised: string, chosen: CallbackOutcome, within?: Window) => {
    const done = await call(attemptCallback, {
      params: { id: of.id },
      key,
      input: {
        authorisationId: authorised,
        outcome: chosen,
        note: note.trim() || null,
        ...(chosen === 'postponed' && within && { next: within }),
      },
    })
    offerUndo(of, done.id, chosen)
    return done.contactId
  }
  const go = () => void (isNoting ? save() : ask())
  useCapturedKeys(
    (event) => {
      const isKey = isCtrlEnter(event)
      if (isKey) go()
      return isKey
    },
    { inDialog: true },
  )
  const change = (other: RefusedAuthorisation['others'][number]) => {
    setMeans({ ...means, ...other, waiting: null })
    setAnswer(null)
    void ask(other.id)
  }

  return (
    <Dialog
      title={`${actOf(means.channel)} : ${means.person}`}
      lead={[safeChannel.label(means.channel), callback?.why].filter(Boolean).join(' · ')}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>{given ? 'Noter plus tard' : 'Fermer'}</Button>
          {!(answer && !answer.isAllowed) && (
            <Button variant="primary" shortcut="Ctrl+Entrée" isPending={isPending} onPress={go}>
              {isNoting ? 'Noter' : isCall(means.channel) ? 'Voir le numéro' : 'Voir l’adresse'}
            </Button>
          )}
        </>
      }
    >
      <Stack gap={5}>
        {fault && <Banner tone="attention" title={fault} isLive />}
        {answer && !answer.isAllowed && (
          <RefusedReach refused={answer} zone={means.timeZone} onOther={change} />
        )}
        {!answer && !isNoting && (
          <RadioChips
            label="Pour quoi ?"
            description="Noté avec votre nom. Le numéro ne s’affiche qu’ensuite, pour un seul appel."
            options={optionsOf(reachPurpose)}
            value={purpose}
            onChange={(chosen) => {
              setPurpose(chosen)
              setFault(undefined)
            }}
            noneLabel={false}
            autoFocus
          />
        )}
        {given && <GivenNumber given={given} />}
        {isNoting && !given && (
          <Banner title="Un appel attend que l’on dise ce qu’il a donné.">
            Le numéro ne se montre pas à nouveau : notez d’abord cet appel.
          </Banner>
        )}
        {isNoting && (
          <OutcomeFields
            outcome={outcome}
            onOutcome={setOutcome}
            callback={callback}
            note={note}
            onNote={setNote}
            next={next}
            onNext={setNext}
          />
        )}
        {isNoting && !given && (
          <Cluster>
            <Button size="small" variant="plain" onPress={() => setMeans({ ...means, waiting: null })}>
              C’est un autre appel
            </Button>
          </Cluster>
        )}
      </Stack>
    </Dialog>
  )
}
