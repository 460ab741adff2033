import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { always, Hours, hoursInWords, isOpenAt, localTime, readDay, writeDay } from './hours.ts'

const office: Hours = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, opens: '14:00', closes: '17:30' },
  { weekday, opens: '08:30', closes: '12:00' },
])
const at = (text: string) => Temporal.Instant.from(text)

test('a service is open on the clock of its own place', () => {
  // A Tuesday: 9 in Paris, 4 in Guadeloupe, noon in La Réunion.
  const morning = at('2026-11-24T08:00:00Z')
  expect(isOpenAt(office, 'Europe/Paris', morning)).toBe(true)
  expect(isOpenAt(office, 'America/Guadeloupe', morning)).toBe(false)
  expect(isOpenAt(office, 'Indian/Reunion', morning)).toBe(false)
  expect(localTime('Indian/Reunion', morning)).toBe('12:00')
})

test('the minute of opening is open, that of closing is not, Sunday is the seventh day', () => {
  expect(isOpenAt(office, 'Europe/Paris', at('2026-11-24T07:30:00Z'))).toBe(true)
  expect(isOpenAt(office, 'Europe/Paris', at('2026-11-24T11:00:00Z'))).toBe(false)
  expect(isOpenAt(office, 'Europe/Paris', at('2026-11-29T08:00:00Z'))).toBe(false)
  expect(
    isOpenAt([{ weekday: 7, opens: '08:00', closes: '24:00' }], 'Europe/Paris', at('2026-11-29T22:59:00Z')),
  ).toBe(true)
  expect(
    isOpenAt([{ weekday: 7, opens: '08:00', closes: '24:00' }], 'Europe/Paris', at('2026-11-29T23:00:00Z')),
  ).toBe(false)
})

test('the hour follows the change of time', () => {
  const summer = at('2026-07-07T06:45:00Z')
  const winter = at('2026-12-08T06:45:00Z')
  expect([isOpenAt(office, 'Europe/Paris', summer), isOpenAt(office, 'Europe/Paris', winter)]).toEqual([
    true,
    false,
  ])
})

test('hours that nobody noted are unknown, not closed; day and night is always open', () => {
  expect(isOpenAt(null, 'Europe/Paris', at('2026-11-24T08:00:00Z'))).toBeNull()
  expect(isOpenAt([], 'Europe/Paris', at('2026-11-24T08:00:00Z'))).toBe(false)
  expect(isOpenAt(always, 'Pacific/Noumea', at('2026-11-22T03:00:00Z'))).toBe(true)
})

test('a week reads in a line', () => {
  expect(hoursInWords(office)).toEqual(['lundi au vendredi : 08:30–12:00, 14:00–17:30'])
  expect(hoursInWords([...office, { weekday: 6, opens: '09:00', closes: '12:00' }])).toEqual([
    'lundi au vendredi : 08:30–12:00, 14:00–17:30',
    'samedi : 09:00–12:00',
  ])
  expect(hoursInWords(always)).toEqual(['lundi au dimanche : 24 h sur 24'])
  expect(hoursInWords([])).toEqual([])
})

test('hours that cannot be are refused', () => {
  const refused = [
    [{ weekday: 1, opens: '17:00', closes: '08:00' }],
    [{ weekday: 8, opens: '08:00', closes: '09:00' }],
    [{ weekday: 1, opens: '8:00', closes: '09:00' }],
    [{ weekday: 1, opens: '24:00', closes: '24:00' }],
    [
      { weekday: 1, opens: '08:00', closes: '12:00' },
      { weekday: 1, opens: '11:59', closes: '14:00' },
    ],
  ]
  expect(refused.filter((hours) => Hours.safeParse(hours).success)).toEqual([])
  expect(Hours.safeParse(office).success).toBe(true)
})

test('what a person types for a day is read, whichever way they write hours', () => {
  const morning = { weekday: 2, opens: '08:30', closes: '12:00' }
  const afternoon = { weekday: 2, opens: '14:00', closes: '17:30' }
  for (const typed of ['8h30-12h, 14h-17h30', '08:30–12:00 ; 14:00–17:30', '8:30 à 12:00 et 14h00 à 17h30']) {
    expect(readDay(2, typed), typed).toEqual([morning, afternoon])
  }
  expect(readDay(2, '')).toEqual([])
  expect(readDay(7, '0h-24h')).toEqual([{ weekday: 7, opens: '00:00', closes: '24:00' }])
  for (const typed of ['matin', '12h-8h', '25h-26h', '8h-12h, 11h-14h', '8h-', '8h-12h, x']) {
    expect(readDay(2, typed), typed).toBeUndefined()
  }
  expect(writeDay([afternoon, morning], 2)).toBe('08:30–12:00, 14:00–17:30')
  expect(readDay(2, writeDay(office, 2))).toEqual([morning, afternoon])
})
