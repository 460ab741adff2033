import { openDataKey } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import type { SituationChanges, SituationFields } from './contract.ts'
import {
  columnsAfter,
  demandNewInForce,
  demandPhones,
  fieldsOf,
  noFields,
  today,
  touchesLookup,
} from './fields.server.ts'
import { type HeldSituation, holdSituation } from './hold.server.ts'
import { keepSituationHashes } from './lookup.server.ts'
import { openFile } from './opening.server.ts'
import { changeMeasures, lastChange, measuresOf, updateSituation } from './queries.server.ts'
import { summarise } from './summary.server.ts'

/** Opens a file with what is already known of the minor. */
export async function openSituation(db: Db, keys: Keyring, actor: Actor, given: SituationChanges) {
  demandNewInForce(noFields, given)
  demandPhones(noFields, given)
  const { id, reference, key } = await openFile(db, keys, { year: today().year, actorId: actor.id })
  const version = await write(db, keys, { id, version: 1, key, before: noFields }, given)
  return { id, reference, version }
}

/** Lays changes over a file; refuses with the file as it is now when somebody wrote it meanwhile. */
export async function saveFields(
  db: Db,
  keys: Keyring,
  actor: Actor,
  target: { readonly id: string; readonly version: number },
  changes: SituationChanges,
): Promise<{ version: number }> {
  const held = await holdSituation(actor, db, target.id)
  await demandVersion(db, keys, held, target.version)
  if (Object.values(changes).every((value) => value === undefined)) return { version: held.version }
  const { key, fields } = await readFields(db, keys, held)
  demandNewInForce(fields, changes)
  demandPhones(fields, changes)
  return { version: await write(db, keys, { ...target, key, before: fields }, changes) }
}

/** Refuses when a held file has moved on since the version that the writer saw. */
export async function demandVersion(db: Db, keys: Keyring, held: HeldSituation, version: number) {
  if (held.version === version) return
  const { fields } = await readFields(db, keys, held)
  const last = await lastChange(db, held.id)
  refuse('version_conflict', {
    current: {
      ...fields,
      version: held.version,
      stage: held.stage,
      changedAt: last?.at ?? held.moved_at,
      changedBy: last?.name ?? null,
    },
  })
}

async function readFields(db: Db, keys: Keyring, held: HeldSituation) {
  const key = await openDataKey(db, keys, held.data_key_id)
  return { key, fields: fieldsOf(keys, key, held, await measuresOf(db, held.id)) }
}

interface Target {
  readonly id: string
  readonly version: number
  readonly key: DataKey
  readonly before: SituationFields
}

async function write(db: Db, keys: Keyring, target: Target, changes: SituationChanges): Promise<number> {
  const columns = columnsAfter(keys, target.key, target.id, target.before, changes)
  const version = await updateSituation(db, target.id, target.version, columns)
  if (version === undefined) return refuse('version_conflict')
  if (changes.measures) await changeMeasures(db, target.id, target.before.measures, changes.measures)
  await summarise(db, [target.id])
  if (touchesLookup(changes)) await keepSituationHashes(db, keys, target.id)
  return version
}
