import { afterAll, beforeAll, expect, test } from 'vitest'
import { insidesOf } from '#kernel/pdf.testing.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import {
  createIntervention,
  type InterventionFields,
  readIntervention,
  settleIntervention,
} from './contract.ts'
import {
  addSignatures,
  countAttendance,
  listSignatures,
  printCertificate,
  printSignatureSheet,
  removeSignature,
} from './presenceContract.ts'
import { purgeInterventions } from './tasks.server.ts'

let desk: TestDesk
let noa: Person

beforeAll(async () => {
  desk = await openTestDesk()
  noa = await desk.people.awareness_officer('Noa Fictive')
})
afterAll(() => desk.close())

const fields: InterventionFields = {
  kind: 'training_session',
  title: 'Repérer # et *en* parler',
  organisation: null,
  startsAt: '2025-03-12T14:00:00+01:00',
  endsAt: '2025-03-12T16:30:00+01:00',
  departement: '41',
  place: 'Salle imaginaire',
  videoLink: null,
  notes: null,
  audiences: [
    { audience: 'education', expected: 20 },
    { audience: 'health', expected: 10 },
  ],
  materialIds: [],
}
async function held() {
  const { id, version } = await noa.ok(createIntervention, { input: fields })
  await noa.ok(settleIntervention, { params: { id }, version, input: { status: 'held' } })
  return id
}
const read = (id: string) => noa.ok(readIntervention, { params: { id } })
const present = async (id: string) =>
  Object.fromEntries((await read(id)).audiences.map((one) => [one.audience, one.present]))
const lines = [
  { name: 'Maud Inventée', organisation: 'Collège imaginaire', audience: 'education' as const },
  { name: 'Yann Fictif', audience: 'health' as const },
  { name: 'Zoé Imaginaire', audience: 'health' as const },
]
const count = async (id: string, of: { audience: 'education' | 'health'; present: number }[]) =>
  noa.call(countAttendance, { params: { id }, version: (await read(id)).version, input: { present: of } })

test('only what was held is counted; a sector that is not said had nobody', async () => {
  const { id } = await noa.ok(createIntervention, { input: fields })
  expect((await count(id, [{ audience: 'education', present: 3 }])).refusal?.code).toBe(
    'intervention_not_held',
  )
  const over = await held()
  expect(await present(over)).toEqual({ education: null, health: null })
  expect((await count(over, [{ audience: 'education', present: 17 }])).body.present).toBe(17)
  expect(await present(over)).toEqual({ education: 17, health: 0 })
  expect(await read(over)).toMatchObject({ attendanceMethod: 'count', countedBy: 'Noa Fictive' })
})

test('lines copied from the sheet are what is counted, and a count by hand is then refused', async () => {
  const id = await held()
  expect((await noa.ok(addSignatures, { params: { id }, input: { lines } })).present).toBe(3)
  expect(await present(id)).toEqual({ education: 1, health: 2 })
  expect((await count(id, [{ audience: 'education', present: 30 }])).refusal?.code).toBe(
    'intervention_signed',
  )
  const sheet = await noa.ok(listSignatures, { params: { id } })
  expect(sheet.purgeOn).toBe('2026-03-12')
  expect(sheet.items.map((one) => one.name).toSorted()).toEqual(lines.map((one) => one.name).toSorted())
  const yann = sheet.items.find((one) => one.name === 'Yann Fictif')
  await noa.ok(removeSignature, { params: { id: yann?.id ?? '' } })
  expect(await present(id)).toEqual({ education: 1, health: 1 })
})

test('names are sealed, read by awareness alone, and gone after their day while the count stays', async () => {
  const id = await held()
  await noa.ok(addSignatures, { params: { id }, input: { lines, purgeOn: '2020-01-01' } })
  const rows = await desk.ownerSql<{ sealed: Buffer }>('select sealed from app.intervention_signature')
  expect(rows.some(({ sealed }) => /Maud|Yann/.test(sealed.toString('latin1')))).toBe(false)
  for (const other of ['coordinator', 'listener', 'analyst'] as const)
    expect((await (await desk.people[other]()).call(listSignatures, { params: { id } })).status, other).toBe(
      404,
    )
  await desk.database.transaction().execute(purgeInterventions)
  expect((await noa.ok(listSignatures, { params: { id } })).items).toEqual([])
  expect(await present(id)).toEqual({ education: 1, health: 2 })
  const more = await noa.call(addSignatures, { params: { id }, input: { lines } })
  expect(more.refusal?.code).toBe('intervention_signed')
})

test('the sheet to sign is an accessible PDF with room for those who are expected', async () => {
  const { id } = await noa.ok(createIntervention, { input: fields })
  const answer = await noa.fetch(`/api/interventions/${id}/sheet`)
  const pdf = Buffer.from(await answer.arrayBuffer())
  expect(answer.headers.get('content-type')).toBe('application/pdf')
  const inside = insidesOf(pdf)
  expect(inside).toMatch(/pdfuaid:part/)
  // A row for each line and one for the heads, each a tagged table row.
  expect([...inside.matchAll(/\/S \/TR\b/g)].length).toBe(33 + 1)
  expect(
    (await noa.call(printSignatureSheet, { params: { id } })).headers.get('content-disposition'),
  ).toContain('emargement.pdf')
})

test('a certificate names whoever signed, as an accessible PDF', async () => {
  const id = await held()
  await noa.ok(addSignatures, { params: { id }, input: { lines } })
  const [first] = (await noa.ok(listSignatures, { params: { id } })).items
  const answer = await noa.fetch(`/api/interventions/signatures/${first?.id}/certificate`)
  const inside = insidesOf(Buffer.from(await answer.arrayBuffer()))
  expect(answer.status).toBe(200)
  expect(inside).toMatch(/pdfuaid:part/)
  expect(Buffer.from(inside, 'latin1').toString('utf8')).toContain('Repérer # et *en* parler')
  const none = await noa.call(printCertificate, { params: { id } })
  expect(none.status).toBe(404)
})
