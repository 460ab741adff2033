import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { unsealActionNote } from '#listening/action/store.server.ts'
import type { AdviceField } from '#vocabulary'
import type { Contact } from './contract.ts'
import { type LockedContact, lockContact, selectContact } from './queries.server.ts'
import { unsealContact } from './secrets.server.ts'
import { lastWriting } from './writers.server.ts'

/** `\x…`, as PostgreSQL writes bytes inside JSON. */
const bytesOf = (hex: unknown): Buffer | null =>
  typeof hex === 'string' ? Buffer.from(hex.slice(2), 'hex') : null

/** Reads a contact whole; refuses as not found what the actor may not see. */
export async function readWhole(actor: Actor, db: Db, keys: Keyring, id: string): Promise<Contact> {
  const row = (await selectContact(actor, db, id)) ?? refuse('not_found')
  const key = keys.openDataKey(row.data_key_id, row.key_version, row.key_wrapped)
  const isDraft = row.finalised_at === null
  const isOpen = row.situation_stage !== 'archived'
  const own = row.recorded_by === actor.id || row.listener_id === actor.id
  const mayEdit = isOpen && (own || actor.role === 'coordinator')
  const mayAttach = isOpen && actor.role !== 'reception'
  return {
    id: row.id,
    version: row.version,
    status: isDraft ? 'draft' : 'finalised',
    disposition: row.disposition,
    situation: row.situation_id ? { id: row.situation_id, reference: row.situation_reference ?? '' } : null,
    channel: row.channel,
    direction: row.direction,
    occurredAt: row.occurred_at,
    endedAt: row.ended_at,
    recordedAt: row.recorded_at,
    recordedBy: row.recorder_name,
    listenerId: row.listener_id,
    listener: row.listener_name,
    finalisedAt: row.finalised_at,
    callerProfile: row.caller_profile,
    callerDetail: row.caller_detail,
    callerSector: row.caller_sector,
    callerGender: row.caller_gender,
    callerNameAbsence: row.caller_name_absence,
    callerPermissions: row.permissions,
    departement: row.departement,
    minorGender: row.minor_gender,
    minorAge: row.minor_age,
    minorAgeAbsence: row.minor_age_absence,
    knownToChildProtection: row.known_to_child_protection,
    measures: row.measures,
    livingPlace: row.living_place,
    schoolStatus: row.school_status,
    observations: row.observations,
    certainty: row.certainty,
    dangerLevel: row.danger_level,
    qualification: row.qualification,
    ...unsealContact(keys, key, row.id, row),
    actions: row.actions.map((action) => ({
      id: action.id,
      kind: action.kind,
      adviceFields: action.advice as AdviceField[],
      orientationKind: action.orientation_kind,
      note: unsealActionNote(keys, key, action.id, bytesOf(action.sealed_note)),
    })),
    abilities: {
      edit: mayEdit,
      finalise: mayEdit && isDraft,
      reopen: mayEdit && !isDraft,
      attach: mayAttach && row.situation_id === null && row.disposition === null,
      detach: mayAttach && row.situation_id !== null,
    },
  }
}

/**
 * Holds a contact until the end of the transaction. Not found when the actor may not see it; a version conflict, with
 * the contact as it is now, when it has moved on since the version given.
 */
export async function demandContact(
  actor: Actor,
  db: Db,
  id: string,
  writer?: { readonly version: number; readonly keys: Keyring },
): Promise<LockedContact> {
  const row = (await lockContact(actor, db, id)) ?? refuse('not_found')
  if (writer && row.version !== writer.version) {
    const [current, last] = [await readWhole(actor, db, writer.keys, id), await lastWriting(db, id)]
    refuse('version_conflict', { current: { ...current, ...last } })
  }
  return row
}
