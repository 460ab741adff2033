import { call, OfflineError, RefusalError } from '#kernel/call.ts'
import { arrive, depart, isSettled, meet, pendingDraft, recover, start } from '#listening/contact/autosave.ts'
import { createContact, readContact, saveContact } from '#listening/contact/contract.ts'
import { contactMergers, diagnose, fieldsOf } from '#listening/contact/fields.ts'
import { type Draft, dropDraft, keepDraft, readDrafts } from './draftStore.ts'
import { aloneAmongTabs, liveWriters } from './writers.ts'

/** A draft that the server could not take whole, and that a person has to look at. */
export interface Waiting {
  readonly contactId: string
  readonly at: string
  readonly why: 'two versions' | 'refused'
}

export interface Replayed {
  /** Contacts whose words have now reached the server. */
  readonly saved: readonly string[]
  readonly waiting: readonly Waiting[]
  /** Contacts whose words stay on this machine because the server does not answer. */
  readonly kept: number
}

/**
 * Brings to the server, in the order in which it was typed, what waits on this machine for contacts that no page holds.
 * Stops at the first silence: the rest waits for the next time.
 */
export async function replayDrafts(): Promise<Replayed> {
  const saved: string[] = []
  const waiting: Waiting[] = []
  let kept = 0
  await aloneAmongTabs('replay of the drafts', async () => {
    const isLive = await liveWriters()
    const drafts = (await readDrafts()).filter(({ writer }) => !isLive(writer))
    for (const [place, draft] of drafts.entries()) {
      try {
        const why = await bring(draft)
        if (why) waiting.push({ contactId: draft.contactId, at: draft.at, why })
        else saved.push(draft.contactId)
      } catch (error) {
        if (isSilence(error)) {
          kept = drafts.length - place
          break
        }
        waiting.push({ contactId: draft.contactId, at: draft.at, why: 'refused' })
      }
    }
  })
  return { saved, waiting, kept }
}

const isSilence = (error: unknown) =>
  error instanceof OfflineError ||
  (error instanceof RefusalError && (error.status >= 500 || error.status === 401))

/** Sends one draft, over the contact as the server holds it; says why when something of it stays. */
async function bring(draft: Draft): Promise<Waiting['why'] | null> {
  const id = await contactOf(draft)
  const contact = await call(readContact, { params: { id } })
  let state = recover(start(fieldsOf(contact), contact.version), draft.pending, contactMergers)
  for (let tries = 0; tries < 4; tries++) {
    state = depart(state)
    if (!state.flight) break
    try {
      state = arrive(
        state,
        await call(saveContact, { params: { id }, version: state.version, input: state.flight }),
      )
    } catch (error) {
      const failure = diagnose(error)
      if (failure.kind !== 'moved') throw error
      state = meet(state, failure.current, failure.version, contactMergers)
    }
  }
  if (isSettled(state)) {
    await dropDraft(draft.writer)
    return null
  }
  const pending = pendingDraft(state)
  if (pending) await keepDraft({ writer: draft.writer, contactId: id, at: draft.at, pending })
  return 'two versions'
}

/** The contact that a draft is about; made now when it was picked up while the server was away. */
async function contactOf({ contactId, creation }: Draft): Promise<string> {
  if (!creation) return contactId
  const { key, ...input } = creation
  return (await call(createContact, { input, key })).id
}
