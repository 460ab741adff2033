import { createServer } from 'node:http'
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs, sendingOf } from '#kernel/testing/jobs.server.ts'
import {
  readTransmission,
  recallTransmission,
  submitTransmission,
  validateTransmission,
} from '#listening/transmission/contract.ts'
import { acknowledgePackage, listPackages, redirectPackage } from '#partner/package/contract.ts'
import { keepKey } from '#partner/session/contract.ts'
import {
  handOverTransmission,
  listEscalations,
  listUndelivered,
  readDelivery,
  resendTransmission,
  settleEscalation,
} from './contract.ts'
import { makeGround, sendOne } from './ground.testing.ts'
import { reconcile } from './reconcile.server.ts'

let desk: TestDesk
let ana: Person
let brune: Person

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana')
  brune = await desk.people.coordinator('Brune')
})
afterAll(() => desk.close())

const people = () => ({ author: ana, validator: brune })
const statusOf = async (id: string) => (await ana.ok(readTransmission, { params: { id } })).status
const deliveryOf = (id: string, who = ana) => who.ok(readDelivery, { params: { id } })
const packagesOf = async (who: Person) => (await who.ok(listPackages, { query: { view: 'all' } })).items

const tasksOn = async (id: string) =>
  (await brune.ok(listEscalations, { query: {} })).items.filter((task) => task.transmissionId === id)

/** How many transmissions have left their authors without a row in the outbox (R6). */
const orphans = () =>
  desk.sql(`select t.id from transmission t
    left join delivery d on d.transmission_id = t.id and d.state <> 'recalled'
    where t.status not in ('draft', 'submitted', 'returned', 'cancelled') and d.id is null`)

test('a validated transmission reaches the portal, and the desk hears who acknowledged it', async () => {
  const ground = await makeGround(desk)
  const id = await sendOne(people(), ground)
  expect(await deliveryOf(id)).toMatchObject({ state: 'queued', channel: 'portal', attempts: 0 })
  await runJobs(desk)
  expect(await statusOf(id)).toBe('sent')
  expect(await deliveryOf(id)).toMatchObject({ state: 'delivered', attempts: 1, trouble: null })
  const [waiting] = await packagesOf(ground.partner as Person)
  await ground.partner?.ok(acknowledgePackage, { params: { id: waiting?.id ?? '' } })
  await runJobs(desk)
  expect(await ana.ok(readTransmission, { params: { id } })).toMatchObject({ status: 'acknowledged' })
  expect(await deliveryOf(id)).toMatchObject({ state: 'acknowledged', acknowledgedAt: expect.any(String) })
  expect(await orphans()).toEqual([])
})

test('a transmission cannot be validated without its place in the outbox, nor lose it afterwards', async () => {
  const id = await sendOne(people(), await makeGround(desk))
  await expect(desk.sql('delete from delivery where transmission_id = $1', [id])).rejects.toThrow(
    /delivery of a transmission/,
  )
  await expect(
    desk.sql("update delivery set state = 'recalled', recalled_at = now() where transmission_id = $1", [id]),
  ).rejects.toThrow(/delivery of a transmission/)
  await expect(
    desk.sql(
      `with copy as (select (t).* from (select jsonb_populate_record(t, jsonb_build_object(
         'id', gen_random_uuid(), 'reference', 'IP-0000-0001')) as t from transmission t where id = $1) one)
       insert into transmission select * from copy`,
      [id],
    ),
  ).rejects.toThrow(/transmission without its delivery/)
  expect(await orphans()).toEqual([])
})

