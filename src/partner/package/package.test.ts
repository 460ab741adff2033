import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import type { PartnerPerson } from '#kernel/testing/partners.server.ts'
import { readEvents } from '../relay/contract.ts'
import { deliver, packageFor, relayOf, replyKey, sealTo } from '../testing.server.ts'
import {
  acknowledgePackage,
  askComplement,
  listPackages,
  openPackage,
  readPackage,
  recordReturn,
  redirectPackage,
} from './contract.ts'

let desk: TestDesk
let agent: PartnerPerson
let colleague: PartnerPerson
let sealedNote: string

beforeAll(async () => {
  desk = await openTestDesk()
  const authorityId = await desk.partners.authority()
  agent = await desk.partners.person({ authorityId, name: 'Ida Fictive' })
  colleague = await desk.partners.person({ authorityId, name: 'Jo Fictif' })
  sealedNote = await sealTo([replyKey], 'Précisez l’adresse.')
})
afterAll(() => desk.close())

const sent = async (given = {}) => deliver(desk, await packageFor([agent, colleague], given))
const about = ({ packageId }: { packageId: string }) => ({ params: { id: packageId } })
const eventsOf = async (packageId: string) => {
  const { nobody, headers } = relayOf(desk)
  const { items } = await nobody.ok(readEvents, { query: { limit: 500 }, headers })
  return items.filter((one) => one.packageId === packageId)
}

test('the whole way: opened, acknowledged by name, a complement, the return; each once for the helpline', async () => {
  const one = await sent()
  await agent.ok(openPackage, about(one))
  await agent.ok(openPackage, about(one))
  await agent.ok(acknowledgePackage, about(one))
  const second = await colleague.ok(acknowledgePackage, about(one))
  expect(second.acknowledgedBy).toBe('Ida Fictive')
  await colleague.ok(askComplement, { ...about(one), input: { sealedNote } })
  const file = await colleague.ok(recordReturn, {
    ...about(one),
    input: { outcome: 'closed_no_action', sealedNote },
  })
  expect(file.history.map(({ kind, personName }) => [kind, personName])).toEqual([
    ['read', 'Ida Fictive'],
    ['acknowledged', 'Ida Fictive'],
    ['complement_asked', 'Jo Fictif'],
    ['return_recorded', 'Jo Fictif'],
  ])
  const events = await eventsOf(one.packageId)
  expect(events.map(({ kind, outcome, sealedNote: note }) => [kind, outcome, note])).toEqual([
    ['read', null, null],
    ['acknowledged', null, null],
    ['complement_asked', null, sealedNote],
    ['return_recorded', 'closed_no_action', sealedNote],
  ])
  expect(new Set(events.map(({ transmissionId }) => transmissionId))).toEqual(new Set([one.transmissionId]))
})

test('two people acknowledge at the same instant: one name', async () => {
  const one = await sent()
  const files = await Promise.all([agent, colleague].map((who) => who.ok(acknowledgePackage, about(one))))
  expect(new Set(files.map(({ acknowledgedBy }) => acknowledgedBy)).size).toBe(1)
  expect((await eventsOf(one.packageId)).map(({ kind }) => kind)).toEqual(['acknowledged'])
})

test('a complement asked twice under one key is asked once', async () => {
  const one = await sent()
  const key = crypto.randomUUID()
  await agent.ok(askComplement, { ...about(one), input: { sealedNote }, key })
  await agent.ok(askComplement, { ...about(one), input: { sealedNote }, key })
  expect(await eventsOf(one.packageId)).toHaveLength(1)
})

test('a return wants an acknowledgement; what was redirected or returned is closed', async () => {
  const one = await sent()
  const returning = { ...about(one), input: { outcome: 'closed_no_action' as const, sealedNote: null } }
  expect((await agent.call(recordReturn, returning)).refusal?.code).toBe('package_not_acknowledged')
  await agent.ok(redirectPackage, { ...about(one), input: { sealedNote } })
  for (const answer of [
    await agent.call(recordReturn, returning),
    await agent.call(acknowledgePackage, about(one)),
    await agent.call(askComplement, { ...about(one), input: { sealedNote } }),
    await agent.call(redirectPackage, { ...about(one), input: { sealedNote } }),
  ]) {
    expect(answer.refusal?.code).toBe('package_settled')
  }
})

