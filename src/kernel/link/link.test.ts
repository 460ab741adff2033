import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../db.server.ts'
import { newId } from '../id.ts'
import { publicRole, urlOf } from '../migrate.server.ts'
import { letterboxOf } from '../public/letterbox.server.ts'
import { openTestDesk, type TestDesk } from '../testing/harness.server.ts'
import { Throttle } from '../throttle.server.ts'
import { linkDoor } from './door.server.ts'
import {
  issueLink,
  linkAddress,
  linksOf,
  openLink,
  purgeLinks,
  revokeLinks,
  rotateLink,
} from './link.server.ts'

let desk: TestDesk

beforeAll(async () => {
  desk = await openTestDesk()
})
afterAll(() => desk.close())

const at = <T>(work: (db: Db) => Promise<T>) => desk.database.transaction().execute(work)
const aimAt = () => ({ purpose: 'service', subjectId: newId(), holder: newId() })
const issue = (aim = aimAt(), overlapMinutes = 0) =>
  at((db) => issueLink(db, { ...aim, days: 30, overlapMinutes }))
const open = (token: string) => at((db) => openLink(db, token))
const tokens = async () => desk.ownerSql<{ digest: Buffer }>('select digest from app.link')

describe('a personal link', () => {
  test('opens what it was made for, and each use is recorded', async () => {
    const aim = aimAt()
    const token = await issue(aim)
    expect(await open(token)).toMatchObject(aim)
    expect(await open(token)).toMatchObject(aim)
    const [trace, ...others] = await at((db) => linksOf(db, aim))
    expect(others).toEqual([])
    expect(trace).toMatchObject({ holder: aim.holder, uses: 2, revokedAt: null })
    expect(trace?.lastUsedAt).not.toBeNull()
  })

  test('has 256 bits drawn at random, of which the database holds only a digest', async () => {
    const [one, other] = [await issue(), await issue()]
    expect(Buffer.from(one, 'base64url')).toHaveLength(32)
    expect(one).not.toBe(other)
    expect(linkAddress('https://exemple.test/', one)).toBe(`https://exemple.test/lien/${one}`)
    for (const { digest } of await tokens()) {
      expect(digest.equals(Buffer.from(one, 'base64url'))).toBe(false)
      expect(digest.toString('latin1')).not.toContain(one)
    }
  })

  test('ends when another is made for the same holder, and for nobody else', async () => {
    const aim = aimAt()
    const colleague = { ...aim, holder: newId() }
    const [first, theirs] = [await issue(aim), await issue(colleague)]
    const second = await issue(aim)
    expect(await open(first)).toBeUndefined()
    expect(await open(second)).toMatchObject(aim)
    expect(await open(theirs)).toMatchObject(colleague)
  })

  test('made twice at the same instant leaves one that opens', async () => {
    const aim = aimAt()
    const made = await Promise.all([issue(aim), issue(aim), issue(aim)])
    const opened = await Promise.all(made.map(open))
    expect(opened.filter(Boolean)).toHaveLength(1)
  })

  test('may leave the former one open a while, for whoever is writing', async () => {
    const aim = aimAt()
    const first = await issue(aim)
    const second = await issue(aim, 60)
    expect(await open(first)).toMatchObject(aim)
    expect(await open(second)).toMatchObject(aim)
    await desk.ownerSql(
      "update app.link set revoked_at = now() - interval '1 second' where subject_id = $1 and revoked_at is not null",
      [aim.subjectId],
    )
    expect(await open(first)).toBeUndefined()
  })

  test('rotates as long as it lives, and does not come back once revoked', async () => {
    const aim = aimAt()
    const token = await issue(aim)
    const { linkId } = (await open(token)) ?? { linkId: '' }
    const next = (await at((db) => rotateLink(db, linkId, { days: 30 }))) ?? ''
    expect(await open(token)).toBeUndefined()
    expect(await open(next)).toMatchObject(aim)
    expect(await at((db) => rotateLink(db, linkId, { days: 30 }))).toBeUndefined()
    expect(await at((db) => revokeLinks(db, aim))).toBe(1)
    expect(await open(next)).toBeUndefined()
  })

  test('of one holder is revoked without those of the others', async () => {
    const aim = aimAt()
    const colleague = { ...aim, holder: newId() }
    const [mine, theirs] = [await issue(aim), await issue(colleague)]
    expect(await at((db) => revokeLinks(db, aim))).toBe(1)
    expect(await open(mine)).toBeUndefined()
    expect(await open(theirs)).toMatchObject(colleague)
  })

  test('is forgotten a year after it ended, not before', async () => {
    const [old, recent] = [aimAt(), aimAt()]
    for (const aim of [old, recent]) await issue(aim)
    const end = (aim: { subjectId: string }, ago: string) =>
      desk.ownerSql(
        'update app.link set issued_at = now() - $2::interval * 2, expires_at = now() - $2::interval where subject_id = $1',
        [aim.subjectId, ago],
      )
    await end(old, '400 days')
    await end(recent, '300 days')
    await at((db) => purgeLinks(db))
    expect([await at((db) => linksOf(db, old)), await at((db) => linksOf(db, recent))]).toMatchObject([
      [],
      [{}],
    ])
  })

  test('no longer opens once it has expired', async () => {
    const aim = aimAt()
    const token = await issue(aim)
    await desk.ownerSql(
      "update app.link set issued_at = now() - interval '2 days', expires_at = now() - interval '1 day' where subject_id = $1",
      [aim.subjectId],
    )
    expect(await open(token)).toBeUndefined()
  })
})

