import { expect, test } from 'vitest'
import type { Delay, TransmissionFigures } from './contract.ts'
import { headlinesOf, presetsOf } from './words.ts'

const none: Delay = { n: 0, firstQuartile: null, median: null, thirdQuartile: null }

function figures(over: Partial<TransmissionFigures>): TransmissionFigures {
  return {
    period: { from: '2026-01-01', to: '2026-12-31' },
    sent: 6,
    situations: 4,
    urgent: 1,
    complements: 0,
    redirected: 0,
    acknowledged: 4,
    acknowledgement: { all: none, urgent: none },
    returnDelay: none,
    returns: { due: 0, received: 0, onTime: 0, awaited: 0, rate: null },
    byDepartement: [],
    byAuthority: [],
    outcomes: [],
    ...over,
  }
}

test('a delay says on how many it was counted, and how they spread once there are enough', () => {
  const twelve = { n: 12, firstQuartile: 12, median: 40.5, thirdQuartile: 125 }
  const notes = headlinesOf(
    figures({
      acknowledgement: { all: twelve, urgent: { ...twelve, n: 3 } },
      returnDelay: { n: 1, firstQuartile: 33.1, median: 33.1, thirdQuartile: 33.1 },
    }),
  ).map(({ value, note }) => `${value} (${note})`.replaceAll('\u00a0', ' '))
  expect(notes).toContain('41 min (médiane de 12 délais, dont la moitié entre 12 min et 2 h 05)')
  expect(notes).toContain('41 min (médiane de 3 délais)')
  expect(notes).toContain('33,1 jours (un seul délai connu)')
})

test('what nobody owes has no rate, and no delay is not a delay of zero', () => {
  expect(headlinesOf(figures({})).map(({ value }) => value)).toEqual(['6', '–', '–', '–', '–'])
})

test('the ready-made periods are whole: twelve months to the day, this year and the one before', () => {
  expect(presetsOf('2028-02-29').map(({ from, to }) => `${from} ${to}`)).toEqual([
    '2027-03-01 2028-02-29',
    '2028-01-01 2028-12-31',
    '2027-01-01 2027-12-31',
  ])
})
