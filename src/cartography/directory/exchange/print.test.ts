import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf } from '#kernel/address.ts'
import { insidesOf } from '#kernel/pdf.testing.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import type { ServiceVisibility } from '#vocabulary'
import { printDirectory } from './contract.ts'
import { contact, exchangesOf } from './exchange.testing.ts'

let desk: TestDesk
let keeper: Person
let analyst: Person
beforeAll(async () => {
  desk = await openTestDesk()
  keeper = await desk.people.cartographer()
  analyst = await desk.people.analyst()
})
afterAll(() => desk.close())

async function printed(who: Person, departement: string, audience: ServiceVisibility) {
  const answer = await who.fetch(addressOf(printDirectory.path, {}, { departement, audience }))
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  const document = await getDocument({ data: new Uint8Array(bytes) }).promise
  let text = ''
  for (let page = 1; page <= document.numPages; page++) {
    const { items } = await (await document.getPage(page)).getTextContent()
    text += items.map((item) => ('str' in item ? item.str : '')).join(' ')
  }
  return { bytes, text: text.replace(/\s+/g, ' ') }
}

test('the directory of a département is printed for an audience, accessible, by kind, with when each was verified', async () => {
  const { add } = exchangesOf(desk, keeper)
  await add({
    name: 'Phare des Marais (exemple)',
    kinds: ['day_reception'],
    departements: ['79'],
    description: 'On y vient *sans* #rendez-vous.',
    hours: [{ weekday: 1, opens: '09:00', closes: '12:00' }],
    place: { departement: '79', address: '4 quai du Test', postcode: '79000', commune: 'Niort' },
    contacts: [
      contact({ phone: '01 99 00 99 01' }),
      contact({ phone: '01 99 00 99 02', visibility: 'professionals_only' }),
    ],
    verified: 'phone',
    internalNotes: 'À ne pas dire.',
  })
  await add({
    name: 'Refuge des Marais (exemple)',
    kinds: ['sheltering_or_breakaway'],
    departements: ['79'],
    place: { departement: '79', address: '9 rue Cachée', commune: 'Parthenay', precision: 'departement' },
    contacts: [contact({ phone: '01 99 00 99 03', isFrontGate: true })],
  })
  await add({ name: 'Ligne lointaine (exemple)', coverage: 'national' })
  await add({ name: 'Pas ici (exemple)', departements: ['16'] })
  await add({ name: 'Coulisses (exemple)', departements: ['79'], visibility: 'internal' })
  const open = await printed(analyst, '79', 'public')
  const inside = insidesOf(open.bytes)
  expect(inside).toMatch(/pdfuaid:part/)
  for (const words of [
    'Annuaire des Deux-Sèvres (79)',
    'Pour tous',
    'Accueil de jour',
    'Phare des Marais (exemple)',
    '01 99 00 99 01',
    '*sans* #rendez-vous',
    'Vérifié le',
    'Jamais vérifié',
    'lundi',
    'Refuge des Marais',
    '01 99 00 99 03',
    'Partout en France',
    'Ligne lointaine',
  ])
    expect(open.text, words).toContain(words)
  for (const words of ['Pas ici', 'Coulisses', '99 02', 'rue Cachée', 'Parthenay', 'ne pas dire'])
    expect(open.text, words).not.toContain(words)
  expect(open.text.indexOf('Phare des Marais')).toBeLessThan(open.text.indexOf('Refuge des Marais'))
  const professional = await printed(analyst, '79', 'internal')
  expect(professional.text).toContain('99 02')
  expect(professional.text).toContain('Pour les professionnels')
  expect(professional.text).not.toContain('Coulisses')
  expect((await printed(keeper, '79', 'internal')).text).toContain('Parthenay')
  expect((await printed(keeper, '48', 'public')).text).toContain('Ligne lointaine')
})

test('nobody from outside prints it', async () => {
  const answer = await desk.anyone.fetch(
    addressOf(printDirectory.path, {}, { departement: '79', audience: 'public' }),
  )
  expect(answer.status).toBe(401)
})