test('while the partner zone does not answer the transmission waits in sight, and leaves when it does', async () => {
  const ground = await makeGround(desk)
  const id = await sendOne(people(), ground)
  const deaf = createServer((request, response) => {
    const isDeposit = request.method === 'POST'
    response.writeHead(isDeposit ? 503 : 200, { 'content-type': 'application/json' })
    response.end(isDeposit ? '{}' : JSON.stringify({ items: [], next: 0 }))
  })
  await new Promise<void>((done) => deaf.listen(0, '127.0.0.1', done))
  const address = deaf.address()
  const partnerUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  await runJobs(desk, { partnerUrl, hurry: true })
  expect(await deliveryOf(id)).toMatchObject({ state: 'handed', trouble: 'refused' })
  expect(await statusOf(id)).toBe('validated')
  await desk.sql(
    "update delivery set send_after = send_after - interval '5 minutes' where transmission_id = $1",
    [id],
  )
  const seen = await brune.ok(listUndelivered)
  expect(seen.items).toContainEqual(
    expect.objectContaining({ transmissionId: id, unit: ground.unit, trouble: 'refused' }),
  )
  deaf.close()
  deaf.closeAllConnections()
  await runJobs(desk, { partnerUrl, hurry: true }).catch(() => undefined)
  expect(await deliveryOf(id)).toMatchObject({ state: 'handed', trouble: 'unreachable' })
  await runJobs(desk, { hurry: true })
  expect(await deliveryOf(id)).toMatchObject({ state: 'delivered', trouble: null })
  expect((await brune.ok(listUndelivered)).items.map((one) => one.transmissionId)).not.toContain(id)
  expect(await packagesOf(ground.partner as Person)).toHaveLength(1)
})

test('with nobody to open it the coordination is told to call, and it leaves as soon as somebody has a key', async () => {
  const ground = await makeGround(desk, { keyless: true })
  const id = await sendOne(people(), ground)
  await runJobs(desk)
  expect(await deliveryOf(id)).toMatchObject({ state: 'undeliverable', trouble: 'no_recipient' })
  const tasks = await brune.ok(listEscalations, { query: {} })
  expect(tasks.items).toContainEqual(
    expect.objectContaining({
      transmissionId: id,
      step: 'undeliverable',
      kind: 'phone_task',
      unit: ground.unit,
    }),
  )
  const key = await newKey()
  await ground.partner?.ok(keepKey, { input: { ...key, replaces: null } })
  await runJobs(desk)
  expect(await deliveryOf(id)).toMatchObject({ state: 'delivered' })
  expect(await packagesOf(ground.partner as Person)).toMatchObject([{ isReadable: true }])
  await reconcile(sendingOf(desk))
  expect(await tasksOn(id)).toEqual([])
})

test('a new colleague with a key receives what was already there, and nobody sees it twice', async () => {
  const ground = await makeGround(desk)
  const id = await sendOne(people(), ground)
  await runJobs(desk)
  const newcomer = await desk.partners.person({ authorityId: ground.authorityId, keyless: true })
  await newcomer.ok(keepKey, { input: { ...(await newKey()), replaces: null } })
  await runJobs(desk)
  expect(await packagesOf(newcomer)).toMatchObject([{ isReadable: true }])
  expect(await packagesOf(ground.partner as Person)).toHaveLength(1)
  await brune.ok(resendTransmission, { params: { id } })
  await runJobs(desk)
  expect(await packagesOf(newcomer)).toHaveLength(1)
  expect(await statusOf(id)).toBe('sent')
})

test('what is taken back within five minutes never leaves, and may leave corrected under another package', async () => {
  const ground = await makeGround(desk)
  const id = await sendOne(people(), ground, { urgent: false })
  await runJobs(desk)
  expect(await deliveryOf(id)).toMatchObject({ state: 'queued', attempts: 0 })
  const { version } = await ana.ok(readTransmission, { params: { id } })
  const recalled = await ana.ok(recallTransmission, {
    params: { id },
    version,
    input: { reason: 'Un prénom est à corriger' },
  })
  await runJobs(desk, { hurry: true })
  expect(await packagesOf(ground.partner as Person)).toEqual([])
  const again = await ana.ok(submitTransmission, {
    params: { id },
    version: recalled.version,
    input: { confirmations: [{ unitId: ground.unitId, words: ground.unit }] },
  })
  await brune.ok(validateTransmission, { params: { id }, version: again.version })
  await runJobs(desk, { hurry: true })
  expect(await statusOf(id)).toBe('sent')
  expect(await packagesOf(ground.partner as Person)).toHaveLength(1)
  expect(await orphans()).toEqual([])
})

