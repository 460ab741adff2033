import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import { writeActions } from '#listening/action/store.server.ts'
import { birthYearsOf, hashesOf, keepHashes } from '#listening/matching/hashes.server.ts'
import type { ContactChanges } from './contract.ts'
import { columnsOf, demandInForce, secretsAfter, touchesIdentity, touchesSecrets } from './fields.server.ts'
import {
  type ContactColumns,
  dropActionsBut,
  type LockedContact,
  replaceMeasures,
  replaceObservations,
  replacePermissions,
  updateContact,
} from './queries.server.ts'
import { sealContact, unsealContact } from './secrets.server.ts'

/** Where a contact goes with this save: another key seals it, another file holds its actions. */
export interface Destination {
  readonly key: DataKey
  readonly situationId: string | null
}

/** Lays changes over a locked contact: columns, sealed values, sets, actions and look-up hashes, in as few statements as there are kinds. */
export async function applyChanges(
  db: Db,
  keys: Keyring,
  actor: Actor,
  row: LockedContact,
  changes: ContactChanges,
  more: ContactColumns = {},
  destination?: Destination,
): Promise<{ version: number; savedAt: string }> {
  // A contact does not become a call of ours afterwards: nobody would have authorised it.
  if (changes.direction === 'callback' && row.direction !== 'callback') refuse('contact_not_authorised')
  const columns = columnsOf(changes)
  const occurredAt = columns.occurred_at ?? row.occurred_at
  demandInForce(changes, occurredAt)
  const own = keys.openDataKey(row.data_key_id, row.key_version, row.key_wrapped)
  const key = destination?.key ?? own
  const before = unsealContact(keys, own, row.id, row)
  const secrets = secretsAfter(before, changes)
  const sealed = destination || touchesSecrets(changes) ? sealContact(keys, key, row.id, secrets) : {}
  const saved = await updateContact(db, row, { ...columns, ...sealed, ...more })

  // At version 1 nothing hangs on the contact yet: nothing to take away first.
  const isFresh = row.version === 1
  if (changes.observations) await replaceObservations(db, row.id, changes.observations, isFresh)
  if (changes.callerPermissions) await replacePermissions(db, row.id, changes.callerPermissions)
  if (changes.measures) await replaceMeasures(db, row.id, changes.measures)
  if (changes.actions) {
    if (!isFresh)
      await dropActionsBut(
        db,
        row.id,
        changes.actions.map((action) => action.id),
      )
    const situationId = destination ? destination.situationId : row.situation_id
    const of = { contactId: row.id, situationId, performedAt: occurredAt, authorId: actor.id, key }
    await writeActions(db, keys, of, changes.actions)
  } else if (columns.occurred_at) {
    await db
      .updateTable('action')
      .set({ performed_at: occurredAt })
      .where('contact_id', '=', row.id)
      .execute()
  }
  if (touchesIdentity(changes)) {
    const age = columns.minor_age === undefined ? row.minor_age : columns.minor_age
    const traits = {
      phones: [secrets.callerPhone, secrets.minorPhone].filter((phone) => phone !== null),
      handles: secrets.minorHandles,
      firstName: secrets.minorFirstName,
      birthYears: birthYearsOf(secrets.minorBirthDate, age, occurredAt),
      departement: columns.departement === undefined ? row.departement : columns.departement,
    }
    await keepHashes(db, { contactId: row.id }, hashesOf(keys, traits), isFresh)
  }
  return saved
}
