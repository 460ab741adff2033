import { type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import { z as shape } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Role } from '#vocabulary'
import type { Account, listAccounts } from './contract.ts'
import { accountsSeenBy } from './policy.server.ts'

const pageSize = 50

/** What a listing sorts on: never null, so that a place in the list is a plain comparison. */
const sortKeys = {
  name: sql<string>`lower(name)`,
  login: sql<string>`lower(login)`,
  role: sql<string>`role`,
  createdAt: sql<string>`created_at`,
  lastSignInAt: sql<string>`coalesce(last_sign_in_at, '-infinity')`,
} as const

const columns = [
  'id',
  'login',
  'name',
  'role',
  'active',
  'password_temporary',
  'demonstration',
  'created_at',
  'last_sign_in_at',
  'version',
] as const

interface Row {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly role: Role
  readonly active: boolean
  readonly password_temporary: boolean
  readonly demonstration: boolean
  readonly created_at: string
  readonly last_sign_in_at: string | null
  readonly version: number
}

const accountOf = (row: Row): Account => ({
  id: row.id,
  login: row.login,
  name: row.name,
  role: row.role,
  active: row.active,
  passwordTemporary: row.password_temporary,
  demonstration: row.demonstration,
  createdAt: row.created_at,
  lastSignInAt: row.last_sign_in_at,
  version: row.version,
})

/** One page of the accounts that the actor may see. */
export async function pageOfAccounts(db: Db, actor: Actor, asked: z.output<typeof listAccounts.query>) {
  const key = sortKeys[asked.sort]
  const order = asked.direction === 'ascending' ? 'asc' : 'desc'
  let query = accountsSeenBy(actor, db).select(columns).select(sql<string>`${key}::text`.as('key'))
  if (asked.role) query = query.where('role', '=', asked.role)
  if (asked.active) query = query.where('active', '=', asked.active === 'true')
  if (asked.text) {
    const pattern = `%${asked.text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((is) =>
      is.or([is(sortKeys.name, 'like', pattern), is(sortKeys.login, 'like', pattern)]),
    )
  }
  if (asked.after) {
    const [value, id] = readPlace(shape.tuple([shape.string(), shape.uuid()]), asked.after)
    const bound = asked.sort.endsWith('At') ? sql`${value}::timestamptz` : sql`${value}::text`
    const beyond = asked.direction === 'ascending' ? sql`>` : sql`<`
    query = query.where(sql<SqlBool>`(${key}, id) ${beyond} (${bound}, ${id}::uuid)`)
  }
  const rows = await query
    .orderBy(key, order)
    .orderBy('id', order)
    .limit(pageSize + 1)
    .execute()
  return cutPage(rows, pageSize, (row) => [row.key, row.id], accountOf)
}

/** One account that the actor may see, as it is now. */
export async function findAccount(db: Db, actor: Actor, id: string): Promise<Account> {
  const row = await accountsSeenBy(actor, db).select(columns).where('account.id', '=', id).executeTakeFirst()
  return row ? accountOf(row) : refuse('not_found')
}

/** What signing in compares: of open and closed accounts alike, so that both take the same time. */
export function findCredentials(db: Db, login: string) {
  return db
    .selectFrom('account')
    .select(['id', 'login', 'password_hash', 'active', 'demonstration'])
    .where(sql`lower(login)`, '=', login.trim().toLowerCase())
    .executeTakeFirst()
}

export function findOwnCredentials(db: Db, id: string) {
  return db
    .selectFrom('account')
    .select(['login', 'password_hash', 'password_temporary'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

export async function noteSignIn(db: Db, id: string): Promise<void> {
  await db.updateTable('account').set({ last_sign_in_at: sql`now()` }).where('id', '=', id).execute()
}

interface NewAccount {
  readonly login: string
  readonly name: string
  readonly role: Role
  readonly passwordHash: string
  readonly passwordTemporary: boolean
  readonly demonstration?: boolean
}

/** Opens an account; refuses a login that somebody has, whatever its capitals. */
export async function insertAccount(db: Pick<Db, 'insertInto'>, given: NewAccount): Promise<string> {
  const id = newId()
  const inserted = await db
    .insertInto('account')
    .values({
      id,
      login: given.login,
      name: given.name,
      role: given.role,
      password_hash: given.passwordHash,
      password_temporary: given.passwordTemporary,
      demonstration: given.demonstration ?? false,
      last_sign_in_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows === 0n) refuse('login_taken')
  return id
}

/** Changes an account that is still in the version the writer saw; 412 with what it is now otherwise. */
export async function updateAccount(
  db: Db,
  actor: Actor,
  id: string,
  version: number,
  change: { readonly name?: string; readonly role?: Role; readonly active?: boolean },
): Promise<Account> {
  const current = await findAccount(db, actor, id)
  if (current.version !== version) refuse('version_conflict', { current })
  const updated = await db
    .updateTable('account')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  const now = await findAccount(db, actor, id)
  return updated.numUpdatedRows === 1n ? now : refuse('version_conflict', { current: now })
}

/** Refuses to leave the house without anybody who can open its accounts; holds the others still meanwhile. */
export async function keepAnAdministrator(db: Db, without: string): Promise<void> {
  const administrators = await db
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'administrator')
    .where('active', '=', true)
    .orderBy('id')
    .forUpdate()
    .execute()
  if (!administrators.some(({ id }) => id !== without)) refuse('last_administrator')
}

export async function setPassword(db: Db, id: string, hash: string, temporary: boolean): Promise<void> {
  await db
    .updateTable('account')
    .set({ password_hash: hash, password_temporary: temporary, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
}

/** Those to whom a situation or a call-back may be given. */
export function colleagues(db: Db) {
  return db
    .selectFrom('account')
    .select(['id', 'name', 'role'])
    .where('active', '=', true)
    .where('role', 'in', ['listener', 'coordinator'])
    .orderBy(sql`lower(name)`)
    .execute()
}

/** Whether the data are those of a demonstration: every page then says so, to whoever is signed in. */
export async function isDemonstration(db: Db): Promise<boolean> {
  const found = await db
    .selectFrom('account')
    .select('id')
    .where('demonstration', '=', true)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** The open accounts of the demonstration, in the order in which they were made. */
export function demonstrationAccounts(db: Db) {
  return db
    .selectFrom('account')
    .select(['login', 'name', 'role'])
    .where('demonstration', '=', true)
    .where('active', '=', true)
    .orderBy('id')
    .limit(40)
    .execute()
}
