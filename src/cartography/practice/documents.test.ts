import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import {
  addPracticeDocument,
  createPractice,
  readPractice,
  readPracticeDocument,
  removePracticeDocument,
} from './contract.ts'
import { docx, jpeg, odt, pdf, png } from './files.testing.ts'
import { blank } from './practice.testing.ts'

let desk: TestDesk
let lou: Person
let ana: Person

beforeAll(async () => {
  desk = await openTestDesk()
  lou = await desk.people.cartographer('Lou Fictive')
  ana = await desk.people.listener('Ana Fictive')
})
afterAll(() => desk.close())

const make = () => lou.ok(createPractice, { input: blank })

test('documents are what their bytes say, whatever their name', async () => {
  const { id } = await make()
  const add = (name: string, bytes: Buffer) =>
    lou.call(addPracticeDocument, { params: { id }, input: { name, content: bytes.toString('base64') } })
  const given = [
    ['compte-rendu.pdf', pdf],
    ['trame.exe', odt()],
    ['fiche.docx', docx()],
    ['Schéma été.png', png],
    ['photo', jpeg],
  ] as const
  for (const [name, bytes] of given) expect((await add(name, bytes)).status).toBe(200)
  const { documents } = await lou.ok(readPractice, { params: { id } })
  expect(documents.map((one) => one.name)).toEqual([
    'compte-rendu.pdf',
    'trame.odt',
    'fiche.docx',
    'Schema-ete.png',
    'photo.jpg',
  ])
  const first = documents[0]?.id ?? ''
  const answer = await lou.call(readPracticeDocument, { params: { id: first } })
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="compte-rendu.pdf"')
  expect((await ana.call(readPracticeDocument, { params: { id: first } })).status).toBe(404)
  await lou.ok(removePracticeDocument, { params: { id: first } })
  expect((await lou.call(readPracticeDocument, { params: { id: first } })).status).toBe(404)
})

test('a page of script, a cut file, an archive, a sheet or a text with programs is no document', async () => {
  const { id } = await make()
  const bad: readonly (readonly [string, Buffer])[] = [
    ['page.pdf', Buffer.from('<script>alert(1)</script>')],
    ['coupe.pdf', pdf.subarray(0, 20)],
    ['coupe.docx', docx().subarray(0, -30)],
    ['macro.docx', docx(['word/vbaProject.bin'])],
    ['archive.docx', docx([], 'autre/chose.xml')],
    ['tableur.odt', odt('application/vnd.oasis.opendocument.spreadsheet')],
    ['vide.png', Buffer.from('x')],
  ]
  for (const [name, bytes] of bad) {
    const answer = await lou.call(addPracticeDocument, {
      params: { id },
      input: { name, content: bytes.toString('base64') },
    })
    expect([name, answer.refusal?.code]).toEqual([name, 'file_not_accepted'])
  }
  const heavy = Buffer.concat([pdf, Buffer.alloc(10 * 1024 * 1024), Buffer.from('%%EOF')])
  const answer = await lou.call(addPracticeDocument, {
    params: { id },
    input: { name: 'lourd.pdf', content: heavy.toString('base64') },
  })
  expect([400, 413]).toContain(answer.status)
})
