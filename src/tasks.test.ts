import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { nextNight } from './tasks.server.ts'

const at = (text: string) => nextNight(Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`))

test('the nightly work keeps the hour of Paris on both sides of a change of season', () => {
  expect(at('2026-03-28T12:00')).toBe('2026-03-29T01:17:00Z')
  expect(at('2026-03-27T12:00')).toBe('2026-03-28T02:17:00Z')
  expect(at('2026-10-24T12:00')).toBe('2026-10-25T02:17:00Z')
})

test('before the hour it is for tonight, after it for tomorrow', () => {
  expect(at('2026-01-10T03:16')).toBe('2026-01-10T02:17:00Z')
  expect(at('2026-01-10T03:17')).toBe('2026-01-11T02:17:00Z')
})
