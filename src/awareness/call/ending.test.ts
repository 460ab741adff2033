import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Person, TestDesk } from '#kernel/testing/harness.server.ts'
import { openMailbox } from '#kernel/testing/mailbox.server.ts'
import { type Calls, openCalls } from './call.testing.ts'
import { giveReview, moveProjectCall, readProjectCall } from './contract.ts'
import { purgeDrafts, writeApplication } from './tasks.server.ts'

let desk: TestDesk
let calls: Calls
let ophelie: Person
let brune: Person

beforeAll(async () => {
  calls = await openCalls()
  ;({ desk, ophelie, brune } = calls)
})
afterAll(() => desk.close())

test('when a call is withdrawn, whoever wrote or is writing is told, and its pages close', async () => {
  const call = await calls.open({ title: 'Retrait' })
  const links = [await calls.begin(call.slug), await calls.handedIn(call.slug)]
  const mailbox = await openMailbox()
  const outside = {
    mail: mailbox.mail(),
    publicUrl: () => desk.url,
    onTrouble: (error: unknown) => {
      throw error
    },
  }
  const ids = await desk.sql<{ id: string }>('select id from application where call_id = $1', [call.id])
  const tell = async () => {
    for (const { id } of ids)
      await writeApplication({ database: desk.database, keys: desk.keys, outside }, id)
  }
  await tell()
  const plan = async () => (await calls.read('/sitemap.xml')).includes(`/appels-a-projets/${call.slug}<`)
  expect(await plan()).toBe(true)
  await ophelie.ok(moveProjectCall, {
    params: { id: call.id },
    version: call.version,
    input: { status: 'withdrawn' },
  })
  await tell()
  await tell()
  const said = mailbox.letters.map(({ text }) => [text?.includes('est retiré'), text?.includes('/lien/')])
  expect(said).toEqual([
    [false, true],
    [false, true],
    [true, false],
    [true, false],
  ])
  for (const path of [`/appels-a-projets/${call.slug}`, ...links])
    expect((await desk.anyone.fetch(path)).status).toBe(404)
  expect(await plan()).toBe(false)
  const { applications } = await ophelie.ok(readProjectCall, { params: { id: call.id } })
  expect(applications).toHaveLength(1)
  const again = await ophelie.call(moveProjectCall, {
    params: { id: call.id },
    version: call.version + 1,
    input: { status: 'published' },
  })
  expect(again.refusal?.code).toBe('call_moved')
  outside.mail.close()
  await mailbox.close()
})

test('what nobody handed in is forgotten three months after the call closed, and nothing else is', async () => {
  const call = await calls.open({ title: 'Oubli' })
  await calls.begin(call.slug)
  await calls.handedIn(call.slug)
  const link = await calls.handedIn(call.slug)
  const { applications } = await ophelie.ok(readProjectCall, { params: { id: call.id } })
  const scores = call.criteria.map(({ id }) => ({ criterionId: id, score: 3 }))
  for (const { id } of applications)
    await brune.ok(giveReview, { params: { id }, input: { hasConflict: false, scores, comment: 'Lu.' } })
  // Taken back after somebody gave a say, and never handed in again.
  await calls.post(`${link}/reprendre`, new URLSearchParams({ act: 'corriger' }))
  const left = async (days: number) => {
    await desk.sql(
      `update project_call set opens_on = '2026-01-01', closes_on = current_date - $2::integer where id = $1`,
      [call.id, days],
    )
    await desk.database.transaction().execute((db) => purgeDrafts(db))
    const rows = await desk.sql<{ state: string }>(
      'select state from application where call_id = $1 order by state',
      [call.id],
    )
    return rows.map(({ state }) => state)
  }
  expect(await left(90)).toEqual(['draft', 'draft', 'submitted'])
  expect(await left(91)).toEqual(['submitted'])
  const [links] = await desk.sql<{ count: number }>(
    `select count(*)::int as count from link where purpose = 'application'
     and not exists (select from application a where a.id = subject_id)`,
  )
  expect(links?.count).toBe(0)
  expect((await desk.anyone.fetch(link)).status).not.toBe(200)
})
