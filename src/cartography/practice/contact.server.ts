import { createDataKey, openDataKey, openDataKeys } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { DataKey, Keyring, Place } from '#kernel/seal.server.ts'
import type { PracticeStatus, ServiceVisibility } from '#vocabulary'
import type { PracticeFields } from './contract.ts'

/** What names somebody in a practice: sealed under its data key. */
export const contactFields = [
  'contactName',
  'contactRole',
  'contactEmail',
  'contactPhone',
  'consentBy',
] as const
export type ContactField = (typeof contactFields)[number]
export type PracticeContact = Pick<PracticeFields, ContactField>

export const isContactField = (field: string): field is ContactField =>
  (contactFields as readonly string[]).includes(field)

const contactAt = (row: string): Place => ({ table: 'practice', column: 'sealed_contact', row })
const changesAt = (row: string): Place => ({ table: 'practice_history', column: 'sealed_changes', row })

/** The data key of a practice that the request holds, made when it has none. */
export async function keyOfPractice(
  db: Db,
  keys: Keyring,
  { id, data_key_id: known }: { readonly id: string; readonly data_key_id: string | null },
): Promise<DataKey> {
  if (known) return await openDataKey(db, keys, known)
  const key = await createDataKey(db, keys)
  await db.updateTable('practice').set({ data_key_id: key.id }).where('id', '=', id).execute()
  return key
}

/** The data keys of practices, by their identifiers. */
export const keysOfPractices = (db: Db, keys: Keyring, ids: readonly (string | null)[]) =>
  openDataKeys(
    db,
    keys,
    ids.flatMap((id) => id ?? []),
  )

interface Shown {
  readonly status: PracticeStatus
  readonly contactVisibility: ServiceVisibility
}

/** The columns of a contact: sealed, and plain as far as anyone may read it. */
export function contactColumns(
  keys: Keyring,
  key: DataKey,
  id: string,
  contact: PracticeContact,
  { status, contactVisibility }: Shown,
) {
  const blank = (text: string | null) => text || null
  const { contactName, contactRole, contactEmail, contactPhone, consentBy } = contact
  const whole: PracticeContact = {
    contactName: blank(contactName),
    contactRole: blank(contactRole),
    contactEmail: blank(contactEmail),
    contactPhone: blank(contactPhone),
    consentBy: blank(consentBy),
  }
  const isOpen = status === 'published_all' && contactVisibility === 'public'
  return {
    sealed_contact: keys.seal(key, contactAt(id), JSON.stringify(whole)),
    contact_name: isOpen ? whole.contactName : null,
    contact_role: isOpen ? whole.contactRole : null,
    contact_email: isOpen ? whole.contactEmail : null,
    contact_phone: isOpen ? whole.contactPhone : null,
    consent_by: null,
  }
}

interface ContactRow {
  readonly id: string
  readonly sealed_contact: Buffer | null
  readonly contact_name: string | null
  readonly contact_role: string | null
  readonly contact_email: string | null
  readonly contact_phone: string | null
  readonly consent_by: string | null
}

/** A contact, whole; what was written before it was sealed is read as it lies. */
export function openContact(keys: Keyring, key: DataKey | undefined, row: ContactRow): PracticeContact {
  if (row.sealed_contact && key)
    return JSON.parse(keys.unseal(key, contactAt(row.id), row.sealed_contact)) as PracticeContact
  return {
    contactName: row.contact_name,
    contactRole: row.contact_role,
    contactEmail: row.contact_email,
    contactPhone: row.contact_phone,
    consentBy: row.consent_by,
  }
}

/** Changes of the contact, for the history. */
export const sealedChanges = (keys: Keyring, key: DataKey, id: string, changes: readonly object[]): Buffer =>
  keys.seal(key, changesAt(id), JSON.stringify(changes))

export const openChanges = <Change>(
  keys: Keyring,
  key: DataKey | undefined,
  row: { readonly id: string; readonly sealed_changes: Buffer | null },
): Change[] =>
  row.sealed_changes && key
    ? (JSON.parse(keys.unseal(key, changesAt(row.id), row.sealed_changes)) as Change[])
    : []
