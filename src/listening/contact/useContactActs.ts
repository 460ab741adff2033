import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { type ToastMessage, toast } from '#kernel/ui/index.ts'
import { type Disposition, disposition as dispositions } from '#vocabulary'
import {
  attachContact,
  type Contact,
  detachContact,
  disposeContact,
  finaliseContact,
  readContact,
  reopenContact,
} from './contract.ts'
import { fieldsOf } from './fields.ts'
import { type Saver, UnsettledError } from './saver.ts'
import { contactKey } from './useContactSaver.ts'

export type ContactActs = ReturnType<typeof useContactActs>

const placeOf = (to: string) => (to === 'new' ? { to: 'new' as const } : { to })

/** What can be done with a contact besides writing it. Everything can be taken back. */
export function useContactActs(contact: Contact, saver: Saver, onRead: (fresh: Contact) => void) {
  const client = useQueryClient()
  const router = useRouter()
  const [isFinalising, setFinalising] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const closeLast = useRef<() => void>(() => {})
  const tell = (message: ToastMessage) => {
    closeLast.current = toast(message)
  }
  const { id } = contact
  const params = { id }

  const readAgain = async () => {
    const fresh = await call(readContact, { params })
    saver.refresh(fieldsOf(fresh), fresh.version)
    onRead(fresh)
    void client.invalidateQueries({ queryKey: ['contacts'] })
    void client.invalidateQueries({ queryKey: ['situations'] })
    if (fresh.situation) void client.invalidateQueries({ queryKey: ['situation', fresh.situation.id] })
  }

  /** Runs an act to its end; a failure is said, and what the server holds is read again. */
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    if (isBusy) return false
    setBusy(true)
    // The way back of an earlier act no longer leads anywhere.
    closeLast.current()
    try {
      await work()
      return true
    } catch (error) {
      toast({ text: reasonOf(error) })
      if (error instanceof RefusalError) await readAgain().catch(() => undefined)
      return false
    } finally {
      setBusy(false)
    }
  }

  const attach = async (to: string) => {
    const key = newId()
    await attempt(async () => {
      const { situation } = await saver.perform((version) =>
        call(attachContact, { params, version, key, input: placeOf(to) }),
      )
      await readAgain()
      tell({
        text:
          to === 'new'
            ? `Situation ${situation.reference} ouverte.`
            : `Contact rattaché à ${situation.reference}.`,
        undo: () => void attempt(() => takeAway()),
      })
    })
  }

  const takeAway = async () => {
    await saver.perform((version) => call(detachContact, { params, version }))
    await readAgain()
  }

  const detach = async () => {
    const { situation } = contact
    if (!situation) return
    const isDone = await attempt(takeAway)
    if (isDone) {
      tell({ text: `Contact détaché de ${situation.reference}.`, undo: () => void attach(situation.id) })
    }
  }

  /** Undoes from any page: the contact is read for its version, then opened again. */
  const reopenFromAfar = async () => {
    const { version } = await call(readContact, { params })
    await call(reopenContact, { params, version })
    client.removeQueries({ queryKey: contactKey(id) })
    router.history.push(`/bureau/contacts/${id}`)
  }
  const undoFromAfar = () => void reopenFromAfar().catch((error: unknown) => toast({ text: reasonOf(error) }))

  const leave = () => {
    void client.invalidateQueries({ queryKey: ['contacts'] })
    void client.invalidateQueries({ queryKey: ['situations'] })
    router.history.push('/bureau')
  }

  const dispose = async (disposition: Disposition) => {
    const isDone = await attempt(() =>
      saver.perform((version) => call(disposeContact, { params, version, input: { disposition } })),
    )
    if (!isDone) return
    leave()
    toast({ text: `Contact classé : ${dispositions.label(disposition).toLowerCase()}.`, undo: undoFromAfar })
  }

  const finalise = async (to?: string) => {
    const key = newId()
    setFinalising(false)
    let reference: string | undefined
    const isDone = await attempt(async () => {
      const input = to ? { attach: placeOf(to) } : {}
      const done = await saver.perform((version) => call(finaliseContact, { params, version, key, input }))
      reference = done.situation?.reference
    })
    if (!isDone) return
    leave()
    toast({
      text: reference ? `Contact finalisé dans ${reference}.` : 'Contact finalisé. Il attend une situation.',
      undo: undoFromAfar,
      undoLabel: 'Rouvrir',
    })
  }

  const latest = {
    attach,
    detach,
    dispose,
    finalise,
    /** Asks where the contact goes only when it goes nowhere yet. */
    startFinalising: () => {
      if (contact.situation || !contact.abilities.attach) void finalise()
      else setFinalising(true)
    },
    reopen: () =>
      void attempt(async () => {
        await saver.perform((version) => call(reopenContact, { params, version }))
        await readAgain()
        toast({ text: 'Contact rouvert : c’est de nouveau un brouillon.' })
      }),
  }
  const held = useRef(latest)
  useEffect(() => {
    held.current = latest
  })
  // The same functions from one key to the next: what holds them is not drawn again.
  const [stable] = useState(() => ({
    attach: (to: string) => void held.current.attach(to),
    detach: () => void held.current.detach(),
    dispose: (disposition: Disposition) => void held.current.dispose(disposition),
    finalise: (to?: string) => void held.current.finalise(to),
    startFinalising: () => held.current.startFinalising(),
    stopFinalising: () => setFinalising(false),
    reopen: () => held.current.reopen(),
  }))
  return useMemo(() => ({ ...stable, isBusy, isFinalising }), [stable, isBusy, isFinalising])
}

/** Why it could not be done, and what to do. */
function reasonOf(error: unknown): string {
  if (!(error instanceof UnsettledError)) return sentenceOf(error)
  if (error.status === 'conflict')
    return 'Deux versions attendent votre choix : choisissez, puis recommencez.'
  if (error.status === 'offline')
    return 'Le serveur ne répond pas. Votre saisie est gardée sur ce poste ; recommencez dès qu’il répondra.'
  return 'Un champ n’a pas pu être enregistré : corrigez-le, puis recommencez.'
}
