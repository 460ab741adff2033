import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { call, RefusalError } from '#kernel/call.ts'
import { bringBack } from '#listening/drafts/bringBack.ts'
import { askToPersist, type Creation, dropDraft, keepDraft } from '#listening/drafts/draftStore.ts'
import { holdWriter } from '#listening/drafts/writers.ts'
import type { Pending } from './autosave.ts'
import { type Contact, createContact, saveContact } from './contract.ts'
import { contactMergers, diagnose, fieldsOf } from './fields.ts'
import { createSaver, type Saver, type SaverView } from './saver.ts'

/** Where the query cache keeps a contact. */
export const contactKey = (id: string) => ['contact', id] as const

export interface ContactSaver {
  readonly saver: Saver
  readonly view: SaverView
}

/** Told once, when a contact picked up while the server was away has been made there. */
export type OnCreated = (id: string) => void

/**
 * Saves a contact as it is typed: to this machine at once, to the server soon after, and what a dead page left behind
 * as soon as this one opens.
 */
export function useContactSaver(contact: Contact, creation?: Creation, onCreated?: OnCreated): ContactSaver {
  const client = useQueryClient()
  const [seat] = useState(() =>
    takeSeat(contact, creation, {
      onCreated,
      onMoved: (current) => client.setQueryData(contactKey(current.id), current),
    }),
  )
  const { saver } = seat
  const view = useSyncExternalStore(saver.subscribe, saver.read)

  useEffect(() => seat.sit(), [seat])
  useEffect(() => {
    askToPersist()
    const back = () => saver.retry()
    const hide = () => document.visibilityState === 'hidden' && saver.flush()
    window.addEventListener('online', back)
    document.addEventListener('visibilitychange', hide)
    return () => {
      window.removeEventListener('online', back)
      document.removeEventListener('visibilitychange', hide)
    }
  }, [saver])
  useEffect(() => {
    if (view.isSettled) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [view.isSettled])

  return { saver, view }
}

interface Ears {
  readonly onCreated: OnCreated | undefined
  readonly onMoved: (current: Contact) => void
}

function takeSeat(contact: Contact, creation: Creation | undefined, ears: Ears) {
  const writer = crypto.randomUUID()
  let id = contact.id
  let toCreate = creation
  let hasKept = false

  const keep = async (pending: Pending | null) => {
    if (!pending && !toCreate) {
      if (hasKept) await dropDraft(writer)
      hasKept = false
      return
    }
    hasKept = true
    const at = new Date().toISOString()
    const waiting = pending ?? { version: 1, base: {}, mine: {}, unsure: {} }
    await keepDraft({
      writer,
      kind: 'contact',
      recordId: id,
      at,
      pending: waiting,
      ...(toCreate && { creation: toCreate }),
    })
  }

  const saver = createSaver(
    // A contact to be made has one field left to send, so that it is made even if nothing is ever typed.
    creation ? { ...fieldsOf(contact), channel: null } : fieldsOf(contact),
    contact.version,
    {
      async send(changes, version) {
        if (toCreate) {
          const { key, ...input } = toCreate
          const made = await call(createContact, { input, key })
          id = made.id
          toCreate = undefined
          ears.onCreated?.(made.id)
        }
        return await call(saveContact, { params: { id }, version, input: changes })
      },
      keep,
      diagnose(error) {
        if (error instanceof RefusalError && error.code === 'version_conflict')
          ears.onMoved(error.current as Contact)
        return diagnose(error)
      },
    },
    contactMergers,
  )

  /** Takes the place until the returned function is called; may be taken again. */
  function sit(): () => void {
    const release = holdWriter(writer)
    let isOver = false
    if (creation) saver.edit({ channel: contact.channel }, 'at once')
    else void bringBack(saver, { kind: 'contact', recordId: contact.id }, writer, () => isOver)
    return () => {
      isOver = true
      void saver
        .settle()
        .then(() => saver.stop())
        .finally(release)
    }
  }
  return { saver, sit }
}
