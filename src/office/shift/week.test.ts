import { expect, test } from 'vitest'
import type { Shift } from './contract.ts'
import { gapsOn, shiftsOn, weekOf } from './week.ts'

const shift = (startsAt: string, endsAt: string, kind: Shift['kind'] = 'listening'): Shift => ({
  id: startsAt,
  accountId: 'somebody',
  name: 'Ana Fictive',
  kind,
  startsAt,
  endsAt,
  seriesId: null,
})

test('a day without anybody is a gap from midnight to midnight, and duty at home does not fill it', () => {
  expect(gapsOn('2027-02-01', [])).toEqual(['00:00 – 24:00'])
  expect(
    gapsOn('2027-02-01', [shift('2027-01-31T23:00:00Z', '2027-02-01T23:00:00Z', 'duty_officer')]),
  ).toEqual(['00:00 – 24:00'])
})

test('shifts that overlap or follow each other leave no gap between them', () => {
  const day = [
    shift('2027-02-01T07:00:00Z', '2027-02-01T13:00:00Z'),
    shift('2027-02-01T12:00:00Z', '2027-02-01T18:00:00Z', 'coordination'),
    shift('2027-02-01T09:00:00Z', '2027-02-01T10:00:00Z'),
    shift('2027-02-01T18:00:00Z', '2027-02-02T05:00:00Z'),
  ]
  expect(gapsOn('2027-02-01', day)).toEqual(['00:00 – 08:00'])
  expect(gapsOn('2027-02-02', day)).toEqual(['06:00 – 24:00'])
})

test('a night is shown on both of its days, and said to go on in the second', () => {
  const night = shift('2027-02-01T21:00:00Z', '2027-02-02T06:00:00Z')
  expect(shiftsOn('2027-02-01', [night])).toEqual([{ shift: night, goesOn: false }])
  expect(shiftsOn('2027-02-02', [night])).toEqual([{ shift: night, goesOn: true }])
  expect(shiftsOn('2027-02-03', [night])).toEqual([])
})

test('a Sunday belongs to the week of the Monday before', () => {
  expect(weekOf('2027-02-07')).toBe('2027-02-01')
})
