import { createDataKey, destroyDataKey } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import { type HeldSituation, holdSituation } from '#listening/situation/hold.server.ts'
import type { Identity } from '#listening/situation/identity.server.ts'
import { keepSituationHashes } from '#listening/situation/lookup.server.ts'
import { openFile } from '#listening/situation/opening.server.ts'
import { moveToTop } from '#listening/situation/summary.server.ts'
import type { ContactChanges } from './contract.ts'
import { secretsAfter } from './fields.server.ts'
import {
  type ContactColumns,
  changeKeyOfDependents,
  type LockedContact,
  moveDependents,
  sealedDependents,
  updateContact,
  writeResealed,
} from './queries.server.ts'
import { applyChanges } from './save.server.ts'
import { type ContactSecrets, sealContact, unsealContact } from './secrets.server.ts'

/** What a contact tells of the minor, as the first word of a new file: said once, to be confirmed. */
function identityFrom(secrets: ContactSecrets): Identity {
  return {
    firstName: secrets.minorFirstName,
    lastName: secrets.minorLastName,
    aliases: secrets.minorAliases,
    handles: secrets.minorHandles,
    phones: secrets.minorPhone ? [secrets.minorPhone] : [],
    birthDate: secrets.minorBirthDate,
    isProvisional: true,
  }
}

/** Where a contact goes, with the file when it was read beforehand. */
export interface Target {
  readonly to: string
  readonly file?: HeldSituation
}

/** Attaches a locked contact to a file, with its last changes: from then on it is sealed under the key of the file. */
export async function attach(
  db: Db,
  keys: Keyring,
  actor: Actor,
  row: LockedContact,
  target: Target,
  changes: ContactChanges = {},
  more: ContactColumns = {},
) {
  if (row.disposition) refuse('contact_not_actionable')
  const own = keys.openDataKey(row.data_key_id, row.key_version, row.key_wrapped)
  const file = await fileOf(db, keys, actor, target, () => ({
    year: Number((changes.occurredAt ?? row.occurred_at).slice(0, 4)),
    identity: identityFrom(secretsAfter(unsealContact(keys, own, row.id, row), changes)),
  }))
  const columns: ContactColumns = {
    ...more,
    situation_id: file.id,
    data_key_id: file.key.id,
    attached_at: new Date().toISOString(),
    attached_by: actor.id,
  }
  // A contact never saved since it was picked up has nothing that hangs on it, but for call-backs.
  if (row.version > 1 || row.has_callbacks) {
    await resealDependents(db, keys, row.id, own, file.key)
    await moveDependents(db, row.id, file.id)
  }
  const saved = await applyChanges(db, keys, actor, row, changes, columns, {
    key: file.key,
    situationId: file.id,
  })
  await destroyDataKey(db, own.id)
  await moveToTop(db, [file.id])
  if (target.to === 'new') await keepSituationHashes(db, keys, file.id)
  return { ...saved, situation: { id: file.id, reference: file.reference } }
}

async function fileOf(
  db: Db,
  keys: Keyring,
  actor: Actor,
  target: Target,
  fresh: () => { year: number; identity: Identity },
): Promise<{ id: string; reference: string; key: DataKey }> {
  if (target.to === 'new') {
    if (actor.role === 'reception') refuse('not_found')
    return await openFile(db, keys, { ...fresh(), actorId: actor.id })
  }
  const held = target.file ?? (await holdSituation(actor, db, target.to, { evenClosed: true }))
  return {
    id: held.id,
    reference: held.reference,
    key: keys.openDataKey(held.data_key_id, held.key_version, held.key_wrapped),
  }
}

/** Takes a contact out of its file, with all that it brought; it gets a key of its own again. */
export async function detach(db: Db, keys: Keyring, row: LockedContact, situationId: string) {
  const old = keys.openDataKey(row.data_key_id, row.key_version, row.key_wrapped)
  const own = await createDataKey(db, keys)
  await resealDependents(db, keys, row.id, old, own)
  await moveDependents(db, row.id, null)
  const saved = await updateContact(db, row, {
    ...sealContact(keys, own, row.id, unsealContact(keys, old, row.id, row)),
    data_key_id: own.id,
    situation_id: null,
    attached_at: null,
    attached_by: null,
  })
  await moveToTop(db, [situationId])
  return saved
}

/** Seals again, under another key, what hangs on a contact. */
async function resealDependents(
  db: Db,
  keys: Keyring,
  contactId: string,
  from: DataKey,
  to: DataKey,
): Promise<void> {
  const values = (await sealedDependents(db, contactId)).map(({ table, column, id, sealed }) => {
    const place = { table, column, row: id }
    return { table, column, id, sealed: keys.seal(to, place, keys.unseal(from, place, sealed)) }
  })
  for (const [table, rows] of Map.groupBy(values, (value) => value.table)) {
    const [first] = rows
    if (first) await writeResealed(db, table, first.column, rows)
  }
  await changeKeyOfDependents(db, contactId, to.id)
}
