import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import type { DataKey, Keyring, NewDataKey } from '#kernel/seal.server.ts'
import { sealActionNote } from '#listening/action/store.server.ts'
import { sealContact } from '#listening/contact/secrets.server.ts'
import { birthYearsOf, hashesOf } from '#listening/matching/hashes.server.ts'
import { insertAll } from './bulk.server.ts'
import type { Author, ImportedContact } from './record.server.ts'

export async function insertKeys(db: Db, keys: readonly NewDataKey[]): Promise<void> {
  await insertAll(
    db,
    'data_key',
    { id: 'uuid', version: 'smallint', wrapped: 'bytea' },
    keys.map(({ id, version, wrapped }) => ({ id, version, wrapped })),
  )
}

/** Opens situations that came from elsewhere; each lies in the lists at the date of its last contact, not on top of them. */
export async function insertFiles(
  db: Db,
  files: readonly { id: string; reference: string; ref: string; last: string; key: DataKey }[],
  author: Author,
): Promise<void> {
  await insertAll(
    db,
    'situation',
    {
      id: 'uuid',
      reference: 'text',
      data_key_id: 'uuid',
      import_ref: 'text',
      created_by: 'uuid',
      moved_at: 'timestamptz',
    },
    files.map(({ id, reference, ref, last, key }) => ({
      id,
      reference,
      data_key_id: key.id,
      import_ref: ref,
      created_by: author.id,
      moved_at: last,
    })),
  )
}

/** A newer contact moves its situation forward in the lists. */
export async function moveForward(db: Db, moves: readonly { id: string; at: string }[]): Promise<void> {
  if (moves.length === 0) return
  await sql`update situation set moved_at = moves.at
    from unnest(${moves.map(({ id }) => id)}::uuid[], ${moves.map(({ at }) => at)}::timestamptz[]) as moves (id, at)
    where situation.id = moves.id and situation.moved_at < moves.at`.execute(db)
}

export interface WrittenContact {
  readonly id: string
  readonly contact: ImportedContact
  readonly situationId: string | null
  readonly key: DataKey
}

const columns = {
  id: 'uuid',
  situation_id: 'uuid',
  data_key_id: 'uuid',
  channel: 'text',
  direction: 'text',
  occurred_at: 'timestamptz',
  ended_at: 'timestamptz',
  recorded_at: 'timestamptz',
  recorded_by: 'uuid',
  listener_id: 'uuid',
  finalised_at: 'timestamptz',
  disposition: 'text',
  caller_profile: 'text',
  caller_detail: 'text',
  caller_sector: 'text',
  caller_gender: 'text',
  caller_name_absence: 'text',
  departement: 'text',
  minor_gender: 'text',
  minor_age: 'smallint',
  minor_age_absence: 'text',
  known_to_child_protection: 'text',
  living_place: 'text',
  school_status: 'text',
  certainty: 'text',
  danger_level: 'text',
  qualification: 'text',
  sealed_caller: 'bytea',
  sealed_minor: 'bytea',
  sealed_narrative: 'bytea',
  attached_at: 'timestamptz',
  attached_by: 'uuid',
  import_ref: 'text',
} as const

/** Writes contacts with all that hangs on them: one statement a table, whatever their number. */
export async function insertContacts(
  db: Db,
  keys: Keyring,
  written: readonly WrittenContact[],
  author: Author,
): Promise<void> {
  const now = new Date().toISOString()
  await insertAll(
    db,
    'contact',
    columns,
    written.map((one) => rowOf(keys, one, author, now)),
  )
  await insertAll(
    db,
    'contact_permission',
    { contact_id: 'uuid', permission: 'text' },
    written.flatMap(({ id, contact }) =>
      contact.callerPermissions.map((permission) => ({ contact_id: id, permission })),
    ),
  )
  await insertAll(
    db,
    'contact_measure',
    { contact_id: 'uuid', measure: 'text' },
    written.flatMap(({ id, contact }) => contact.measures.map((measure) => ({ contact_id: id, measure }))),
  )
  await insertAll(
    db,
    'observation',
    { contact_id: 'uuid', kind: 'text', code: 'text', presence: 'text', source: 'text' },
    written.flatMap(({ id, contact }) => contact.observations.map((one) => ({ ...one, contact_id: id }))),
  )
  await insertActions(db, keys, written, author, now)
  await insertAll(
    db,
    'lookup_key',
    { hash: 'bigint', contact_id: 'uuid' },
    written.flatMap(({ id, contact }) =>
      hashesOfContact(keys, contact).map((hash) => ({ hash, contact_id: id })),
    ),
  )
}

