import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { migrate } from '#kernel/migrate.server.ts'
import { Keyring } from '#kernel/seal.server.ts'
import { databaseUrl } from '#kernel/testing/cluster.setup.ts'

const name = `before_${randomBytes(6).toString('hex')}`
const server = inject('ownerUrl')
const url = databaseUrl(server, name)
const keys = new Keyring(JSON.parse(inject('keyring')))
const owner = new pg.Client({ connectionString: url })
/** More than one piece of a file, and less than two. */
const leaflet = randomBytes(300_000)

const administer = async (text: string) => {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(text).finally(() => client.end())
}

beforeAll(async () => {
  await administer(`create database ${name}`)
  await migrate(url, keys, { until: '20261126-6-podcast' })
  await owner.connect()
  await owner.query('set search_path = app')
})
afterAll(async () => {
  await owner.end()
  await administer(`drop database ${name} with (force)`)
})

test('the documentation that a desk held becomes resources: same identifiers, same bytes, same sendings', async () => {
  const [lou, first, second, older, newer, twin, paper, action] = Array.from({ length: 8 }, newId)
  await owner.query(
    `insert into account (id, login, name, role, password_hash) values ($1, 'lou', 'Lou Fictive', 'coordinator', '-')`,
    [lou],
  )
  const document = `insert into document (id, title, kind, audience, summary, created_by) values ($1, $2, $3, $4, $5, $6)`
  await owner.query(document, [
    first,
    'L’été, « à l’écart » : repérer & agir ?',
    'leaflet',
    'general_public',
    'Où être aidé',
    lou,
  ])
  await owner.query(document, [second, 'Sur papier', 'poster', 'general_public', null, null])
  const version = `insert into document_version (id, document_id, number, label, published_on, file, file_name)
    values ($1, $2, $3, $4, '2026-03-01', $5, $6)`
  await owner.query(version, [older, first, 1, 'Édition 1', leaflet, 'ancienne.pdf'])
  await owner.query(version, [newer, first, 2, 'Édition 2', Buffer.from('%PDF-1.7 neuve'), 'neuve.pdf'])
  await owner.query(version, [twin, second, 1, 'La même', leaflet, 'double.pdf'])
  await owner.query(version, [paper, second, 2, 'Affiche', null, null])
  // A sending hangs on a whole situation, which does not matter here.
  await owner.query('set session_replication_role = replica')
  await owner.query(
    `insert into sending (action_id, document_version_id, channel, sealed_words) values ($1, $2, 'handed_over', 'x')`,
    [action, older],
  )
  await owner.query('set session_replication_role = default')

  await migrate(url, keys)

  const resources = await owner.query(
    'select id, title, slug, visibility, language, owner_id, version from resource order by title',
  )
  expect(resources.rows).toEqual([
    {
      id: first,
      title: 'L’été, « à l’écart » : repérer & agir ?',
      slug: expect.stringMatching(/^l-ete-a-l-ecart-reperer-agir-[0-9a-f]{4}$/),
      visibility: 'internal',
      language: 'fr',
      owner_id: lou,
      version: 1,
    },
    expect.objectContaining({ id: second, slug: expect.stringMatching(/^sur-papier-/), owner_id: null }),
  ])
  const kept = await owner.query(
    `select v.id, f.name, f.media_type as type,
       (select string_agg(c.bytes, '' order by c.position) from file_chunk c where c.sha256 = f.sha256) as bytes
     from resource_version v left join file f on f.id = v.file_id order by v.resource_id, v.number`,
  )
  const file = (id: string | undefined, named: string, bytes: Buffer) => ({
    id,
    name: named,
    type: 'application/pdf',
    bytes,
  })
  expect(kept.rows).toEqual([
    file(older, 'ancienne.pdf', leaflet),
    file(newer, 'neuve.pdf', Buffer.from('%PDF-1.7 neuve')),
    file(twin, 'double.pdf', leaflet),
    { id: paper, name: null, type: null, bytes: null },
  ])
  // The same bytes lie once.
  expect((await owner.query('select count(*)::int as count from file_content')).rows).toEqual([{ count: 2 }])
  expect((await owner.query('select resource_version_id as id from sending')).rows).toEqual([{ id: older }])
  const found = await owner.query(
    `select id from resource where search_text like '%' || fold('où être') || '%'`,
  )
  expect(found.rows).toEqual([{ id: first }])
})
