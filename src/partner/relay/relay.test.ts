import { Decrypter } from 'age-encryption'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import type { PartnerPerson } from '#kernel/testing/partners.server.ts'
import { acknowledgePackage, listPackages, openPackage, readPackage } from '../package/contract.ts'
import { purgePartner } from '../session/sessions.server.ts'
import { deliver, packageFor, relayOf, sealTo } from '../testing.server.ts'
import { readEvents, recallPackage, storePackage } from './contract.ts'

let desk: TestDesk
let agent: PartnerPerson
let relay: ReturnType<typeof relayOf>

beforeAll(async () => {
  desk = await openTestDesk()
  agent = await desk.partners.person({ authorityId: await desk.partners.authority() })
  relay = relayOf(desk)
})
afterAll(() => desk.close())

const eventsAfter = (after: number) =>
  relay.nobody.ok(readEvents, { query: { after, limit: 500 }, headers: relay.headers })

describe('whoever has no token finds nothing', () => {
  test.each([
    ['no token', {}],
    ['another token', { authorization: `Bearer ${'0'.repeat(64)}` }],
    ['a token cut short', { authorization: 'Bearer 0' }],
    ['another scheme', { authorization: 'Basic abcd' }],
  ])('%s', async (_, headers) => {
    const lost = await relay.nobody.fetch('/partenaire/relais/rien', { method: 'POST' })
    const expected = await lost.text()
    const input = await packageFor([agent])
    for (const answer of [
      await relay.nobody.call(storePackage, { input, headers: headers as Record<string, string> }),
      await relay.nobody.call(storePackage, {
        input: {} as never,
        headers: headers as Record<string, string>,
      }),
      await relay.nobody.call(readEvents, { headers: headers as Record<string, string> }),
      await relay.nobody.call(recallPackage, {
        input: { packageId: newId() },
        headers: headers as Record<string, string>,
      }),
    ]) {
      expect([answer.status, answer.text]).toEqual([404, expected])
    }
  })

  test('a coordinator and an agent are nobody for the relay', async () => {
    const coordinator = await desk.people.coordinator()
    for (const person of [coordinator, agent]) expect((await person.call(readEvents)).status).toBe(404)
  })
})

test('a package stored five times exists once, and keeps what was done with it', async () => {
  const given = await packageFor([agent])
  await Promise.all(Array.from({ length: 5 }, () => deliver(desk, given)))
  await agent.ok(acknowledgePackage, { params: { id: given.packageId } })
  await deliver(desk, given)
  const { items } = await agent.ok(listPackages, { query: { view: 'all' } })
  expect(items.filter(({ id }) => id === given.packageId)).toHaveLength(1)
  const file = await agent.ok(readPackage, { params: { id: given.packageId } })
  expect(file.acknowledgedBy).toBe(agent.name)
})

test('a higher edition replaces the bytes and not the history; a lower one changes nothing', async () => {
  const first = await packageFor([agent])
  await deliver(desk, first)
  await agent.ok(acknowledgePackage, { params: { id: first.packageId } })
  const late = await desk.partners.person({ authorityId: agent.authorityId })
  const both = [agent, late] as const
  const second = {
    ...first,
    edition: 2,
    recipients: both.map(({ id }) => id),
    sealed: await sealTo(
      both.map(({ publicKey }) => publicKey ?? ''),
      'seconde édition',
    ),
  }
  expect((await late.ok(readPackage, { params: { id: first.packageId } })).isReadable).toBe(false)
  await deliver(desk, second)
  await deliver(desk, first)
  const opened = await late.ok(openPackage, { params: { id: first.packageId } })
  const decrypter = new Decrypter()
  decrypter.addIdentity(late.identity ?? '')
  expect(await decrypter.decrypt(Buffer.from(opened.sealed, 'base64'), 'text')).toBe('seconde édition')
  const file = await late.ok(readPackage, { params: { id: first.packageId } })
  expect([file.isReadable, file.acknowledgedBy]).toEqual([true, agent.name])
})

test('a package never changes hands', async () => {
  const given = await packageFor([agent])
  await deliver(desk, given)
  const other = await desk.partners.person({ authorityId: await desk.partners.authority() })
  const moved = { ...given, edition: 2, authorityId: other.authorityId, recipients: [other.id] }
  const answer = await relay.nobody.call(storePackage, { input: moved, headers: relay.headers })
  expect(answer.status).toBe(400)
  expect((await other.call(readPackage, { params: { id: given.packageId } })).status).toBe(404)
})

