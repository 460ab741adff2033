import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { partnerRole, urlOf } from '#kernel/migrate.server.ts'
import { UnsealError } from '#kernel/seal.server.ts'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import { askComplement } from './package/contract.ts'
import { deliver, packageFor, replyKey, sealTo } from './testing.server.ts'

let desk: TestDesk
let partner: pg.Client

beforeAll(async () => {
  desk = await openTestDesk()
  partner = new pg.Client({ connectionString: urlOf(desk.ownerUrl, partnerRole, desk.keys) })
  await partner.connect()
})
afterAll(async () => {
  await partner.end()
  await desk.close()
})

const codeOf = (text: string) =>
  partner.query(text).then(
    () => 'allowed',
    (error: { code?: string }) => error.code,
  )

describe('the role of the portal, by itself', () => {
  test('reads and writes no table of the helpline', async () => {
    const tables = await desk.ownerSql<{ name: string }>(
      "select quote_ident(tablename) as name from pg_tables where schemaname = 'app'",
    )
    expect(tables.length).toBeGreaterThan(20)
    for (const { name } of tables) {
      expect(await codeOf(`table app.${name}`), name).toBe('42501')
      expect(await codeOf(`delete from app.${name}`), name).toBe('42501')
    }
  })

  test('has no right on any relation or function outside its own schema and the words', async () => {
    const rights = await desk.ownerSql(
      `select grantee, table_schema, table_name, privilege_type from information_schema.role_table_grants
       where grantee = $1 and table_schema not in ('partner', 'vocabulary')
       union all
       select $1, table_schema, table_name, privilege_type from information_schema.role_table_grants
       where grantee = $1 and table_schema = 'vocabulary' and privilege_type <> 'SELECT'`,
      [partnerRole],
    )
    expect(rights).toEqual([])
    const schemas = await desk.ownerSql<{ nspname: string }>(
      `select nspname from pg_namespace where has_schema_privilege($1, oid, 'usage') and nspname !~ '^pg_'
       and nspname not in ('information_schema', 'public') order by 1`,
      [partnerRole],
    )
    expect(schemas.map(({ nspname }) => nspname)).toEqual(['partner', 'vocabulary'])
  })

  test('is neither superuser nor above the row policies', async () => {
    const roles = await desk.ownerSql(
      `select rolname from pg_roles where rolname like 'repere\\_%'
       and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`,
    )
    expect(roles).toEqual([])
    expect(await codeOf('set role repere_app')).toBe('42501')
  })

  test('every table of the zone has row policies that bind its owner too, and no function runs as its owner', async () => {
    const bare = await desk.ownerSql(
      `select relname from pg_class c join pg_namespace n on n.oid = relnamespace
       where nspname = 'partner' and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)`,
    )
    expect(bare).toEqual([])
    const definers = await desk.ownerSql(
      `select proname from pg_proc p join pg_namespace n on n.oid = pronamespace
       where nspname = 'partner' and (prosecdef or proconfig is null)`,
    )
    expect(definers).toEqual([])
    const views = await desk.ownerSql(
      `select relname from pg_class c join pg_namespace n on n.oid = relnamespace
       where nspname = 'partner' and relkind in ('v', 'm')`,
    )
    expect(views).toEqual([])
  })

  test('sees the rows of the authority for which it speaks, and none otherwise', async () => {
    const [one, two] = [await desk.partners.authority(), await desk.partners.authority()]
    const [mine, theirs] = [
      await desk.partners.person({ authorityId: one }),
      await desk.partners.person({ authorityId: two }),
    ]
    const sent = await deliver(desk, await packageFor([mine]))
    await deliver(desk, await packageFor([theirs]))
    const seen = async (authority: string | undefined, text: string) => {
      await partner.query('begin')
      if (authority !== undefined)
        await partner.query("select set_config('app.authority', $1, true)", [authority])
      const { rows } = await partner.query(text)
      await partner.query('rollback')
      return rows.map(({ id }) => id)
    }
    expect(await seen(one, 'select id from partner.package')).toEqual([sent.packageId])
    expect(await seen(one, 'select id from partner.person')).toEqual([mine.id])
    expect(await seen(one, 'select id from partner.authority')).toEqual([one])
    // Never said, said and gone with its transaction, or said to be nobody: the same nothing, and no error.
    for (const table of ['authority', 'person', 'session', 'package', 'event']) {
      for (const none of [undefined, '']) {
        expect(await seen(none, `select id from partner.${table}`), table).toEqual([])
      }
    }
  })

  test('cannot write a row for another authority', async () => {
    const [one, two] = [await desk.partners.authority(), await desk.partners.authority()]
    const mine = await desk.partners.person({ authorityId: one })
    const theirs = await desk.partners.person({ authorityId: two })
    const sent = await deliver(desk, await packageFor([theirs]))
    const attempt = async (text: string, values: unknown[]) => {
      await partner.query('begin')
      await partner.query("select set_config('app.authority', $1, true)", [one])
      const outcome = await partner.query(text, values).then(
        ({ rowCount }) => rowCount,
        (error: { code?: string }) => error.code,
      )
      await partner.query('rollback')
      return outcome
    }
    const event =
      'insert into partner.event (id, kind, authority_id, package_id, transmission_id, person_id, person_name) values (gen_random_uuid(), $1, $2, $3, $4, $5, $6)'
    expect(
      await attempt(event, ['acknowledged', two, sent.packageId, sent.transmissionId, theirs.id, 'x']),
    ).toBe('42501')
    // A child row on a record of another authority: the key is of both, so the record does not exist.
    expect(
      await attempt(event, ['acknowledged', one, sent.packageId, sent.transmissionId, mine.id, 'x']),
    ).toBe('23503')
    expect(
      await attempt('update partner.package set acknowledged_at = now() where id = $1', [sent.packageId]),
    ).toBe(0)
    expect(
      await attempt('insert into partner.package_recipient values ($1, $2, $3)', [
        sent.packageId,
        one,
        mine.id,
      ]),
    ).toBe('23503')
  })

  test('adds to its journal and its events, and never changes or reads back the journal', async () => {
    for (const text of [
      'update partner.journal set action = action',
      'delete from partner.journal',
      'truncate partner.journal',
      'select * from partner.journal',
      'update partner.event set person_name = person_name',
      'delete from partner.event',
      'truncate partner.event',
      'delete from partner.package',
    ]) {
      expect(await codeOf(text), text).toBe('42501')
    }
  })
})

