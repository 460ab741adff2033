import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { sealNote, sealWhom } from '#listening/callback/secrets.server.ts'
import { insertAll } from '#listening/import/bulk.server.ts'
import type { ImportedContact, RecordedFile } from '#listening/import/record.server.ts'
import { sealMeans } from '#listening/safecontact/secrets.server.ts'
import type { SafeRelation } from '#vocabulary'
import type { InventedCallback, InventedSituation } from './types.ts'

/** One situation that has been recorded, and who keeps it. */
export interface Kept {
  readonly invented: InventedSituation
  readonly file: RecordedFile
  readonly listener: string
}

/** How one person of a file can be reached, with the promises that were made to them. */
interface Reached extends Kept {
  readonly id: string
  readonly personId: string
  readonly promises: { readonly id: string; readonly callback: InventedCallback }[]
}

const everyDay = [1, 2, 3, 4, 5, 6, 7]

/** What was promised, towards whom, and the attempts, each authorised as it is from the desk. */
export async function insertCallbacks(db: Db, keys: Keyring, kept: readonly Kept[]): Promise<void> {
  const reached = kept.flatMap(byPerson)
  await insertMeans(db, keys, reached)
  await insertPromises(db, keys, reached)
  await insertAttempts(db, keys, reached)
}

function byPerson(one: Kept): Reached[] {
  const people = Map.groupBy(one.invented.callbacks, ({ whom, phone }) => `${whom}|${phone}`)
  return [...people.values()].map((callbacks) => ({
    ...one,
    id: newId(),
    personId: newId(),
    promises: callbacks.map((callback) => ({ id: newId(), callback })),
  }))
}

const relations: Readonly<Record<string, SafeRelation>> = {
  mother: 'mother',
  father: 'father',
  step_parent: 'step_parent',
  sibling: 'sibling',
  guardian: 'guardian',
  minor_concerned: 'minor',
  professional: 'professional',
  extended_family_or_entourage: 'extended_family',
  witness: 'witness',
}

const relationOf = (caller: ImportedContact | undefined): SafeRelation =>
  relations[caller?.callerDetail ?? ''] ?? relations[caller?.callerProfile ?? ''] ?? 'other'

async function insertMeans(db: Db, keys: Keyring, reached: readonly Reached[]): Promise<void> {
  await insertAll(
    db,
    'safe_contact',
    {
      id: 'uuid',
      person_id: 'uuid',
      situation_id: 'uuid',
      relation: 'text',
      channel: 'text',
      allowed: 'boolean',
      time_zone: 'text',
      sealed_means: 'bytea',
      data_key_id: 'uuid',
      confirmed_at: 'timestamptz',
      confirmed_by: 'uuid',
      recorded_at: 'timestamptz',
      recorded_by: 'uuid',
    },
    reached.flatMap(({ id, personId, file, listener, invented, promises }) => {
      const last = promises.at(-1)?.callback
      if (!last) return []
      const wasCalled = promises.some(({ callback }) => callback.attempts.length > 0)
      const maybe = invented.contacts.some((one) => one.callerPermissions.includes('may_call_back'))
      return [
        {
          id,
          person_id: personId,
          situation_id: file.id,
          relation: relationOf(invented.contacts[0]),
          channel: 'phone',
          allowed: String(wasCalled || maybe),
          time_zone: last.timeZone,
          sealed_means: sealMeans(keys, file.key, id, {
            person: last.whom,
            value: last.phone || null,
            ourWord: last.precautions && 'Mimosa',
            theirWord: last.precautions && 'Citronnier',
            answerers: 'Elle seule',
            seenBy: last.precautions && 'Son téléphone est parfois regardé le soir.',
            precautions: last.precautions,
            windows: [{ days: everyDay, from: '08:00', to: '22:00' }],
          }),
          data_key_id: file.key.id,
          confirmed_at: last.recordedAt,
          confirmed_by: listener,
          recorded_at: promises[0]?.callback.recordedAt ?? last.recordedAt,
          recorded_by: listener,
        },
      ]
    }),
  )
}

async function insertPromises(db: Db, keys: Keyring, reached: readonly Reached[]): Promise<void> {
  await insertAll(
    db,
    'callback',
    {
      id: 'uuid',
      situation_id: 'uuid',
      opens_at: 'timestamptz',
      closes_at: 'timestamptz',
      time_zone: 'text',
      assignee_id: 'uuid',
      safe_contact_id: 'uuid',
      person_id: 'uuid',
      sealed_whom: 'bytea',
      data_key_id: 'uuid',
      recorded_at: 'timestamptz',
      recorded_by: 'uuid',
      settled_at: 'timestamptz',
      settled_as: 'text',
    },
    reached.flatMap(({ id: meansId, personId, file, listener, promises }) =>
      promises.map(({ id, callback }) => ({
        id,
        situation_id: file.id,
        opens_at: callback.opensAt,
        closes_at: callback.closesAt,
        time_zone: callback.timeZone,
        assignee_id: listener,
        safe_contact_id: meansId,
        person_id: personId,
        sealed_whom: sealWhom(keys, file.key, id, { whom: callback.whom, why: callback.why }),
        data_key_id: file.key.id,
        recorded_at: callback.recordedAt,
        recorded_by: listener,
        settled_at: callback.settled?.at ?? null,
        settled_as: callback.settled?.as ?? null,
      })),
    ),
  )
}

async function insertAttempts(db: Db, keys: Keyring, reached: readonly Reached[]): Promise<void> {
  const attempts = reached.flatMap(({ id: meansId, personId, file, listener, promises }) =>
    promises.flatMap(({ id: callbackId, callback }) =>
      callback.attempts.map((attempt) => ({
        ...attempt,
        id: newId(),
        authorisationId: newId(),
        callbackId,
        meansId,
        personId,
        file,
        listener,
      })),
    ),
  )
  await insertAll(
    db,
    'contact_authorisation',
    {
      id: 'uuid',
      safe_contact_id: 'uuid',
      person_id: 'uuid',
      actor_id: 'uuid',
      purpose: 'text',
      given_at: 'timestamptz',
      expires_at: 'timestamptz',
    },
    attempts.map((one) => ({
      id: one.authorisationId,
      safe_contact_id: one.meansId,
      person_id: one.personId,
      actor_id: one.listener,
      purpose: 'agreed_callback',
      given_at: one.at,
      expires_at: new Date(Date.parse(one.at) + 600_000).toISOString(),
    })),
  )
  await insertAll(
    db,
    'callback_attempt',
    {
      id: 'uuid',
      callback_id: 'uuid',
      person_id: 'uuid',
      authorisation_id: 'uuid',
      happened_at: 'timestamptz',
      recorded_at: 'timestamptz',
      author_id: 'uuid',
      outcome: 'text',
      sealed_note: 'bytea',
    },
    attempts.map((one) => ({
      id: one.id,
      callback_id: one.callbackId,
      person_id: one.personId,
      authorisation_id: one.authorisationId,
      happened_at: one.at,
      recorded_at: one.at,
      author_id: one.listener,
      outcome: one.outcome,
      sealed_note: sealNote(keys, one.file.key, one.id, one.note),
    })),
  )
}
