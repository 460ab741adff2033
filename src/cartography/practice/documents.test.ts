import { afterAll, beforeAll, expect, test } from 'vitest'
import { docx, jpeg, jpegWithPlace, odt, pdf, png, scriptedPdf, zip } from '#kernel/file/check.testing.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import {
  addPracticeDocument,
  createPractice,
  readPractice,
  readPracticeDocument,
  removePracticeDocument,
} from './contract.ts'
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
    ['compte-rendu.pdf', await pdf()],
    ['trame', await odt()],
    ['fiche.docx', await docx()],
    ['Schéma été.png', await png()],
    ['photo', await jpeg()],
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
  // Who made it is not told to whoever reads it.
  expect(answer.text.startsWith('%PDF')).toBe(true)
  expect(answer.text).not.toContain('Auteur')
  expect((await ana.call(readPracticeDocument, { params: { id: first } })).status).toBe(404)
  await lou.ok(removePracticeDocument, { params: { id: first } })
  expect((await lou.call(readPracticeDocument, { params: { id: first } })).status).toBe(404)
})

test('what is not a document, is cut, hides something or says where it was taken is refused with its reason', async () => {
  const { id } = await make()
  const add = (name: string, bytes: Buffer) =>
    lou.call(addPracticeDocument, { params: { id }, input: { name, content: bytes.toString('base64') } })
  const bad: readonly (readonly [string, Buffer, RegExp])[] = [
    ['page.pdf', Buffer.from('<script>alert(1)</script>'), /aucun des genres/],
    ['trame.exe', await odt(), /annonce un genre/],
    ['coupe.pdf', (await pdf()).subarray(0, 400), /incomplet/],
    ['action.pdf', await scriptedPdf(), /programme/],
    ['coupe.docx', (await docx()).subarray(0, -30), /incomplet|aucun des genres/],
    ['macro.docx', await docx([{ name: 'word/vbaProject.bin', text: 'x' }]), /macros/],
    ['archive.docx', await zip([['autre.txt', Buffer.from('x')]]), /./],
    ['tableur.odt', await odt('application/vnd.oasis.opendocument.spreadsheet'), /./],
    ['lieu.jpg', await jpegWithPlace(), /où elle a été prise/],
  ]
  for (const [name, bytes, reason] of bad) {
    const { refusal } = await add(name, bytes)
    expect([name, refusal?.code, refusal?.fields?.[0]?.field]).toEqual([name, 'file_not_accepted', 'content'])
    expect(refusal?.fields?.[0]?.message).toMatch(reason)
  }
  const heavy = Buffer.concat([await pdf(), Buffer.alloc(10 * 1024 * 1024)])
  expect([400, 413, 422]).toContain((await add('lourd.pdf', heavy)).status)
  expect((await lou.ok(readPractice, { params: { id } })).documents).toEqual([])
})
