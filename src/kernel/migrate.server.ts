import { glob, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { projectVocabulary } from './project.server.ts'
import type { Keyring } from './seal.server.ts'
import { Trouble } from './trouble.ts'

/** The role that the application signs in as: neither superuser nor owner of a table. */
export const appRole = 'repere_app'
/** The role of the partners' portal: it has no right on any table of the helpline. */
export const partnerRole = 'repere_partner'
/** The role of the public pages: each feature grants it, in its migration, the few rows that a page reads or writes. */
export const publicRole = 'repere_public'
/** The role that owns the queue of jobs and nothing else. */
export const workerRole = 'repere_worker'

const sources = join(import.meta.dirname, '..')

/** The dated migrations of every feature, in the order of their names. */
async function readMigrations(): Promise<Record<string, string>> {
  const migrations = new Map<string, string>()
  for await (const path of glob('**/*.sql', { cwd: sources })) {
    migrations.set(basename(path, '.sql'), await readFile(join(sources, path), 'utf8'))
  }
  return Object.fromEntries([...migrations].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** The address of the database for one of our roles: the owner's, with another user and password. */
export function urlOf(ownerUrl: string, role: string, keys: Keyring): string {
  const url = new URL(ownerUrl)
  if (url.searchParams.has('user')) {
    url.searchParams.set('user', role)
    url.searchParams.set('password', keys.passwordOf(role))
  } else {
    url.username = role
    url.password = keys.passwordOf(role)
  }
  return url.href
}

/**
 * Brings the database to today's shape, as its owner: roles, vocabulary, tables, rights.
 * @throws Trouble when the server is too old, cannot be reached, or does not keep what it acknowledges
 */
export async function migrate(
  ownerUrl: string,
  keys: Keyring,
  options: {
    relaxed?: boolean
    /** Stops after this one, as a base that was not brought further yet. */
    until?: string
  } = {},
): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2, connectionTimeoutMillis: 10_000 })
  const db = new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool }) })
  try {
    await inspect(pool, options.relaxed ?? false)
    await createRoles(pool, keys)
    await sql`create schema if not exists app`.execute(db)
    await sql`create schema if not exists partner`.execute(db)
    await projectVocabulary(pool)
    const contents = await readMigrations()
    const migrations = Object.fromEntries(
      Object.entries(contents).map(([name, text]) => [
        name,
        {
          up: async (tx: Kysely<unknown>) => {
            await sql`set local search_path = app`.execute(tx)
            await sql.raw(text).execute(tx)
          },
        },
      ]),
    )
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
      migrationTableSchema: 'app',
    })
    const { error } = options.until
      ? await migrator.migrateTo(options.until)
      : await migrator.migrateToLatest()
    if (error) throw error
    await grant(pool)
  } finally {
    await db.destroy()
  }
}

const durable = {
  fsync: ['on'],
  full_page_writes: ['on'],
  synchronous_commit: ['on', 'remote_apply', 'remote_write'],
}

/** Refuses a server that is too old, or that would lose what it acknowledged (R1). */
async function inspect(pool: pg.Pool, relaxed: boolean): Promise<void> {
  const version = await pool
    .query<{ server_version_num: string }>('show server_version_num')
    .catch((cause: unknown) => {
      throw new Trouble(
        'database_unreachable',
        'La base de données ne répond pas. Vérifiez que PostgreSQL est démarré et que l’adresse donnée dans DATABASE_URL est la bonne, puis relancez.',
        { cause },
      )
    })
  if (Number(version.rows[0]?.server_version_num) < 150_000) {
    throw new Trouble(
      'database_too_old',
      'La base de données est trop ancienne : Repère demande PostgreSQL 15 ou plus récent. Mettez-la à jour, ou retirez DATABASE_URL pour utiliser la base fournie.',
    )
  }
  if (relaxed) return
  const settings = await pool.query<{ name: keyof typeof durable; setting: string }>(
    'select name, setting from pg_settings where name = any($1)',
    [Object.keys(durable)],
  )
  for (const { name, setting } of settings.rows) {
    if (durable[name].includes(setting)) continue
    throw new Trouble(
      'unsafe_database',
      `La base de données est réglée avec ${name} = ${setting} : une coupure de courant perdrait des contacts déjà enregistrés. Remettez ${name} = on dans sa configuration, puis relancez.`,
    )
  }
}

/** Creates the roles of the application with the passwords of the key file; they are roles of the whole server. */
async function createRoles(pool: pg.Pool, keys: Keyring): Promise<void> {
  const client = await pool.connect()
  try {
    // Several databases of one server may be brought up at the same moment; roles are shared between them.
    await client.query('select pg_advisory_lock(119)')
    for (const role of [appRole, workerRole, partnerRole, publicRole]) {
      const known = await client.query('select 1 from pg_roles where rolname = $1', [role])
      const verb = known.rowCount === 0 ? 'create' : 'alter'
      const password = client.escapeLiteral(keys.passwordOf(role))
      const rights = 'login nosuperuser nocreatedb nocreaterole nobypassrls noreplication'
      await client.query(`${verb} role ${client.escapeIdentifier(role)} with ${rights} password ${password}`)
    }
  } finally {
    await client.query('select pg_advisory_unlock(119)')
    client.release()
  }
}

/** What the application may do: read and write rows, and of the journal only add and read. */
async function grant(pool: pg.Pool): Promise<void> {
  await pool.query(`
    grant usage on schema app, vocabulary to ${appRole};
    grant select on all tables in schema vocabulary to ${appRole};
    grant select, insert, update, delete on all tables in schema app to ${appRole};
    grant usage on all sequences in schema app to ${appRole};
    revoke update, delete, truncate on app.journal from ${appRole};
    revoke insert, update, delete on app.kysely_migration, app.kysely_migration_lock from ${appRole};
    grant usage on schema app, vocabulary to ${publicRole};
    grant select on all tables in schema vocabulary to ${publicRole};
  `)
  await grantPartner(pool)
}

/**
 * The zone of the partners is reached by its own role, which sees nothing else. The helpline invites and closes people
 * there and reads their public keys; whatever else it has to say or to learn goes through the relay.
 */
async function grantPartner(pool: pg.Pool): Promise<void> {
  await pool.query(`
    grant usage on schema partner, vocabulary to ${partnerRole};
    grant select on all tables in schema vocabulary to ${partnerRole};
    revoke all on all tables in schema partner from ${partnerRole}, ${appRole};
    grant select on partner.authority to ${partnerRole};
    grant select, update (password_hash, password_temporary, public_key, sealed_identity, key_added_at,
      last_sign_in_at, version) on partner.person to ${partnerRole};
    grant select, insert, update, delete on partner.session to ${partnerRole};
    grant select, insert, update on partner.package to ${partnerRole};
    grant select, insert, delete on partner.package_recipient to ${partnerRole};
    grant select, insert on partner.recall to ${partnerRole};
    grant select, insert on partner.event to ${partnerRole};
    grant insert on partner.journal to ${partnerRole};
    grant select, insert on partner.idempotency to ${partnerRole};
    grant usage on all sequences in schema partner to ${partnerRole};
    grant usage on schema partner to ${appRole};
    grant select, insert, update on partner.authority, partner.person to ${appRole};
    grant select, delete on partner.session, partner.idempotency to ${appRole};
    grant select (id, authority_id, kind, stored_at), delete on partner.package to ${appRole};
  `)
}