test('an evaluation that goes on is written down, and its outcome may come later', async () => {
  const one = await sent()
  await agent.ok(acknowledgePackage, about(one))
  const returned = (outcome: 'evaluation_ongoing' | 'administrative_help') =>
    agent.call(recordReturn, { ...about(one), input: { outcome, sealedNote: null } })
  expect((await returned('evaluation_ongoing')).status).toBe(200)
  const { items } = await agent.ok(listPackages, { query: { view: 'awaiting_return' } })
  expect(items.map(({ id }) => id)).toContain(one.packageId)
  expect((await returned('administrative_help')).body.returnOutcome).toBe('administrative_help')
  expect((await returned('evaluation_ongoing')).refusal?.code).toBe('package_settled')
  expect((await eventsOf(one.packageId)).map(({ outcome }) => outcome)).toEqual([
    null,
    'evaluation_ongoing',
    'administrative_help',
  ])
})

test('a note that was not sealed in the browser does not enter', async () => {
  const one = await sent()
  const plain = Buffer.from('une note en clair').toString('base64')
  const answer = await agent.call(askComplement, { ...about(one), input: { sealedNote: plain } })
  expect(answer.status).toBe(400)
  expect(await eventsOf(one.packageId)).toEqual([])
})

describe('the list', () => {
  test('what waits comes urgent first and the oldest first, page after page, none twice and none missing', async () => {
    const authorityId = await desk.partners.authority()
    const reader = await desk.partners.person({ authorityId })
    for (let index = 0; index < 65; index += 1) {
      await deliver(
        desk,
        await packageFor([reader], {
          urgent: index % 13 === 5,
          sentAt: new Date(Date.UTC(2026, 10, 1 + (index % 7))).toISOString(),
          reference: `IP-2026-${String(index).padStart(4, '0')}`,
        }),
      )
    }
    for (const view of ['to_acknowledge', 'all'] as const) {
      const seen: { urgent: boolean; sentAt: string; id: string }[] = []
      let after: string | undefined
      do {
        const page = await reader.ok(listPackages, { query: { view, ...(after && { after }) } })
        expect([page.waiting, page.urgent]).toEqual([65, 5])
        seen.push(...page.items)
        after = page.next ?? undefined
      } while (after)
      expect(new Set(seen.map(({ id }) => id)).size).toBe(65)
      const rank = (one: (typeof seen)[number]) =>
        view === 'all' ? one.sentAt : `${one.urgent ? 0 : 1} ${one.sentAt}`
      const order = seen.map(rank)
      const sorted = order.toSorted()
      expect(order).toEqual(view === 'all' ? sorted.toReversed() : sorted)
    }
  })

  test('each view holds what its name says', async () => {
    const authorityId = await desk.partners.authority()
    const reader = await desk.partners.person({ authorityId })
    const [waiting, expected, done] = [
      await deliver(desk, await packageFor([reader])),
      await deliver(desk, await packageFor([reader])),
      await deliver(desk, await packageFor([reader])),
    ]
    for (const one of [expected, done]) await reader.ok(acknowledgePackage, about(one))
    await reader.ok(recordReturn, {
      ...about(done),
      input: { outcome: 'closed_no_action', sealedNote: null },
    })
    const idsOf = async (view: 'to_acknowledge' | 'awaiting_return' | 'all') =>
      (await reader.ok(listPackages, { query: { view } })).items.map(({ id }) => id)
    expect(await idsOf('to_acknowledge')).toEqual([waiting.packageId])
    expect(await idsOf('awaiting_return')).toEqual([expected.packageId])
    expect(await idsOf('all')).toHaveLength(3)
    expect((await reader.ok(readPackage, about(done))).returnOutcome).toBe('closed_no_action')
  })
})
