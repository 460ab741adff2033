import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import {
  cancelTransmission,
  createTransmission,
  listTransmissions,
  readMaterial,
  readTransmission,
  recallTransmission,
  removeTransmission,
  returnTransmission,
  submitTransmission,
  takeBackTransmission,
  transmissionJson,
  transmissionsOf,
  validateTransmission,
} from './contract.ts'
import { markSent } from './transition.server.ts'
import { stepsOf } from './writing.testing.ts'

const hautRhin = 'CRIP du Haut-Rhin'
const basRhin = 'CRIP du Bas-Rhin'

let desk: TestDesk
let ana: Person
let brune: Person
let chloe: Person
let act: ReturnType<typeof stepsOf>
beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana')
  brune = await desk.people.coordinator('Brune')
  chloe = await desk.people.coordinator('Chloé')
  act = stepsOf(desk, ana)
})
afterAll(() => desk.close())

const inOne = <Done>(work: Parameters<ReturnType<TestDesk['database']['transaction']>['execute']>[0]) =>
  desk.database.transaction().execute(work) as Promise<Done>
const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 9, minutes)).toISOString()

test('whoever wrote it does not validate it, even a coordinator, and the database refuses it too', async () => {
  const file = await act.openFile()
  const mine = await act.submit(file, [hautRhin], {}, brune)
  const answer = await brune.call(validateTransmission, { params: { id: mine.id }, version: mine.version })
  expect(answer.refusal?.code).toBe('own_validation')
  await expect(
    desk.sql(
      `update transmission set status = 'validated', validator_id = author_id, validated_at = now(), send_after = now(),
       sealed_content = '\\x00' where id = $1`,
      [mine.id],
    ),
  ).rejects.toMatchObject({ constraint: 'transmission_second_reader' })
  expect((await act.read(mine.id)).status).toBe('submitted')
  const done = await chloe.ok(validateTransmission, { params: { id: mine.id }, version: mine.version })
  expect(await act.read(mine.id)).toMatchObject({
    status: 'validated',
    validator: 'Chloé',
    version: done.version,
  })
})