test('only keys of people of the authority are written down as opening it', async () => {
  const other = await desk.partners.person({ authorityId: await desk.partners.authority() })
  const given = await packageFor([agent], { recipients: [agent.id, other.id, newId()] })
  await deliver(desk, given)
  const rows = await desk.ownerSql<{ person_id: string }>(
    'select person_id from partner.package_recipient where package_id = $1',
    [given.packageId],
  )
  expect(rows.map(({ person_id }) => person_id)).toEqual([agent.id])
})

test('what is recalled is gone, bytes included, and a late delivery does not bring it back', async () => {
  const given = await packageFor([agent])
  const recall = (packageId: string) =>
    relay.nobody.ok(recallPackage, { input: { packageId }, headers: relay.headers })
  await deliver(desk, given)
  await recall(given.packageId)
  await recall(given.packageId)
  await deliver(desk, { ...given, edition: 3 })
  expect((await agent.call(readPackage, { params: { id: given.packageId } })).status).toBe(404)
  const [row] = await desk.ownerSql<{ sealed: Buffer | null }>(
    'select sealed from partner.package where id = $1',
    [given.packageId],
  )
  expect(row?.sealed).toBeNull()
  const early = await packageFor([agent])
  await recall(early.packageId)
  await deliver(desk, early)
  expect((await agent.call(readPackage, { params: { id: early.packageId } })).status).toBe(404)
})

test('a canary is acknowledged by the zone itself, once, and shown to nobody', async () => {
  const before = (await eventsAfter(0)).next
  const canary = await packageFor([agent], { kind: 'canary', recipients: [] })
  await deliver(desk, canary)
  await deliver(desk, canary)
  const { items } = await eventsAfter(before)
  expect(items.map(({ kind, packageId, personId }) => [kind, packageId, personId])).toEqual([
    ['acknowledged', canary.packageId, null],
  ])
  expect((await agent.call(readPackage, { params: { id: canary.packageId } })).status).toBe(404)
})

test('events are read in the order of their cursors, page by page, and none is missed while others are written', async () => {
  const start = (await eventsAfter(0)).next
  const sent = await Promise.all(Array.from({ length: 12 }, () => packageFor([agent])))
  await Promise.all(sent.map((one) => deliver(desk, one)))
  const reading = (async () => {
    const seen: string[] = []
    for (let after = start; seen.length < sent.length; ) {
      const page = await relay.nobody.ok(readEvents, { query: { after, limit: 5 }, headers: relay.headers })
      seen.push(...page.items.map(({ packageId }) => packageId ?? ''))
      after = page.next
    }
    return seen
  })()
  await Promise.all(sent.map(({ packageId }) => agent.ok(acknowledgePackage, { params: { id: packageId } })))
  expect((await reading).toSorted()).toEqual(sent.map(({ packageId }) => packageId).toSorted())
  const again = (await eventsAfter(start)).items.map(({ cursor }) => cursor)
  expect(again).toEqual(again.toSorted((a, b) => a - b))
})

test('the night forgets old canaries, sessions and answers, and no alert', async () => {
  const canary = await packageFor([agent], { kind: 'canary', recipients: [] })
  const alert = await packageFor([agent])
  await deliver(desk, canary)
  await deliver(desk, alert)
  const gone = await desk.partners.person({ authorityId: agent.authorityId })
  await desk.ownerSql(
    "update partner.package set stored_at = now() - interval '3 days' where id = any($1::uuid[])",
    [[canary.packageId, alert.packageId]],
  )
  await desk.ownerSql("update partner.session set expires_at = now() - interval '1 s' where person_id = $1", [
    gone.id,
  ])
  await desk.database.transaction().execute(purgePartner)
  const kept = await desk.ownerSql<{ id: string }>(
    'select id from partner.package where id = any($1::uuid[])',
    [[canary.packageId, alert.packageId]],
  )
  expect(kept.map(({ id }) => id)).toEqual([alert.packageId])
  expect(await desk.ownerSql('select 1 as one from partner.session where person_id = $1', [gone.id])).toEqual(
    [],
  )
  expect((await agent.call(readPackage, { params: { id: alert.packageId } })).status).toBe(200)
})
