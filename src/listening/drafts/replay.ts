import { call, OfflineError, RefusalError } from '#kernel/call.ts'
import {
  arrive,
  depart,
  type Fields,
  isSettled,
  meet,
  pendingDraft,
  recover,
  start,
} from '#listening/contact/autosave.ts'
import { createContact, readContact, saveContact } from '#listening/contact/contract.ts'
import { fieldsOf as contactFields, contactMergers, diagnose } from '#listening/contact/fields.ts'
import type { Merger } from '#listening/contact/merge.ts'
import type { Failure } from '#listening/contact/saver.ts'
import { readSituation, saveSituation } from '#listening/situation/contract.ts'
import { diagnoseFile, fieldsOf as fileFields, fileMergers } from '#listening/situation/saving.ts'
import { type Draft, type DraftKind, dropDraft, keepDraft, readDrafts } from './draftStore.ts'
import { aloneAmongTabs, liveWriters } from './writers.ts'

/** How a record of one kind is read again and saved. */
interface Way {
  readonly read: (id: string) => Promise<{ readonly fields: Fields; readonly version: number }>
  readonly save: (
    id: string,
    changes: Fields,
    version: number,
  ) => Promise<{ version: number; savedAt?: string }>
  readonly diagnose: (error: unknown) => Failure
  readonly mergers: Readonly<Record<string, Merger>>
}

const ways: Readonly<Record<DraftKind, Way>> = {
  contact: {
    read: async (id) => {
      const contact = await call(readContact, { params: { id } })
      return { fields: contactFields(contact), version: contact.version }
    },
    save: (id, input, version) => call(saveContact, { params: { id }, version, input }),
    diagnose,
    mergers: contactMergers,
  },
  situation: {
    read: async (id) => {
      const file = await call(readSituation, { params: { id } })
      return { fields: fileFields(file), version: file.version }
    },
    save: (id, input, version) => call(saveSituation, { params: { id }, version, input }),
    diagnose: diagnoseFile,
    mergers: fileMergers,
  },
}

/** A contact or a file. */
export interface Saved {
  readonly kind: DraftKind
  readonly recordId: string
}

/** A draft that the server could not take whole, and that a person has to look at. */
export interface Waiting extends Saved {
  readonly at: string
  readonly why: 'two versions' | 'refused'
}

export interface Replayed {
  /** What has now reached the server. */
  readonly saved: readonly Saved[]
  readonly waiting: readonly Waiting[]
  /** How many stay on this machine because the server does not answer. */
  readonly kept: number
}

/**
 * Brings to the server, in the order in which it was typed, what waits on this machine for records that no page holds.
 * Stops at the first silence: the rest waits for the next time.
 */
export async function replayDrafts(): Promise<Replayed> {
  const saved: Saved[] = []
  const waiting: Waiting[] = []
  let kept = 0
  await aloneAmongTabs('replay of the drafts', async () => {
    const isLive = await liveWriters()
    const drafts = (await readDrafts()).filter(({ writer }) => !isLive(writer))
    for (const [place, draft] of drafts.entries()) {
      const { kind, recordId, at } = draft
      try {
        const why = await bring(draft)
        if (why) waiting.push({ kind, recordId, at, why })
        else saved.push({ kind, recordId })
      } catch (error) {
        if (isSilence(error)) {
          kept = drafts.length - place
          break
        }
        waiting.push({ kind, recordId, at, why: 'refused' })
      }
    }
  })
  return { saved, waiting, kept }
}

const isSilence = (error: unknown) =>
  error instanceof OfflineError ||
  (error instanceof RefusalError && (error.status >= 500 || error.status === 401))

/** Sends one draft, over the record as the server holds it; says why when something of it stays. */
async function bring(draft: Draft): Promise<Waiting['why'] | null> {
  const way = ways[draft.kind]
  const id = await recordOf(draft)
  const record = await way.read(id)
  let state = recover(start(record.fields, record.version), draft.pending, way.mergers)
  for (let tries = 0; tries < 4; tries++) {
    state = depart(state)
    if (!state.flight) break
    try {
      const saved = await way.save(id, state.flight, state.version)
      state = arrive(state, { savedAt: new Date().toISOString(), ...saved })
    } catch (error) {
      const failure = way.diagnose(error)
      if (failure.kind !== 'moved') throw error
      state = meet(state, failure.current, failure.version, way.mergers)
    }
  }
  if (isSettled(state)) {
    await dropDraft(draft.writer)
    return null
  }
  const pending = pendingDraft(state)
  const { writer, kind, at } = draft
  if (pending) await keepDraft({ writer, kind, recordId: id, at, pending })
  return 'two versions'
}

/** The record that a draft is about; made now when it is a contact picked up while the server was away. */
async function recordOf({ recordId, creation }: Draft): Promise<string> {
  if (!creation) return recordId
  const { key, ...input } = creation
  return (await call(createContact, { input, key })).id
}
