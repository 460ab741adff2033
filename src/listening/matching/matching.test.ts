import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import {
  type ContactChanges,
  createContact,
  detachContact,
  finaliseContact,
  readContact,
} from '#listening/contact/contract.ts'
import { createSituation } from '#listening/situation/contract.ts'
import { matchSituations, search } from './contract.ts'
import { birthYearsOf, normalPhone, soundsOf } from './hashes.server.ts'

let desk: TestDesk
let ana: Person

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana')
})
afterAll(() => desk.close())

async function file(changes: ContactChanges) {
  const picked = await ana.ok(createContact, { input: { channel: 'phone', direction: 'inbound' } })
  const done = await ana.ok(finaliseContact, {
    params: { id: picked.id },
    version: picked.version,
    input: { changes, attach: { to: 'new' } },
  })
  return {
    contactId: picked.id,
    reference: done.situation?.reference ?? '',
    situationId: done.situation?.id ?? '',
  }
}

test('a first name heard another way finds the file of the same département', async () => {
  const { situationId } = await file({ minorFirstName: 'Leïla', departement: '68', minorAge: 15 })
  await file({ minorFirstName: 'Leïla', departement: '33', minorAge: 9 })
  const { candidates } = await ana.ok(matchSituations, {
    input: { clues: { firstName: 'Leyla', departement: '68', age: 13 } },
  })
  expect(candidates.map((one) => one.situationId)).toEqual([situationId])
  expect(candidates[0]?.agrees.map((point) => point.field)).toEqual(['firstName', 'departement'])
  expect(candidates[0]?.differs).toMatchObject([{ field: 'age', file: '15 ans' }])
})

test('a number already seen says so, however it is written', async () => {
  const { contactId, situationId } = await file({ callerPhone: '06 39 98 11 22' })
  const answer = await ana.ok(matchSituations, { input: { clues: { phones: ['+33639981122'] } } })
  expect(answer.seenBefore).toMatchObject({ count: 1, channel: 'phone' })
  expect(answer.candidates.map((one) => one.situationId)).toEqual([situationId])
  const itself = await ana.ok(matchSituations, { input: { clues: { phones: ['0639981122'] }, contactId } })
  expect(itself.seenBefore.count).toBe(0)
})

test('a file that shares a number comes before one that shares a first name', async () => {
  const named = await file({ minorFirstName: 'Maëlys', departement: '59' })
  const numbered = await file({
    minorFirstName: 'Autre',
    callerPhone: '+33 6 39 98 33 44',
    departement: '59',
  })
  const { candidates } = await ana.ok(matchSituations, {
    input: { clues: { firstName: 'Maélis', departement: '59', phones: ['0639983344'] } },
  })
  expect(candidates.map((one) => one.situationId)).toEqual([numbered.situationId, named.situationId])
})

test('the search box knows a reference, a number, a handle and a first name by their form', async () => {
  const { reference, situationId } = await file({
    minorFirstName: 'Noémie',
    minorAge: 14,
    departement: '974',
    minorHandles: ['@nono_fictive'],
    callerPhone: '0639985566',
  })
  const found = async (text: string, more = {}) => {
    const answer = await ana.ok(search, { input: { text, ...more } })
    return [answer.understoodAs, answer.candidates.map((one) => one.situationId)]
  }
  expect(await found(reference)).toEqual(['reference', [situationId]])
  expect(await found('06 39 98 55 66')).toEqual(['phone', [situationId]])
  expect(await found('@Nono_Fictive')).toEqual(['handle', [situationId]])
  expect(await found('Noemi', { departement: '974' })).toEqual(['name', [situationId]])
  expect(await found('Noémie', { age: 14 })).toEqual(['name', [situationId]])
  expect(await found('9999-0001')).toEqual(['reference', []])
})

test('an analyst searches nothing', async () => {
  const analyst = await desk.people.analyst()
  expect((await analyst.call(search, { input: { text: '2026-0001' } })).status).toBe(404)
})

test('a French number is the same however its digits are grouped', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 600_000_000, max: 799_999_999 }),
      fc.constantFrom(' ', '.', '-', ''),
      (number, gap) => {
        const digits = `0${number}`.match(/../g) ?? []
        expect(normalPhone(digits.join(gap))).toBe(`+33${number}`)
      },
    ),
  )
})

test('accents and case do not change what one hears', () => {
  for (const [a, b] of [
    ['Chloé', 'chloe'],
    ['Inès', 'INES'],
    ['Yasmine', 'Yassmine'],
  ] as const) {
    expect(
      soundsOf(a).some((sound) => soundsOf(b).includes(sound)),
      `${a} ~ ${b}`,
    ).toBe(true)
  }
})

test('an age leaves two birth years open, a birth date one', () => {
  expect(birthYearsOf(null, 15, '2026-05-01T00:00:00Z')).toEqual([2011, 2010])
  expect(birthYearsOf('2010-12-31', 15, '2026-05-01T00:00:00Z')).toEqual([2010])
  expect(birthYearsOf(null, null, '2026-05-01T00:00:00Z')).toEqual([])
})

test('a file known by its own identity alone is found', async () => {
  const { id } = await ana.ok(createSituation, {
    input: { firstName: 'Ornella', phones: ['0639987788'], departement: '29' },
  })
  const byName = await ana.ok(search, { input: { text: 'Ornela', departement: '29' } })
  const byNumber = await ana.ok(matchSituations, { input: { clues: { phones: ['06 39 98 77 88'] } } })
  for (const { candidates } of [byName, byNumber])
    expect(candidates.map((one) => one.situationId)).toEqual([id])
})

test('the minor of a contact that was detached is still found by the file it opened', async () => {
  const { contactId, situationId } = await file({ minorFirstName: 'Calypso', departement: '2B' })
  const { version } = await ana.ok(readContact, { params: { id: contactId } })
  await ana.ok(detachContact, { params: { id: contactId }, version })
  const { candidates } = await ana.ok(search, { input: { text: 'Calypso', departement: '2B' } })
  expect(candidates.map((one) => one.situationId)).toEqual([situationId])
})
