import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, openDB } from 'idb'
import type { Pending } from '#listening/contact/autosave.ts'
import type { ContactFields } from '#listening/contact/contract.ts'
import { draftKey, type Sealed, seal, unseal } from './draftKey.ts'

/** How to make the contact on the server, for one that was picked up while the server was away. */
export type Creation = Pick<ContactFields, 'channel' | 'direction' | 'occurredAt'> & {
  /** Idempotency key: however often it is asked for, one contact is made. */
  readonly key: string
}

/** What a draft is about. */
export type DraftKind = 'contact' | 'situation'

/** What waits on this machine for one contact or one file, as one page left it. */
export interface Draft {
  /** The page that wrote it: two tabs never write over each other. */
  readonly writer: string
  readonly kind: DraftKind
  readonly recordId: string
  readonly at: string
  readonly pending: Pending
  readonly creation?: Creation
}

interface Row extends Sealed {
  /** The writer. */
  readonly id: string
  readonly account: string
  readonly kind: DraftKind
  readonly recordId: string
  readonly at: string
}

interface Drafts extends DBSchema {
  drafts: { key: string; value: Row; indexes: { account: string } }
}

let opened: Promise<IDBPDatabase<Drafts>> | undefined

function database(): Promise<IDBPDatabase<Drafts>> {
  opened ??= openDB<Drafts>('repere', 2, {
    upgrade: async (fresh, old, _now, transaction) => {
      if (old < 1) fresh.createObjectStore('drafts', { keyPath: 'id' }).createIndex('account', 'account')
      else await rename(transaction.objectStore('drafts'))
    },
    // Another tab wants a newer shape, or the browser closed it: the next use opens it again.
    blocking: (_old, _next, event) => (event.target as IDBDatabase).close(),
    terminated: () => {
      opened = undefined
    },
  }).catch((error) => {
    opened = undefined
    throw error
  })
  return opened
}

/** Before files had drafts too, every one of them was about a contact. */
async function rename(store: IDBPObjectStore<Drafts, 'drafts'[], 'drafts', 'versionchange'>): Promise<void> {
  for (const row of await store.getAll()) {
    const { contactId, ...rest } = row as Row & { contactId?: string }
    if (contactId) await store.put({ ...rest, kind: 'contact', recordId: contactId })
  }
}

const placeOf = ({ account, kind, recordId, id }: Pick<Row, 'account' | 'id' | 'kind' | 'recordId'>) =>
  kind === 'contact' ? `${account}|${recordId}|${id}` : `${account}|${kind}|${recordId}|${id}`

/** Keeps a draft: once the promise is kept, it survives the browser and a power cut. */
export async function keepDraft(draft: Draft): Promise<void> {
  const key = await draftKey()
  const { writer: id, kind, recordId, at } = draft
  const row = { id, account: key.accountId, kind, recordId, at }
  const sealed = await seal(key, placeOf(row), { pending: draft.pending, creation: draft.creation })
  const transaction = (await database()).transaction('drafts', 'readwrite', { durability: 'strict' })
  await Promise.all([transaction.store.put({ ...row, ...sealed }), transaction.done])
}

/** Forgets a draft that the server now holds. */
export async function dropDraft(writer: string): Promise<void> {
  const transaction = (await database()).transaction('drafts', 'readwrite', { durability: 'strict' })
  await Promise.all([transaction.store.delete(writer), transaction.done])
}

/** The drafts of the person who is signed in, in the order in which they were written; of one record, or of all. */
export async function readDrafts(of?: Pick<Draft, 'kind' | 'recordId'>): Promise<Draft[]> {
  const key = await draftKey()
  const rows = await (await database()).getAllFromIndex('drafts', 'account', key.accountId)
  const drafts: Draft[] = []
  for (const row of rows.toSorted((one, other) => one.at.localeCompare(other.at))) {
    if (of && (row.kind !== of.kind || row.recordId !== of.recordId)) continue
    const contents = await unseal(key, placeOf(row), row).catch(() => undefined)
    // A draft that does not open is left where it is: another key may open it one day.
    if (contents) {
      const { id: writer, kind, recordId, at } = row
      drafts.push({ writer, kind, recordId, at, ...(contents as Contents) })
    }
  }
  return drafts
}

type Contents = Pick<Draft, 'pending' | 'creation'>

let asked = false

/** Asks the browser, once, not to throw the drafts away when it lacks room. */
export function askToPersist(): void {
  if (asked) return
  asked = true
  void navigator.storage?.persist?.().catch(() => undefined)
}