describe('a link that does not open', () => {
  /** Everything that somebody outside may compare. */
  const seen = async (path: string, init: RequestInit = {}) => {
    const response = await desk.anyone.fetch(path, init)
    const headers = [...response.headers]
      .filter(([name]) => !['date', 'x-request-id'].includes(name))
      .map(([name, value]) => `${name}: ${value.replace(/nonce-[^']+/, 'nonce')}`)
    const body = (await response.text()).replace(/nonce="[^"]+"/, 'nonce')
    return { status: response.status, headers: headers.toSorted(), body }
  }

  test('answers the same whether it was never made, cut, revoked or expired, when read and when written', async () => {
    const revoked = aimAt()
    const expired = aimAt()
    const [ended, old] = [await issue(revoked), await issue(expired)]
    await at((db) => revokeLinks(db, revoked))
    await desk.ownerSql(
      "update app.link set issued_at = now() - interval '2 days', expires_at = now() - interval '1 day' where subject_id = $1",
      [expired.subjectId],
    )
    const never = randomBytes(32).toString('base64url')
    const form = { method: 'POST', body: new URLSearchParams({ name: 'Essai' }) }
    for (const init of [{}, form]) {
      const expected = await seen(`/lien/${never}`, init)
      expect(expected.status).toBe(404)
      expect(expected.body).toContain('Ce lien n’ouvre plus de page')
      for (const token of [ended, old, ended.slice(0, 20), '', 'x'.repeat(900), `${never}/2/3`, "a'b%00c"]) {
        expect(await seen(`/lien/${token}`, init)).toEqual(expected)
      }
    }
  })

  test('leads to that same page when its address does not even read', async () => {
    const broken = await desk.anyone.fetch('/lien/%E0%A4%A')
    expect([broken.status, broken.headers.get('location')]).toEqual([303, '/lien/illisible'])
    expect(await seen('/lien/illisible')).toEqual(await seen('/lien/x'))
    const elsewhere = await desk.anyone.fetch('/bureau/%E0%A4%A')
    expect([elsewhere.status, await elsewhere.text()]).toEqual([400, expect.not.stringContaining('%E0')])
  })

  test('asks the database the same statements whatever is wrong with it', async () => {
    const revoked = aimAt()
    const ended = await issue(revoked)
    await at((db) => revokeLinks(db, revoked))
    const asked = async (token: string) => {
      const texts: string[] = []
      const listening = desk.database.withPlugin({
        transformQuery: ({ node }) => {
          texts.push(node.kind)
          return node
        },
        transformResult: async ({ result }) => result,
      })
      await listening.transaction().execute((db) => openLink(db, token))
      return texts
    }
    const expected = await asked(randomBytes(32).toString('base64url'))
    expect(expected).toHaveLength(2)
    for (const token of [ended, '', 'court', await issue()]) expect(await asked(token)).toEqual(expected)
  })

  test('slows down an address that tries many, without stopping the others', async () => {
    const throttle = new Throttle({ free: 3, longest: 60 })
    const door = linkDoor({}, throttle)
    const knock = (address: string) =>
      at((db) =>
        door.run({
          params: { '*': randomBytes(32).toString('base64url') },
          query: {},
          form: {},
          isPost: false,
          db,
          keys: desk.keys,
          letterbox: letterboxOf(desk.keys),
          transact: at,
          origin: desk.url,
          address,
        }),
      )
    for (let count = 0; count < 3; count += 1) await knock('192.0.2.1')
    await expect(knock('192.0.2.1')).rejects.toMatchObject({ code: 'too_many_links' })
    expect(await knock('192.0.2.2')).toMatchObject({ kind: 'page', status: 404 })
  })
})

describe('the role of the public pages, by itself', () => {
  test('sees the one link that was opened in its transaction, and changes nothing of it but its use', async () => {
    const aim = aimAt()
    await issue()
    const token = await issue(aim)
    const client = new pg.Client({ connectionString: urlOf(desk.ownerUrl, publicRole, desk.keys) })
    await client.connect()
    try {
      const codeOf = (text: string) =>
        client.query(text).then(
          () => 'allowed',
          (error: { code?: string }) => error.code,
        )
      expect((await client.query('select * from app.link')).rows).toEqual([])
      const { createHash } = await import('node:crypto')
      const digest = createHash('sha256').update(token).digest('hex')
      await client.query('begin')
      await client.query("select set_config('app.link', $1, true)", [digest])
      const { rows } = await client.query(
        "select subject_id, app.linked('service') as it, app.linked('survey') as other from app.link",
      )
      expect(rows).toEqual([{ subject_id: aim.subjectId, it: aim.subjectId, other: null }])
      await client.query('commit')
      expect((await client.query("select app.linked('service') as it")).rows).toEqual([{ it: null }])
      expect(await codeOf("update app.link set expires_at = now() + interval '9 years'")).toBe('42501')
      expect(await codeOf('delete from app.link')).toBe('42501')
      expect(await codeOf('insert into app.link (id) values (gen_random_uuid())')).toBe('42501')
    } finally {
      await client.end()
    }
  })
})
