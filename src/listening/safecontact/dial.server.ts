import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import { callbacksSeenBy } from '#listening/callback/policy.server.ts'
import { openContact } from '#listening/contact/open.server.ts'
import type { CallbackOutcome, ContactChannel, ReachPurpose, SafeChannel } from '#vocabulary'
import type { GivenAuthorisation, RefusedAuthorisation } from './contract.ts'
import { type Desk, hold } from './keep.server.ts'
import { agreementHours, meansOf } from './queries.server.ts'
import { decide, type OpenedMeans, openMeans } from './read.server.ts'
import { reachRules } from './rules.server.ts'

/** For how long the number may be dialled. */
const goodFor = { minutes: 10 }

/**
 * Decides, and when it is yes writes the authorisation and shows the number: never one without the other. The means is
 * held meanwhile, so that it is not withdrawn between the decision and the answer.
 */
export async function authorise(
  desk: Desk,
  id: string,
  asked: { readonly purpose: ReachPurpose; readonly callbackId?: string | undefined },
): Promise<GivenAuthorisation | RefusedAuthorisation> {
  const { db, keys, actor } = desk
  const held = await hold(desk, id)
  const personId = asked.callbackId ? await personToCall(desk, asked.callbackId) : undefined
  const of = held.situation_id
    ? { situationId: held.situation_id }
    : { contactId: held.contact_id ?? undefined }
  const [rows, { staleAfterDays }] = await Promise.all([meansOf(actor, db, of), reachRules(db)])
  const all = await openMeans(db, keys, rows)
  const one = all.find(({ row }) => row.id === id) ?? refuse('not_found')
  const decision = decide(all, one, actor, staleAfterDays, personId)
  if (!decision.isAllowed) {
    return {
      isAllowed: false,
      reason: decision.reason,
      opensAt: decision.opensAt ?? null,
      others: all
        .filter((other) => other !== one && decide(all, other, actor, staleAfterDays, personId).isAllowed)
        .map(({ row, means }) => ({ id: row.id, person: means.person, channel: row.channel })),
    }
  }
  return await give(desk, one, asked.purpose)
}

async function give(
  { db, actor }: Desk,
  one: OpenedMeans,
  purpose: ReachPurpose,
): Promise<GivenAuthorisation> {
  const { row, means } = one
  const now = Temporal.Now.instant()
  const authorisation = {
    id: newId(),
    safe_contact_id: row.id,
    person_id: row.person_id,
    actor_id: actor.id,
    purpose,
    agreement_id: row.channel === 'post' ? (row.agreement?.id ?? null) : null,
    given_at: now.toString({ smallestUnit: 'millisecond' }),
    expires_at: now.add(goodFor).toString({ smallestUnit: 'millisecond' }),
    used_at: null,
    outcome: null,
  }
  await db.insertInto('contact_authorisation').values(authorisation).execute()
  return {
    isAllowed: true,
    authorisationId: authorisation.id,
    givenAt: authorisation.given_at,
    expiresAt: authorisation.expires_at,
    value: means.value ?? refuse('not_found'),
    ourWord: means.ourWord,
    theirWord: means.theirWord,
    person: means.person,
    channel: row.channel,
    answerers: means.answerers,
    voicemail: row.voicemail,
    hidesNumber: row.hides_number,
    seenBy: means.seenBy,
    precautions: means.precautions,
  }
}

/** The person that a call-back was promised to. */
async function personToCall({ db, actor }: Desk, callbackId: string): Promise<string> {
  const found = await callbacksSeenBy(actor, db)
    .select(['callback.person_id', 'callback.settled_at'])
    .where('callback.id', '=', callbackId)
    .executeTakeFirst()
  if (!found) return refuse('not_found')
  if (found.settled_at) refuse('callback_settled')
  return found.person_id ?? refuse('callback_without_means')
}

/** Asks for a second person: somebody else, from their own desk. */
export async function ask(desk: Desk, id: string, purpose: ReachPurpose): Promise<string> {
  const held = await hold(desk, id)
  if (held.channel !== 'post') refuse('agreement_needless')
  const agreement = newId()
  await desk.db
    .insertInto('reach_agreement')
    .values({
      id: agreement,
      safe_contact_id: held.id,
      purpose,
      asked_by: desk.actor.id,
      agreed_by: null,
      agreed_at: null,
    })
    .execute()
  return agreement
}

/** Agrees to what somebody else asked for. */
export async function agree(desk: Desk, agreementId: string): Promise<string> {
  const { db, actor } = desk
  const found = await db
    .selectFrom('reach_agreement')
    .selectAll()
    .where('id', '=', agreementId)
    .where('asked_at', '>', sql<string>`now() - ${agreementHours} * interval '1 hour'`)
    .executeTakeFirst()
  if (!found) return refuse('not_found')
  await hold(desk, found.safe_contact_id)
  if (found.asked_by === actor.id) refuse('own_agreement')
  await db
    .updateTable('reach_agreement')
    .set({ agreed_by: actor.id, agreed_at: new Date().toISOString() })
    .where('id', '=', agreementId)
    .where('agreed_by', 'is', null)
    .execute()
  return found.safe_contact_id
}

/** An unused authorisation of the actor, held; refused when it is another's, was used, or is too old to be noted. */
export async function holdAuthorisation({ db, actor }: Desk, id: string) {
  const found = await db
    .selectFrom('contact_authorisation')
    .selectAll()
    .where('id', '=', id)
    .where('actor_id', '=', actor.id)
    .forUpdate()
    .executeTakeFirst()
  if (!found) return refuse('contact_not_authorised')
  if (found.used_at) refuse('authorisation_used')
  const tooLate = Temporal.Instant.from(found.given_at).add({ hours: 12 })
  if (Temporal.Instant.compare(Temporal.Now.instant(), tooLate) > 0) refuse('contact_not_authorised')
  return found
}
export type HeldAuthorisation = Awaited<ReturnType<typeof holdAuthorisation>>

/** Whether somebody was spoken to: what was said is then a contact. */
export const isExchange = (outcome: CallbackOutcome) => outcome === 'reached' || outcome === 'interrupted'

const channels: Readonly<Record<SafeChannel, ContactChannel>> = {
  phone: 'phone',
  landline: 'phone',
  sms: 'chat',
  email: 'email',
  post: 'mail',
  in_person: 'meeting',
}

/** Opens the contact of an exchange that was authorised, in the file of whoever was reached. */
export async function openExchange(
  { db, keys, actor }: Desk,
  authorisation: HeldAuthorisation,
  situationId: string | null,
): Promise<string> {
  const { channel } = await db
    .selectFrom('safe_contact')
    .select('channel')
    .where('id', '=', authorisation.safe_contact_id)
    .executeTakeFirstOrThrow()
  const opened = await openContact(db, keys, actor, {
    channel: channels[channel],
    direction: 'callback',
    occurredAt: authorisation.given_at,
    situationId,
    authorisationId: authorisation.id,
  })
  return opened.id
}

/** Notes what came of a call that nothing was promised for. */
export async function note(desk: Desk, id: string, outcome: CallbackOutcome): Promise<string | null> {
  const given = await holdAuthorisation(desk, id)
  const means = await hold(desk, given.safe_contact_id)
  await use(desk.db, given, outcome)
  return isExchange(outcome) ? await openExchange(desk, given, means.situation_id) : null
}

async function use(db: Db, given: HeldAuthorisation, outcome: CallbackOutcome): Promise<void> {
  await db
    .updateTable('contact_authorisation')
    .set({ used_at: new Date().toISOString(), outcome })
    .where('id', '=', given.id)
    .where('used_at', 'is', null)
    .execute()
}
