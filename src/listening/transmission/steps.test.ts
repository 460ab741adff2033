import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import { type TransmissionStatus, transmissionStatus } from '#vocabulary'
import { after, isOpen, isWithReceiver, steps, type TransmissionStep } from './steps.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk()
})
afterAll(() => desk.close())

const every = Object.keys(steps) as TransmissionStep[]

test('whatever is tried and in whatever order, nothing is sent that was not validated, and nothing sent is written again', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...every), { maxLength: 60 }), (tried) => {
      let status: TransmissionStatus = 'draft'
      let isValidated = false
      let wasSent = false
      let isOver = false
      for (const step of tried) {
        const next = after(status, step)
        if (!next) continue
        expect(isOver, `${status} is an end`).toBe(false)
        if (step === 'validate') isValidated = true
        if (next === 'returned' || next === 'draft') isValidated = false
        if (next === 'sent') {
          expect(isValidated).toBe(true)
          expect(wasSent, 'sent twice').toBe(false)
          wasSent = true
        }
        // Once the receiver holds it, it is neither written, nor recalled, nor cancelled.
        expect(isWithReceiver(next)).toBe(wasSent)
        if (isOpen(next) || next === 'submitted') expect(isValidated).toBe(false)
        isOver = next === 'cancelled' || next === 'return_received' || next === 'redirected'
        status = next
      }
    }),
    { numRuns: 3000 },
  )
})

test('every status is reached, and only the three ends lead nowhere', () => {
  const reached = new Set<TransmissionStatus>(['draft'])
  for (let size = 0; size !== reached.size; ) {
    size = reached.size
    for (const status of [...reached]) {
      for (const step of every) {
        const next = after(status, step)
        if (next) reached.add(next)
      }
    }
  }
  expect(reached).toEqual(new Set(transmissionStatus.codes))
  const ends = transmissionStatus.codes.filter((status) => every.every((step) => !after(status, step)))
  expect(new Set(ends)).toEqual(new Set(['cancelled', 'return_received', 'redirected']))
})

test('the database allows the very same steps', async () => {
  const rows = await desk.sql<{ here: TransmissionStatus; there: TransmissionStatus }>(
    `select a.code as here, b.code as there
     from vocabulary.transmission_status a, vocabulary.transmission_status b
     where a.code <> b.code and transmission_step_allowed(a.code, b.code)`,
  )
  const byTable = every.flatMap((step) => steps[step].from.map((here) => `${here} ${steps[step].to}`))
  expect(rows.map(({ here, there }) => `${here} ${there}`).toSorted()).toEqual(
    [...new Set(byTable)].toSorted(),
  )
})
