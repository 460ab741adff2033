import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { announce } from '#kernel/live.server.ts'
import { openLetter } from '#kernel/public/letterbox.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { ContactChanges } from '#listening/contact/contract.ts'
import { openContact } from '#listening/contact/open.server.ts'
import { demandContact } from '#listening/contact/read.server.ts'
import { applyChanges } from '#listening/contact/save.server.ts'
import { add } from '#listening/safecontact/keep.server.ts'
import {
  type CallerDetail,
  type CallerPermission,
  type CallerProfile,
  type SafeRelation,
  timeZoneOf,
  type WebWriter,
} from '#vocabulary'
import { Letter, type LetterHead, type Reach } from './letter.ts'
import { narrativeOf } from './narrative.ts'

/** Who writes, in the words of a contact. */
const callers: Readonly<
  Record<WebWriter, { profile: CallerProfile; detail?: CallerDetail; relation: SafeRelation }>
> = {
  concerned: { profile: 'minor', detail: 'minor_concerned', relation: 'minor' },
  friend: { profile: 'minor', detail: 'minor_other', relation: 'friend' },
  parent: { profile: 'first_circle', detail: 'unknown', relation: 'other' },
  family: { profile: 'extended_family_or_entourage', relation: 'extended_family' },
  professional: { profile: 'professional', relation: 'professional' },
  witness: { profile: 'witness', relation: 'witness' },
  undisclosed: { profile: 'undisclosed', relation: 'other' },
}

interface Desk {
  readonly db: Db
  readonly keys: Keyring
  readonly actor: Actor
}

/** Makes a contact of a message, in the hands of whoever takes it; two people who take it at once are told apart. */
export async function take({ db, keys, actor }: Desk, id: string): Promise<string> {
  const row = await db
    .selectFrom('web_letter')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('not_found')
  if (!row.sealed) return refuse('letter_taken')
  const letter = Letter.parse(
    JSON.parse(openLetter(keys, { table: 'web_letter', column: 'sealed', row: id }, row.sealed)),
  )
  const head: LetterHead = {
    writer: row.writer,
    departement: row.departement,
    age: row.minor_age,
    worry: row.worry,
  }
  const opened = await openContact(db, keys, actor, {
    channel: 'web_form',
    direction: 'inbound',
    occurredAt: row.received_at,
    situationId: null,
  })
  const contact = await demandContact(actor, db, opened.id, { version: opened.version, keys })
  const caller = row.writer ? callers[row.writer] : undefined
  const changes: ContactChanges = {
    callerProfile: caller?.profile ?? null,
    callerDetail: caller?.detail ?? null,
    callerName: letter.name ?? letter.reach?.name ?? null,
    callerPermissions: permissionsOf(letter.reach),
    departement: row.departement,
    minorAge: row.minor_age,
    narrative: narrativeOf(head, letter, row.receipt),
  }
  await applyChanges(db, keys, actor, contact, changes)
  if (letter.reach)
    await noteReach({ db, keys, actor }, opened.id, letter.reach, head, caller?.relation ?? 'other')
  await db
    .updateTable('web_letter')
    .set({ sealed: null, taken_at: new Date().toISOString(), taken_by: actor.id, contact_id: opened.id })
    .where('id', '=', id)
    .execute()
  await announce(db, 'contact', id)
  return opened.id
}

function permissionsOf(reach: Reach | null): CallerPermission[] {
  if (!reach) return ['no_contact']
  if (reach.channel === 'sms' || reach.channel === 'email') return ['may_write']
  return reach.voicemail === 'none' ? ['may_call_back'] : ['may_call_back', 'may_leave_voicemail']
}

/** A means that the person gave for themselves, in writing and just now; without days and hours it opens no call. */
async function noteReach(
  desk: Desk,
  contactId: string,
  reach: Reach,
  { departement }: LetterHead,
  relation: SafeRelation,
): Promise<void> {
  const { days, hours } = reach
  await add(desk, {
    person: reach.name ?? 'La personne qui a écrit',
    relation,
    channel: reach.channel,
    allowed: true,
    timeZone: timeZoneOf(departement ?? ''),
    windows: days.length > 0 ? hours.map(([from, to]) => ({ days, from, to })) : [],
    answerers: reach.answerers,
    voicemail: reach.voicemail,
    hidesNumber: true,
    seenBy: null,
    precautions: reach.precautions,
    value: reach.value,
    contactId,
    isConfirmed: true,
  })
}
