import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { follow, tells } from '#kernel/testing/stream.server.ts'
import { createContact, finaliseContact, saveContact } from '#listening/contact/contract.ts'
import { createSituation } from '#listening/situation/contract.ts'
import {
  clearFlag,
  createHandover,
  flagSituation,
  listFlags,
  listHandovers,
  previewHandover,
  readHandover,
  takeHandover,
} from './contract.ts'

let desk: TestDesk
let ana: Person
let bilal: Person
beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana Fictive')
  bilal = await desk.people.listener('Bilal Fictif')
})
afterAll(() => desk.close())

const call = { channel: 'phone', direction: 'inbound' } as const
const draftOf = async (person: Person) => await person.ok(createContact, { input: call })

/** A finalised contact in which a minor is in serious and immediate danger, in a file of its own. */
async function inDanger(person: Person) {
  const { id, version } = await draftOf(person)
  return await person.ok(finaliseContact, {
    params: { id },
    version,
    input: { changes: { dangerLevel: 'serious_immediate_danger' }, attach: { to: 'new' } },
  })
}

const write = (person: Person, note: string | null = null) =>
  person.ok(createHandover, { input: { kind: 'next_shift', note } })

test('the sheet holds what I have not finished, what is in danger and what somebody flags, and not the drafts of others', async () => {
  const mine = await draftOf(ana)
  const theirs = await draftOf(bilal)
  const { situation } = await inDanger(bilal)
  const flagged = await bilal.ok(createSituation, { input: {} })
  const quiet = await bilal.ok(createSituation, { input: {} })
  await bilal.ok(flagSituation, {
    params: { id: flagged.id },
    input: { sentence: 'La mère rappellera avant minuit.' },
  })
  const sheet = await ana.ok(previewHandover)
  const open = sheet.open.map(({ id }) => id)
  expect(open).toContain(mine.id)
  expect(open).not.toContain(theirs.id)
  const fragile = sheet.fragile.map(({ id }) => id)
  expect(fragile).toEqual(expect.arrayContaining([situation?.id, flagged.id]))
  expect(fragile).not.toContain(quiet.id)
  expect(sheet.fragile.find(({ id }) => id === flagged.id)?.flags).toMatchObject([
    { sentence: 'La mère rappellera avant minuit.', by: 'Bilal Fictif', isDone: false },
  ])
})

test('a sheet keeps what it listed, and shows what each line has become since', async () => {
  const { id: draft, version } = await draftOf(ana)
  const { id } = await write(ana)
  await ana.ok(finaliseContact, { params: { id: draft }, version, input: {} })
  const later = await draftOf(ana)
  // A finalised contact is everybody's to read; the draft of the other stays theirs.
  const { sheet } = await bilal.ok(readHandover, { params: { id } })
  expect(sheet.open.find((one) => one.id === draft)).toMatchObject({ isDone: true })
  expect(sheet.open.map((one) => one.id)).not.toContain(later.id)
})

test('a hand-over waits until somebody else takes it by name, once', async () => {
  const { id } = await write(ana, 'Nuit calme.')
  const waiting = async (person: Person) =>
    (await person.ok(listHandovers)).items.find((one) => one.id === id)
  expect(await waiting(bilal)).toMatchObject({ writtenBy: 'Ana Fictive', takenBy: null, mayTake: true })
  expect(await waiting(ana)).toMatchObject({ mayTake: false })
  expect((await ana.call(takeHandover, { params: { id } })).refusal?.code).toBe('handover_own')
  const camille = await desk.people.listener('Camille Imaginaire')
  const answers = await Promise.all([
    bilal.call(takeHandover, { params: { id } }),
    camille.call(takeHandover, { params: { id } }),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(await waiting(bilal)).toBeUndefined()
  const all = await ana.ok(listHandovers, { query: { view: 'all' } })
  expect(all.items.find((one) => one.id === id)?.takenBy).toMatch(/Bilal Fictif|Camille Imaginaire/)
})

test('every desk hears of a hand-over as it is written and as it is taken', async () => {
  const stream = await follow(desk.url, bilal)
  const { id } = await write(ana)
  await stream.until(tells('handover', id))
  const before = stream.told.length
  await bilal.ok(takeHandover, { params: { id } })
  await stream.until((told) => tells('handover', id)(told) && stream.told.indexOf(told) >= before)
  stream.leave()
})

test('neither the note nor a flagged sentence lies readable in the database', async () => {
  const { id } = await write(ana, 'Un mot bien reconnaissable')
  const { id: situationId } = await ana.ok(createSituation, { input: {} })
  await ana.ok(flagSituation, {
    params: { id: situationId },
    input: { sentence: 'Une phrase bien reconnaissable' },
  })
  const rows = await desk.sql<{ text: string }>(
    `select row_to_json(h)::text || encode(coalesce(sealed_note, ''), 'escape') as text from handover h
     union all select row_to_json(f)::text || encode(sealed_sentence, 'escape') from handover_flag f`,
  )
  expect(rows.some(({ text }) => text.includes('reconnaissable'))).toBe(false)
  expect((await bilal.ok(readHandover, { params: { id } })).note).toBe('Un mot bien reconnaissable')
})

test('a flag is read and cleared by whoever sees the file, and is then no longer handed over', async () => {
  const { id } = await ana.ok(createSituation, { input: {} })
  const flag = await ana.ok(flagSituation, { params: { id }, input: { sentence: 'À surveiller ce soir.' } })
  expect((await bilal.ok(listFlags, { params: { id } })).items).toMatchObject([{ id: flag.id }])
  await bilal.ok(clearFlag, { params: { id: flag.id } })
  expect((await bilal.call(clearFlag, { params: { id: flag.id } })).status).toBe(404)
  expect((await ana.ok(listFlags, { params: { id } })).items).toEqual([])
  expect((await ana.ok(previewHandover)).fragile.map((one) => one.id)).not.toContain(id)
})

test('hand-overs are closed to whoever sees no situation', async () => {
  const { id } = await write(ana)
  for (const stranger of [await desk.people.reception(), await desk.people.administrator()]) {
    const missing = await stranger.call(readHandover, { params: { id: crypto.randomUUID() } })
    const closed = await stranger.call(readHandover, { params: { id } })
    expect([closed.status, closed.text]).toEqual([404, missing.text])
    expect((await stranger.call(listHandovers)).status).toBe(404)
  }
})

test('a contact that is saved but unfinished stays on the sheet of its listener', async () => {
  const { id, version } = await draftOf(ana)
  await ana.ok(saveContact, { params: { id }, version, input: { callerProfile: 'minor' } })
  expect((await ana.ok(previewHandover)).open.find((one) => one.id === id)).toMatchObject({
    callerProfile: 'minor',
    isDone: false,
  })
})