test('what is handed over stays open until somebody says to whom, how and when', async () => {
  const ground = await makeGround(desk, { channel: 'hand_over', nobody: true })
  const id = await sendOne(people(), ground, { recipient: 'prosecutor' })
  await runJobs(desk)
  expect(await deliveryOf(id)).toMatchObject({
    state: 'queued',
    abilities: { handOver: true, resend: false },
  })
  const refused = await brune.call(resendTransmission, { params: { id } })
  expect(refused.refusal?.code).toBe('not_on_the_portal')
  const given = { toWhom: 'M. Fictif Parquetier, substitut', how: 'phone' } as const
  const early = await ana.call(handOverTransmission, {
    params: { id },
    input: { ...given, at: '2020-01-01T00:00:00Z' },
  })
  expect(early.refusal?.code).toBe('malformed')
  await ana.ok(handOverTransmission, { params: { id }, input: given })
  expect(await statusOf(id)).toBe('acknowledged')
  expect(await deliveryOf(id)).toMatchObject({
    state: 'acknowledged',
    handedTo: given.toWhom,
    handOverWay: 'phone',
    handedOverBy: 'Ana',
    abilities: { handOver: false },
  })
  const twice = await ana.call(handOverTransmission, { params: { id }, input: given })
  expect(twice.refusal?.code).toBe('handed_over_already')
  const rows = await desk.sql('select delivery::text as text from delivery where transmission_id = $1', [id])
  expect(JSON.stringify(rows)).not.toContain('Parquetier')
})

test('what goes through the portal is not handed over', async () => {
  const id = await sendOne(people(), await makeGround(desk))
  const refused = await ana.call(handOverTransmission, {
    params: { id },
    input: { toWhom: 'Mme Inventée', how: 'in_person' },
  })
  expect(refused.refusal?.code).toBe('not_handed_over')
})

test('an authority that is not competent says so, and the coordination has a task until it is settled', async () => {
  const ground = await makeGround(desk)
  const id = await sendOne(people(), ground)
  await runJobs(desk)
  const [received] = await packagesOf(ground.partner as Person)
  const [reply] = await desk.sql<{ public_key: string }>('select public_key from helpline_key')
  const encrypter = new Encrypter()
  encrypter.addRecipient(reply?.public_key ?? '')
  const sealedNote = Buffer.from(await encrypter.encrypt('Ce n’est pas notre département.')).toString(
    'base64',
  )
  await ground.partner?.ok(redirectPackage, { params: { id: received?.id ?? '' }, input: { sealedNote } })
  await runJobs(desk)
  expect(await statusOf(id)).toBe('redirected')
  await reconcile(sendingOf(desk))
  expect(await tasksOn(id)).toMatchObject([{ step: 'redirected', round: 1, kind: 'phone_task' }])
  const settle = async (outcome: 'reached' | 'sent_again', days: number) => {
    const [task] = await tasksOn(id)
    await brune.ok(settleEscalation, { params: { id: task?.id ?? '' }, input: { outcome, note: null } })
    const now = new Date(Date.now() + days * 86_400_000).toISOString()
    await reconcile(sendingOf(desk), { now })
  }
  // Somebody was reached, but nothing was sent elsewhere: it rings again the next day.
  await settle('reached', 1.01)
  expect(await tasksOn(id)).toMatchObject([{ step: 'redirected', round: 2 }])
  await settle('sent_again', 30)
  expect(await tasksOn(id)).toEqual([])
})

async function newKey() {
  const identity = await generateX25519Identity()
  const sealing = new Encrypter()
  sealing.setPassphrase('une phrase secrète d’essai')
  sealing.setScryptWorkFactor(2)
  const sealedIdentity = Buffer.from(await sealing.encrypt(identity)).toString('base64')
  return { publicKey: await identityToRecipient(identity), sealedIdentity }
}
