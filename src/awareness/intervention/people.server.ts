import { sql } from 'kysely'
import { jsonObjectFrom } from 'kysely/helpers/postgres'
import { openDataKey } from '#kernel/datakey.server.ts'
import { type Db, send } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import type { InterventionRole } from '#vocabulary'
import type { InterventionPerson } from './contract.ts'
import { enqueueLetter, reachable, tellCancellation, writeTo } from './letters.server.ts'
import { bump, holdIntervention } from './read.server.ts'
import { openPerson, sealPerson } from './sealed.server.ts'

/** Who speaks and who welcomes; the addresses are left out unless asked for. */
export async function peopleOf(
  db: Db,
  keys: Keyring,
  key: DataKey,
  interventionId: string,
  withAddresses: boolean,
): Promise<InterventionPerson[]> {
  const rows = await db
    .selectFrom('intervention_person as person')
    .leftJoin('account', 'account.id', 'person.account_id')
    .select(['person.id', 'person.role', 'person.sealed', 'person.account_id', 'account.name'])
    .select((of) =>
      jsonObjectFrom(
        of
          .selectFrom('intervention_letter as l')
          .select(['l.kind', 'l.created_at as createdAt', 'l.sent_at as sentAt', 'l.last_trouble as trouble'])
          .whereRef('l.person_id', '=', 'person.id')
          .where('l.dropped_at', 'is', null)
          .orderBy('l.sequence', 'desc')
          .orderBy('l.created_at', 'desc')
          .limit(1),
      ).as('letter'),
    )
    .where('person.intervention_id', '=', interventionId)
    .where('person.removed_at', 'is', null)
    .orderBy('person.role', 'desc')
    .orderBy('person.added_at')
    .orderBy('person.id')
    .execute()
  return rows.map(({ id, role, sealed, account_id, name, letter }) => {
    const words = sealed && openPerson(keys, key, id, sealed)
    return {
      id,
      role,
      name: name ?? words?.name ?? '',
      organisation: words?.organisation ?? null,
      isOfTheHouse: account_id !== null,
      email: withAddresses ? (words?.email ?? null) : null,
      letter: letter && { ...letter, trouble: letter.sentAt === null ? letter.trouble : null },
      isInvited: letter !== null && letter.sentAt !== null && letter.kind !== 'cancellation',
    }
  })
}

/** Somebody to add: of the house, or named. */
export interface NewPerson {
  readonly role: InterventionRole
  readonly accountId: string | null
  readonly name: string
  readonly organisation: string | null
  readonly email: string | null
}

/** Adds somebody; the same person of the house, or the same address, is not there twice. */
export async function addPerson(
  db: Db,
  keys: Keyring,
  interventionId: string,
  given: NewPerson,
): Promise<string> {
  const held = await holdIntervention(db, interventionId)
  if (held.status === 'cancelled') refuse('intervention_settled')
  const { accountId, name, organisation } = given
  const email = given.email || null
  if (!accountId && !name) refuse('malformed', { fields: [{ field: 'name', message: 'Donnez un nom.' }] })
  const key = await openDataKey(db, keys, held.data_key_id)
  const there = await db
    .selectFrom('intervention_person')
    .select(['id', 'account_id', 'sealed'])
    .where('intervention_id', '=', interventionId)
    .where('removed_at', 'is', null)
    .execute()
  const isSame = there.some((one) => {
    if (accountId && one.account_id === accountId) return true
    const known = one.sealed && openPerson(keys, key, one.id, one.sealed).email
    return email !== null && known?.toLowerCase() === email.toLowerCase()
  })
  if (isSame) refuse('participant_there')
  if (accountId) await demandAccount(db, accountId)
  const id = newId()
  await send(
    db,
    db
      .insertInto('intervention_person')
      .values({
        id,
        intervention_id: interventionId,
        role: given.role,
        account_id: accountId,
        sealed: accountId && !email ? null : sealPerson(keys, key, id, { name, organisation, email }),
        has_email: email !== null,
        removed_at: null,
      })
      .compile(),
  )
  return id
}

async function demandAccount(db: Db, id: string): Promise<void> {
  const known = await db
    .selectFrom('account')
    .select('id')
    .where('id', '=', id)
    .where('active', '=', true)
    .executeTakeFirst()
  if (!known)
    refuse('malformed', { fields: [{ field: 'accountId', message: 'Ce compte n’est plus ouvert.' }] })
}

/** Takes somebody out; when their calendar holds the intervention, it is taken out of it. */
export async function removePerson(db: Db, id: string): Promise<string> {
  const person = await db
    .selectFrom('intervention_person')
    .select('intervention_id')
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!person) return refuse('not_found')
  const held = await holdIntervention(db, person.intervention_id)
  if (held.status === 'planned') {
    const told = await tellCancellation(db, held.id, held.sequence + 1, id)
    // Whoever is invited again later must be given a higher number than that of this cancellation.
    if (told > 0) await bump(db, held.id, { sequence: held.sequence + 1 })
  }
  await db
    .updateTable('intervention_person')
    .set({ removed_at: sql<string>`now()` })
    .where('id', '=', id)
    .execute()
  return held.id
}

/** Invites those who were not, and tries again what did not leave. */
export async function invite(db: Db, id: string): Promise<{ told: number; withoutEmail: number }> {
  const held = await holdIntervention(db, id)
  if (held.status !== 'planned') refuse('intervention_settled')
  const waiting = await db
    .updateTable('intervention_letter as letter')
    .from('intervention_person as person')
    .set({ attempts: 0 })
    .whereRef('person.id', '=', 'letter.person_id')
    .where('person.intervention_id', '=', id)
    .where('letter.sent_at', 'is', null)
    .where('letter.dropped_at', 'is', null)
    .returning('letter.id')
    .execute()
  for (const letter of waiting) await enqueueLetter(db, letter.id)
  const fresh = (await reachable(db, id)).filter((one) => one.told === null).map((one) => one.id)
  const invited = await writeTo(db, fresh, { kind: 'invitation', sequence: held.sequence })
  const without = await db
    .selectFrom('intervention_person')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('intervention_id', '=', id)
    .where('removed_at', 'is', null)
    .where('has_email', '=', false)
    .executeTakeFirstOrThrow()
  return { told: invited + waiting.length, withoutEmail: without.count }
}
