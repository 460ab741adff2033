import { createHash } from 'node:crypto'
import pg from 'pg'
import { nameKey } from './names.ts'
import { referenceAuthorities } from './reference.data.ts'

/** The same identifier on every installation, from a code that never changes. */
export function stableId(...parts: readonly string[]): string {
  const hex = createHash('sha256')
    .update(['repere', 'authority', ...parts].join(' '))
    .digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-')
}

interface Rows {
  readonly authorities: readonly object[]
  readonly units: readonly object[]
  readonly routes: readonly object[]
}

function referenceRows(): Rows {
  const units = referenceAuthorities.flatMap((of) => of.units.map((unit) => ({ of, unit })))
  return {
    authorities: referenceAuthorities.map((of) => ({
      id: stableId(of.code),
      code: of.code,
      name: of.name,
      name_key: nameKey(of.name),
      channel: of.channel,
      time_zone: of.timeZone,
    })),
    units: units.map(({ of, unit }) => ({
      id: stableId(of.code, unit.code),
      authority_id: stableId(of.code),
      recipient: unit.recipient,
      name: unit.name,
      name_key: nameKey(unit.name),
      time_zone: of.timeZone,
      is_fallback: unit.isFallback ?? false,
    })),
    routes: units.flatMap(({ of, unit }) =>
      unit.answersFor.map((route) => ({ ...route, unit_id: stableId(of.code, unit.code) })),
    ),
  }
}

/**
 * Writes the authorities that Repère starts with, once: rows that exist are left as people have made them, whatever the
 * data file says today, and a route that somebody has moved stays where it was moved.
 */
export async function projectAuthorities(ownerUrl: string): Promise<void> {
  const { authorities, units, routes } = referenceRows()
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await client.query('begin')
    // Several processes may start at once on an empty database.
    await client.query('select pg_advisory_xact_lock(121)')
    await client.query(
      `insert into app.authority (id, code, name, name_key, channel, time_zone)
       select * from jsonb_to_recordset($1) as given
         (id uuid, code text, name text, name_key text, channel text, time_zone text)
       on conflict do nothing`,
      [JSON.stringify(authorities)],
    )
    await client.query(
      `insert into app.authority_unit (id, authority_id, recipient, name, name_key, time_zone, is_fallback)
       select given.* from jsonb_to_recordset($1) as given
         (id uuid, authority_id uuid, recipient text, name text, name_key text, time_zone text, is_fallback boolean)
       join app.authority on authority.id = given.authority_id
       on conflict do nothing`,
      [JSON.stringify(units)],
    )
    await client.query(
      `insert into app.authority_route (departement, part, unit_id)
       select given.* from jsonb_to_recordset($1) as given (departement text, part text, unit_id uuid)
       join app.authority_unit unit on unit.id = given.unit_id and unit.active
       join app.authority on authority.id = unit.authority_id and authority.active
       on conflict do nothing`,
      [JSON.stringify(routes)],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    await client.end()
  }
}