describe('the role of the helpline, in the zone of the partners', () => {
  test('reads no package, no event and no journal there, but through the relay', async () => {
    for (const text of [
      'select sealed from partner.package',
      'select * from partner.event',
      'select * from partner.journal',
      'insert into partner.event (id) values (gen_random_uuid())',
    ]) {
      await expect(desk.sql(text), text).rejects.toMatchObject({ code: '42501' })
    }
    expect(await desk.sql("select id from partner.package where kind = 'alert'")).toEqual([])
  })
})

test('the keys of the zone open nothing of the helpline', () => {
  const place = { table: 'contact', column: 'sealed', row: 'x' }
  const sealed = desk.keys.sealAlone(place, 'du poste d’écoute')
  const zone = desk.keys.zone('partner')
  expect(() => zone.unsealAlone(place, sealed)).toThrow(UnsealError)
  expect(zone.lookup('phone', '0')).not.toBe(desk.keys.lookup('phone', '0'))
  expect(desk.keys.zone('partner').unsealAlone(place, zone.sealAlone(place, 'du portail'))).toBe('du portail')
})

test('nothing that the zone keeps can be read there: packages, notes and identities are sealed', async () => {
  const canary = 'Zibeline-Canari-Fictive'
  const agent = await desk.partners.person({ authorityId: await desk.partners.authority() })
  const sealed = await sealTo([agent.publicKey ?? ''], JSON.stringify({ content: canary, pdf: canary }))
  const sent = await deliver(desk, await packageFor([agent], { sealed }))
  const sealedNote = await sealTo([replyKey], `une note sur ${canary}`)
  await agent.ok(askComplement, { params: { id: sent.packageId }, input: { sealedNote } })
  const tables = await desk.ownerSql<{ name: string }>(
    "select quote_ident(tablename) as name from pg_tables where schemaname = 'partner'",
  )
  const hidden = [canary, agent.identity ?? '', 'AGE-SECRET-KEY']
  const forms = hidden.flatMap((word) => [
    word,
    Buffer.from(word).toString('hex'),
    Buffer.from(word)
      .toString('base64')
      .replace(/.{0,2}=*$/, ''),
  ])
  for (const { name } of tables) {
    const rows = await desk.ownerSql<{ row: string }>(`select t::text as row from partner.${name} t`)
    const text = rows.map(({ row }) => row).join('\n')
    for (const form of forms) expect(text.includes(form), name).toBe(false)
  }
})

test('the journal of the zone holds a line per request, in identifiers only', async () => {
  const agent = await desk.partners.person({ authorityId: await desk.partners.authority() })
  const sent = await deliver(desk, await packageFor([agent]))
  await agent.fetch(`/partenaire/api/packages/${sent.packageId}`)
  await agent.fetch('/partenaire/api/packages/00000000-0000-4000-8000-000000000001')
  const lines = await desk.ownerSql<Record<string, unknown>>(
    'select actor_id, role, action, entity_id, outcome, detail from partner.journal where actor_id = $1 order by id',
    [agent.id],
  )
  expect(lines.map(({ action, entity_id, outcome }) => [action, entity_id, outcome])).toEqual([
    ['package.read', sent.packageId, 'done'],
    ['package.read', '00000000-0000-4000-8000-000000000001', 'not_found'],
  ])
  expect(JSON.stringify(lines)).not.toContain(agent.name)
})