function rowOf(
  keys: Keyring,
  { id, contact, situationId, key }: WrittenContact,
  author: Author,
  now: string,
) {
  const recordedAt = contact.recordedAt ?? now
  return {
    id,
    situation_id: situationId,
    data_key_id: key.id,
    channel: contact.channel,
    direction: contact.direction,
    occurred_at: contact.occurredAt,
    ended_at: contact.endedAt,
    recorded_at: recordedAt,
    recorded_by: author.id,
    listener_id: contact.listenerId ?? author.id,
    finalised_at: contact.isDraft ? null : recordedAt,
    disposition: contact.disposition ?? null,
    caller_profile: contact.callerProfile,
    caller_detail: contact.callerDetail,
    caller_sector: contact.callerSector,
    caller_gender: contact.callerGender,
    caller_name_absence: contact.callerNameAbsence,
    departement: contact.departement,
    minor_gender: contact.minorGender,
    minor_age: contact.minorAge,
    minor_age_absence: contact.minorAgeAbsence,
    known_to_child_protection: contact.knownToChildProtection,
    living_place: contact.livingPlace,
    school_status: contact.schoolStatus,
    certainty: contact.certainty,
    danger_level: contact.dangerLevel,
    qualification: contact.qualification,
    ...sealContact(keys, key, id, contact),
    attached_at: situationId && recordedAt,
    attached_by: situationId && author.id,
    import_ref: contact.ref,
  }
}

async function insertActions(
  db: Db,
  keys: Keyring,
  written: readonly WrittenContact[],
  author: Author,
  now: string,
): Promise<void> {
  const done = written.flatMap((of) =>
    of.contact.actions.map((action) => ({ of, action, id: action.id || newId() })),
  )
  await insertAll(
    db,
    'action',
    {
      id: 'uuid',
      situation_id: 'uuid',
      contact_id: 'uuid',
      kind: 'text',
      orientation_kind: 'text',
      performed_at: 'timestamptz',
      recorded_at: 'timestamptz',
      author_id: 'uuid',
      sealed_note: 'bytea',
      data_key_id: 'uuid',
    },
    done.map(({ of: { id: contactId, contact, situationId, key }, action, id }) => ({
      id,
      situation_id: situationId,
      contact_id: contactId,
      kind: action.kind,
      orientation_kind: action.orientationKind,
      performed_at: contact.occurredAt,
      recorded_at: contact.recordedAt ?? now,
      author_id: author.id,
      sealed_note: sealActionNote(keys, key, id, action.note),
      data_key_id: key.id,
    })),
  )
  await insertAll(
    db,
    'action_advice',
    { action_id: 'uuid', field: 'text' },
    done.flatMap(({ action, id }) => action.adviceFields.map((field) => ({ action_id: id, field }))),
  )
}

/** What a contact can be looked up by: the numbers and names told during it. */
function hashesOfContact(keys: Keyring, contact: ImportedContact): string[] {
  return hashesOf(keys, {
    phones: [contact.callerPhone, contact.minorPhone].filter((phone) => phone !== null),
    handles: contact.minorHandles,
    firstName: contact.minorFirstName,
    birthYears: birthYearsOf(contact.minorBirthDate, contact.minorAge, contact.occurredAt),
    departement: contact.departement,
  })
}