test('a listener neither validates, nor returns, nor cancels: to them these do not exist', async () => {
  const { id, version } = await act.submit(await act.openFile(), [hautRhin])
  const dana = await desk.people.listener()
  for (const who of [ana, dana]) {
    const answers = await Promise.all([
      who.call(validateTransmission, { params: { id }, version }),
      who.call(returnTransmission, { params: { id }, version, input: { remarks: 'Non' } }),
      who.call(cancelTransmission, { params: { id }, version, input: { reason: 'Non' } }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
  }
})

test('roles that do not listen find nothing here, whether it exists or not', async () => {
  const file = await act.openFile()
  const { id } = await act.submit(file, [hautRhin])
  for (const role of [
    'reception',
    'analyst',
    'cartographer',
    'awareness_officer',
    'administrator',
    'auditor',
  ] as const) {
    const who = await desk.people[role]()
    const answers = await Promise.all([
      who.call(readTransmission, { params: { id } }),
      who.call(readTransmission, { params: { id: crypto.randomUUID() } }),
      who.call(transmissionsOf, { params: { id: file } }),
      who.call(readMaterial, { params: { id: file } }),
      who.call(listTransmissions),
      who.call(transmissionJson, { params: { id } }),
      who.call(createTransmission, { params: { id: file }, input: {} }),
    ])
    expect(
      answers.map(({ refusal }) => refusal?.code),
      role,
    ).toEqual(answers.map(() => 'not_found'))
    expect(new Set(answers.map(({ text }) => text)).size, role).toBe(1)
  }
})

test('two recipients are two rows, each confirmed, each with its own fate', async () => {
  const file = await act.openFile()
  const { id, version, recipients } = await act.write(file, [hautRhin, basRhin])
  const [first, second] = recipients
  const half = await ana.call(submitTransmission, {
    params: { id },
    version,
    input: { confirmations: [{ unitId: first?.unitId ?? '', words: hautRhin }] },
  })
  expect(half.refusal?.code).toBe('recipient_not_confirmed')
  await ana.ok(submitTransmission, {
    params: { id },
    version,
    input: { confirmations: recipients.map(({ unitId, name }) => ({ unitId, words: name })) },
  })
  const { items } = await ana.ok(transmissionsOf, { params: { id: file } })
  expect(items).toHaveLength(2)
  expect(new Set(items.map(({ reference }) => reference)).size).toBe(2)
  expect(new Set(items.map(({ writingId }) => writingId)).size).toBe(1)
  const other = items.find(({ recipient }) => recipient?.unitId === second?.unitId)
  const whichever = await act.read(id)
  await brune.ok(validateTransmission, { params: { id }, version: whichever.version })
  await brune.ok(returnTransmission, {
    params: { id: other?.id ?? '' },
    version: other?.version,
    input: { remarks: 'Le Bas-Rhin n’est pas concerné.' },
  })
  const after = await act.read(id)
  expect(after.together.map(({ status }) => status).toSorted()).toEqual(['returned', 'validated'])
  expect(after.content?.recipient.name).toBe(hautRhin)
})

test('a coordinator returns it with remarks; its author corrects it and submits it again', async () => {
  const { id, version, recipients } = await act.submit(await act.openFile(), [hautRhin])
  await brune.ok(returnTransmission, { params: { id }, version, input: { remarks: 'Précisez la date.' } })
  const back = await act.read(id)
  expect(back).toMatchObject({ status: 'returned', submittedAt: null, abilities: { write: true } })
  expect(back.history.at(-1)).toMatchObject({ kind: 'returned', by: 'Brune', note: 'Précisez la date.' })
  expect((await ana.ok(listTransmissions, { query: { view: 'writing' } })).counts.toCorrect).toBeGreaterThan(
    0,
  )
  const confirmations = recipients.map(({ unitId, name }) => ({ unitId, words: name }))
  await ana.ok(submitTransmission, { params: { id }, version: back.version, input: { confirmations } })
  expect((await act.read(id)).history.map(({ kind }) => kind)).toEqual([
    'written',
    'submitted',
    'returned',
    'submitted',
  ])
})

test('its author takes back what was submitted, and may erase what nobody else holds', async () => {
  const { id, version } = await act.submit(await act.openFile(), [hautRhin])
  const refused = await ana.call(removeTransmission, { params: { id } })
  expect(refused.refusal?.code).toBe('transmission_moved')
  await expect(desk.sql('delete from transmission where id = $1', [id])).rejects.toMatchObject({
    constraint: 'transmission_kept',
  })
  await ana.ok(takeBackTransmission, { params: { id }, version })
  await ana.ok(removeTransmission, { params: { id } })
  expect((await ana.call(readTransmission, { params: { id } })).status).toBe(404)
})

test('what does not press may be recalled for five minutes, by its author or a coordinator; then validated anew', async () => {
  for (const who of [ana, brune]) {
    const { id, version, sendAfter } = await act.validated(brune, await act.openFile(), [hautRhin])
    expect(Date.parse(sendAfter) - Date.now()).toBeGreaterThan(4 * 60_000)
    await who.ok(recallTransmission, { params: { id }, version, input: { reason: 'Une date est fausse.' } })
    const back = await act.read(id)
    expect(back).toMatchObject({ status: 'returned', content: null, validatedAt: null, sendAfter: null })
    const { recipient } = back
    const again = await ana.ok(submitTransmission, {
      params: { id },
      version: back.version,
      input: { confirmations: [{ unitId: recipient?.unitId ?? '', words: recipient?.name ?? '' }] },
    })
    await chloe.ok(validateTransmission, { params: { id }, version: again.version })
    const [count] = await desk.sql<{ live: number; all: number }>(
      `select count(*) filter (where state <> 'recalled') as live, count(*) as all from delivery where transmission_id = $1`,
      [id],
    )
    expect(count).toEqual({ live: 1, all: 2 })
  }
})

test('a colleague does not recall; nobody recalls what presses or what has left', async () => {
  const quiet = await act.validated(brune, await act.openFile(), [hautRhin])
  const dana = await desk.people.listener()
  const reason = { reason: 'x' }
  const notMine = await dana.call(recallTransmission, {
    params: { id: quiet.id },
    version: quiet.version,
    input: reason,
  })
  expect(notMine.refusal?.code).toBe('not_the_author')
  const urgent = await act.validated(brune, await act.openFile(), [hautRhin], { urgent: true })
  const refused = await ana.call(recallTransmission, {
    params: { id: urgent.id },
    version: urgent.version,
    input: reason,
  })
  expect(refused.refusal?.code).toBe('recall_too_late')
  await inOne((db) => markSent(db, quiet.id, at(0)))
  const late = await ana.call(recallTransmission, {
    params: { id: quiet.id },
    version: (await act.read(quiet.id)).version,
    input: reason,
  })
  expect(late.refusal?.code).toBe('recall_too_late')
})

test('a coordinator cancels with a reason what has not left, and it stays readable', async () => {
  const made = await act.validated(brune, await act.openFile(), [hautRhin])
  await chloe.ok(cancelTransmission, {
    params: { id: made.id },
    version: made.version,
    input: { reason: 'Déjà transmise hier.' },
  })
  const end = await act.read(made.id)
  expect(end).toMatchObject({ status: 'cancelled' })
  expect(end.history.at(-1)).toMatchObject({ kind: 'cancelled', by: 'Chloé', note: 'Déjà transmise hier.' })
})

test('the urgent come first, then the longest waiting, page after page; a listener lists only their own', async () => {
  await act.submit(await act.openFile(), [hautRhin])
  await act.submit(await act.openFile(), [hautRhin], { urgent: true })
  await act.submit(await act.openFile(), [basRhin], {}, brune)
  const rows: { id: string; urgent: boolean; submittedAt: string | null }[] = []
  let after: string | undefined
  do {
    const page = await brune.ok(listTransmissions, { query: { view: 'to_validate', limit: 2, after } })
    rows.push(...page.items)
    after = page.next ?? undefined
    expect(page.counts.toValidate).toBeGreaterThanOrEqual(3)
  } while (after)
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  const keys = rows.map(({ urgent, submittedAt }) => `${urgent ? 0 : 1} ${submittedAt}`)
  expect(keys).toEqual(keys.toSorted())
  const own = await ana.ok(listTransmissions, { query: { view: 'to_validate', limit: 100 } })
  expect(new Set(own.items.map(({ author }) => author.id))).toEqual(new Set([ana.id]))
  expect(own.counts.toValidate).toBe(own.items.length)
})

test('two coordinators who validate at the same moment: one does, and it leaves once', async () => {
  const { id, version } = await act.submit(await act.openFile(), [hautRhin])
  const answers = await Promise.all(
    [brune, chloe].map((who) => who.call(validateTransmission, { params: { id }, version })),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412])
  const [row] = await desk.sql<{ count: number }>(
    'select count(*) from delivery where transmission_id = $1',
    [id],
  )
  expect(row?.count).toBe(1)
})
