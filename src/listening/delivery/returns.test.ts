import { Encrypter } from 'age-encryption'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs, sendingOf } from '#kernel/testing/jobs.server.ts'
import { readTransmission } from '#listening/transmission/contract.ts'
import { acknowledgePackage, listPackages, readPackage, recordReturn } from '#partner/package/contract.ts'
import type { ReturnOutcome } from '#vocabulary'
import { readDelivery } from './contract.ts'
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

test('an evaluation that goes on is news, the return that ends it comes later, and the clock runs in between', async () => {
  const ground = await makeGround(desk)
  const partner = ground.partner as Person
  const id = await sendOne({ author: ana, validator: brune }, ground)
  await runJobs(desk)
  const [received] = (await partner.ok(listPackages, { query: {} })).items
  const at = { params: { id: received?.id ?? '' } }
  await partner.ok(acknowledgePackage, at)
  const seen = () => ana.ok(readTransmission, { params: { id } })
  const returns = async (outcome: ReturnOutcome, note: string) => {
    const { replyKey } = await partner.ok(readPackage, at)
    const sealing = new Encrypter()
    sealing.addRecipient(replyKey)
    const sealedNote = Buffer.from(await sealing.encrypt(note)).toString('base64')
    const answer = await partner.call(recordReturn, { ...at, input: { outcome, sealedNote } })
    await runJobs(desk)
    return answer.refusal?.code ?? answer.body.returnOutcome
  }
  expect(await returns('evaluation_ongoing', 'Une visite est prévue.')).toBe('evaluation_ongoing')
  const waiting = await seen()
  expect(waiting).toMatchObject({ status: 'acknowledged', returnOutcome: 'evaluation_ongoing' })
  expect(waiting.returnDueOn).not.toBeNull()

  // Four months later nobody has said more: it is late, and somebody is reminded of it.
  const now = new Date(Date.now() + 125 * 86_400_000).toISOString()
  await reconcile(sendingOf(desk), { now })
  expect(await seen()).toMatchObject({ status: 'return_overdue' })
  const rung = async () => (await ana.ok(readDelivery, { params: { id } }))?.escalations ?? []
  const open = async () => (await rung()).filter((one) => one.doneAt === null).map((one) => one.step)
  expect(await open()).toContain('return_late')

  expect(await returns('administrative_help', 'Une aide est proposée.')).toBe('administrative_help')
  expect(await seen()).toMatchObject({ status: 'return_received', returnOutcome: 'administrative_help' })
  expect(await open()).toEqual([])
  expect((await partner.ok(readPackage, at)).history.map((one) => one.outcome)).toEqual(
    expect.arrayContaining(['evaluation_ongoing', 'administrative_help']),
  )
  // What is settled is not unsettled: neither there nor here.
  expect(await returns('evaluation_ongoing', 'Encore un mot.')).toBe('package_settled')
  expect(await seen()).toMatchObject({ status: 'return_received', returnOutcome: 'administrative_help' })
})
