import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { countWindows, nextWindow, type Repetition } from './repetition.ts'

const zone = 'Europe/Paris'
const at = (text: string, of = zone) =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(of).toInstant().toString()
const window = (day: string, from: string, to: string, of = zone) => ({
  opensAt: at(`${day}T${from}`, of),
  closesAt: at(`${day}T${to}`, of),
})
const long = Temporal.Instant.from('2020-01-01T00:00:00Z')
const walk = (rule: Repetition, of = zone) => {
  const seen: string[] = []
  let current: ReturnType<typeof nextWindow> = rule.first
  while (current) {
    const [from, to] = [current.opensAt, current.closesAt].map((instant) =>
      Temporal.Instant.from(instant).toZonedDateTimeISO(of),
    )
    seen.push(`${from?.toPlainDate()} ${from?.toPlainTime()}-${to?.toPlainTime()}`)
    current = nextWindow(rule, current, of, long)
  }
  return seen
}

test('every week for a month: the same hour of the clock on both sides of the end of summer time', () => {
  const rule: Repetition = {
    rhythm: 'weekly',
    until: '2026-11-13',
    first: window('2026-10-16', '18:00', '20:00'),
  }
  expect(walk(rule)).toEqual([
    '2026-10-16 18:00:00-20:00:00',
    '2026-10-23 18:00:00-20:00:00',
    '2026-10-30 18:00:00-20:00:00',
    '2026-11-06 18:00:00-20:00:00',
    '2026-11-13 18:00:00-20:00:00',
  ])
  expect(countWindows(rule, zone)).toBe(5)
})

test('every day through the night when summer time begins', () => {
  const first = window('2026-03-28', '09:00', '10:30')
  expect(walk({ rhythm: 'daily', until: '2026-03-30', first })).toEqual([
    '2026-03-28 09:00:00-10:30:00',
    '2026-03-29 09:00:00-10:30:00',
    '2026-03-30 09:00:00-10:30:00',
  ])
})

test('every month keeps its day: after the 28th of February comes the 31st of March', () => {
  const first = window('2026-01-31', '09:00', '10:00')
  expect(walk({ rhythm: 'monthly', until: '2026-04-30', first }).map((text) => text.slice(0, 10))).toEqual([
    '2026-01-31',
    '2026-02-28',
    '2026-03-31',
    '2026-04-30',
  ])
})

test('the days are those of the person: an evening in Nouméa is another day in Paris', () => {
  const there = 'Pacific/Noumea'
  const first = window('2026-06-01', '07:00', '08:00', there)
  expect(walk({ rhythm: 'fortnightly', until: '2026-06-15', first }, there)).toEqual([
    '2026-06-01 07:00:00-08:00:00',
    '2026-06-15 07:00:00-08:00:00',
  ])
})

test('what is over already is skipped, and one postponed past its turn does not come twice', () => {
  const rule: Repetition = {
    rhythm: 'weekly',
    until: '2026-12-31',
    first: window('2026-11-02', '18:00', '20:00'),
  }
  const late = Temporal.Instant.from(at('2026-11-20T09:00'))
  expect(nextWindow(rule, rule.first, zone, late)).toEqual(window('2026-11-23', '18:00', '20:00'))
  const postponed = window('2026-11-10', '10:00', '11:00')
  expect(nextWindow(rule, postponed, zone, long)).toEqual(window('2026-11-16', '18:00', '20:00'))
})
