import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import type { PartnerRole } from '#vocabulary'
import type { AuthorityPerson } from './people/contract.ts'

/** Somebody to whom what is sent to an authority is sealed and announced. */
export interface Recipient {
  readonly personId: string
  readonly name: string
  readonly email: string
  /** Null until they made their key at their first sign-in. */
  readonly publicKey: string | null
}

/** The active people of an authority: read by staff's side, who seals to those with a key and writes to all. */
export function recipientsOf(db: Pick<Db, 'selectFrom'>, authorityId: string): Promise<Recipient[]> {
  return db
    .selectFrom('partner.person')
    .select(['id as personId', 'name', 'email', 'public_key as publicKey'])
    .where('authority_id', '=', authorityId)
    .where('active', '=', true)
    .orderBy('id')
    .execute()
}

const columns = [
  'id',
  'name',
  'email',
  'role',
  'active',
  'password_temporary',
  'key_added_at',
  'last_sign_in_at',
  'version',
] as const

const peopleOf = (db: Pick<Db, 'selectFrom'>, authorityId: string) =>
  db.selectFrom('partner.person').select(columns).where('authority_id', '=', authorityId)

type Row = Awaited<ReturnType<ReturnType<typeof peopleOf>['executeTakeFirstOrThrow']>>

const personOf = (row: Row): AuthorityPerson => ({
  id: row.id,
  name: row.name,
  email: row.email,
  role: row.role,
  active: row.active,
  passwordTemporary: row.password_temporary,
  keyAddedAt: row.key_added_at,
  lastSignInAt: row.last_sign_in_at,
  version: row.version,
})

/** Everybody of an authority, whoever still comes in first. */
export async function listPeople(db: Db, authorityId: string): Promise<AuthorityPerson[]> {
  const rows = await peopleOf(db, authorityId)
    .orderBy('active', 'desc')
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .execute()
  return rows.map(personOf)
}

export async function findPerson(db: Db, authorityId: string, id: string): Promise<AuthorityPerson> {
  const row = await peopleOf(db, authorityId).where('id', '=', id).executeTakeFirst()
  return row ? personOf(row) : refuse('not_found')
}

/** Copies the name of an authority into the partners' zone, which cannot read it; refuses one that is not there. */
export async function presentAuthority(db: Pick<Db, 'selectFrom' | 'insertInto'>, id: string): Promise<void> {
  const authority = await db.selectFrom('authority').select('name').where('id', '=', id).executeTakeFirst()
  if (!authority) return refuse('not_found')
  await db
    .insertInto('partner.authority')
    .values({ id, name: authority.name })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name: authority.name }))
    .execute()
}

export interface NewPerson {
  readonly name: string
  readonly email: string
  readonly role: PartnerRole
  readonly passwordHash: string
}

/** Adds somebody to an authority; refuses an address that already comes in, whatever its capitals. */
export async function insertPerson(
  db: Pick<Db, 'selectFrom' | 'insertInto'>,
  authorityId: string,
  given: NewPerson,
): Promise<string> {
  const id = newId()
  const inserted = await db
    .insertInto('partner.person')
    .values({
      id,
      authority_id: authorityId,
      name: given.name,
      email: given.email.trim(),
      role: given.role,
      password_hash: given.passwordHash,
      public_key: null,
      sealed_identity: null,
      key_added_at: null,
      last_sign_in_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows === 0n) refuse('email_taken')
  return id
}

/**
 * Refuses to leave an authority with nobody who can read what is sent to it (R9); holds the others still meanwhile.
 * Whoever has no key yet reads nothing: they do not count, and may leave.
 */
export async function keepAReader(db: Db, authorityId: string, without: string): Promise<void> {
  const readers = await db
    .selectFrom('partner.person')
    .select('id')
    .where('authority_id', '=', authorityId)
    .where('active', '=', true)
    .where('public_key', 'is not', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  const isReader = readers.some(({ id }) => id === without)
  if (isReader && readers.length === 1) refuse('last_recipient')
}

/** Changes somebody who is still in the version the writer saw; 412 with what they are now otherwise. */
export async function updatePerson(
  db: Db,
  authorityId: string,
  before: AuthorityPerson,
  version: number,
  change: { readonly name?: string; readonly role?: PartnerRole; readonly active?: boolean },
): Promise<AuthorityPerson> {
  if (before.version !== version) refuse('version_conflict', { current: before })
  const updated = await db
    .updateTable('partner.person')
    .set({ ...change, version: version + 1 })
    .where('id', '=', before.id)
    .where('version', '=', version)
    .executeTakeFirst()
  const now = await findPerson(db, authorityId, before.id)
  return updated.numUpdatedRows === 1n ? now : refuse('version_conflict', { current: now })
}

export async function setTemporaryPassword(db: Db, id: string, hash: string): Promise<void> {
  await db
    .updateTable('partner.person')
    .set({ password_hash: hash, password_temporary: true, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
}
