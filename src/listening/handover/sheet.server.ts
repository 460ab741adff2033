import { openDataKeys } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { callbacksSeenBy } from '#listening/callback/policy.server.ts'
import { contactsSeenBy } from '#listening/contact/policy.server.ts'
import { situationsSeenBy } from '#listening/situation/policy.server.ts'
import type { TransmissionStatus } from '#vocabulary'
import type { Sheet } from './contract.ts'
import type { Kept } from './gather.server.ts'
import { unsealSentence } from './secrets.server.ts'

/** Statuses of a transmission that still waits for a named human at the other end. */
const waiting: readonly TransmissionStatus[] = ['draft', 'submitted', 'returned', 'validated', 'sent']

/** Nothing matches an empty list: PostgreSQL wants at least one value. */
const nobody = '00000000-0000-0000-0000-000000000000'
const some = (ids: readonly string[]): string[] => (ids.length === 0 ? [nobody] : [...ids])

/** Reads a sheet as things stand now: what its reader may not see is not in it. */
export async function readSheet(actor: Actor, db: Db, keys: Keyring, kept: Kept): Promise<Sheet> {
  return {
    open: await openContacts(actor, db, kept),
    due: await dueCallbacks(actor, db, kept),
    fragile: await fragileSituations(actor, db, keys, kept),
  }
}

async function openContacts(actor: Actor, db: Db, kept: Kept): Promise<Sheet['open']> {
  const rows = await contactsSeenBy(actor, db)
    .leftJoin('situation', 'situation.id', 'contact.situation_id')
    .leftJoin('account', 'account.id', 'contact.recorded_by')
    .select(['contact.id', 'contact.channel', 'contact.occurred_at', 'contact.caller_profile'])
    .select(['contact.finalised_at', 'contact.situation_id', 'situation.reference', 'account.name'])
    .where('contact.id', 'in', some(kept.contacts))
    .orderBy('contact.occurred_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel,
    occurredAt: row.occurred_at,
    recordedBy: row.name,
    callerProfile: row.caller_profile,
    situation: row.situation_id ? { id: row.situation_id, reference: row.reference ?? '' } : null,
    isDone: row.finalised_at !== null,
  }))
}

async function dueCallbacks(actor: Actor, db: Db, kept: Kept): Promise<Sheet['due']> {
  const rows = await callbacksSeenBy(actor, db)
    .leftJoin('account', 'account.id', 'callback.assignee_id')
    .select(['callback.id', 'callback.opens_at', 'callback.closes_at', 'callback.time_zone'])
    .select(['callback.situation_id', 'callback.contact_id', 'callback.settled_at'])
    .select(['situation.reference', 'account.name'])
    .where('callback.id', 'in', some(kept.callbacks))
    .orderBy('callback.closes_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    timeZone: row.time_zone,
    assignee: row.name,
    situation: row.situation_id ? { id: row.situation_id, reference: row.reference ?? '' } : null,
    contactId: row.contact_id,
    isDone: row.settled_at !== null,
  }))
}

async function fragileSituations(actor: Actor, db: Db, keys: Keyring, kept: Kept): Promise<Sheet['fragile']> {
  const rows = await situationsSeenBy(actor, db)
    .leftJoin('situation_summary as summary', 'summary.situation_id', 'situation.id')
    .select(['situation.id', 'situation.reference', 'summary.danger_level'])
    .select(['summary.gender', 'summary.age', 'summary.departement'])
    .where('situation.id', 'in', some(kept.situations))
    .execute()
  const transmissions = await db
    .selectFrom('transmission')
    .select(['id', 'reference', 'status', 'situation_id'])
    .where('id', 'in', some(kept.transmissions))
    .orderBy('moved_at')
    .execute()
  const flags = await readFlags(db, keys, (query) => query.where('flag.id', 'in', some(kept.flags)))
  const place = new Map(kept.situations.map((id, index) => [id, index]))
  return rows
    .toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
    .map((row) => ({
      id: row.id,
      reference: row.reference,
      gender: row.gender,
      age: row.age,
      departement: row.departement,
      dangerLevel: row.danger_level,
      transmissions: transmissions
        .filter((one) => one.situation_id === row.id)
        .map(({ id, reference, status }) => ({ id, reference, status, isDone: !waiting.includes(status) })),
      flags: flags.filter((flag) => flag.situationId === row.id).map(({ situationId: _, ...flag }) => flag),
    }))
}

function selectFlags(db: Db) {
  return db
    .selectFrom('handover_flag as flag')
    .innerJoin('account', 'account.id', 'flag.flagged_by')
    .select(['flag.id', 'flag.situation_id', 'flag.sealed_sentence', 'flag.data_key_id'])
    .select(['flag.flagged_at', 'flag.cleared_at', 'account.name'])
    .orderBy('flag.flagged_at')
}
type Flags = ReturnType<typeof selectFlags>

/** What is flagged, opened; the caller has seen to it that the files may be read. */
export async function readFlags(db: Db, keys: Keyring, narrow: (query: Flags) => Flags) {
  const rows = await narrow(selectFlags(db)).execute()
  const opened = await openDataKeys(
    db,
    keys,
    rows.map((row) => row.data_key_id),
  )
  return rows.map((row) => ({
    id: row.id,
    situationId: row.situation_id,
    sentence: unsealSentence(keys, opened.get(row.data_key_id), row.id, row.sealed_sentence),
    by: row.name,
    at: row.flagged_at,
    isDone: row.cleared_at !== null,
  }))
}
