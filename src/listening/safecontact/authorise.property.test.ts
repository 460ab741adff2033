import fc from 'fast-check'
import { expect, test } from 'vitest'
import { authoriseContact, type MeansOfContact, type ReachRequest, type WeeklyWindow } from './authorise.ts'

const runs = Number(process.env.AUTHORISE_RUNS ?? 100_000)

// The oracle knows nothing of Temporal: it reads the clock of the person from Intl and turns windows into minutes of a week.
const clocks = new Map<string, Intl.DateTimeFormat>()
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** What the wall shows somewhere: the day, and the minute of the week counted from Monday. */
function wall(at: number, zone: string): { text: string; minute: number } | null {
  let clock = clocks.get(zone)
  try {
    clock ??= new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
  } catch {
    return null
  }
  clocks.set(zone, clock)
  const text = clock.format(at)
  const [, day = '', hour, minute] = /^(\w+), .* (\d\d):(\d\d)$/.exec(text) ?? []
  return { text, minute: (weekdays.indexOf(day) * 24 + Number(hour)) * 60 + Number(minute) }
}

const week = 7 * 24 * 60
const readTime = (text: string) => {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return hours * 60 + minutes
}

/** Every minute of the week in which a window lets somebody be called. */
function minutesOf(windows: readonly WeeklyWindow[]): Set<number> {
  const open = new Set<number>()
  for (const { days, from, to } of windows) {
    const [start, end] = [readTime(from), readTime(to)]
    const length = (((end - start) % 1440) + 1440) % 1440 || (end > start ? 1440 : 0)
    for (const day of days) {
      for (let step = 0; step < length; step++) open.add(((day - 1) * 1440 + start + step) % week)
    }
  }
  return open
}

/** Another instant of the same night, less than three hours away, at which the wall shows the same thing. */
const isShownTwice = (at: number, zone: string, text: string) =>
  [30, 60, 90, 120, 180].some((minutes) =>
    [1, -1].some((sign) => wall(at + sign * minutes * 60_000, zone)?.text === text),
  )

/** Whether somebody may be reached, with everything that must hold written one under the other. */
function oracle(
  records: readonly MeansOfContact[],
  request: ReachRequest,
  now: number,
  days: number,
): boolean {
  const found = records.filter((one) => one.id === request.safeContactId)[0]
  if (found === undefined) return false
  const confirmed = found.confirmedAt ? new Date(found.confirmedAt).getTime() : Number.POSITIVE_INFINITY
  const age = now - confirmed
  const mustHold = [
    found.withdrawnAt === null,
    found.isAllowed,
    found.hasValue,
    confirmed <= now && age <= days * 24 * 3_600_000,
    request.personId === undefined || request.personId === found.personId,
  ]
  if (mustHold.includes(false)) return false
  if (found.channel === 'post') return Boolean(request.secondId) && request.secondId !== request.actorId
  const shown = wall(now, found.timeZone)
  if (!shown || !minutesOf(found.windows).has(shown.minute)) return false
  return !isShownTwice(now, found.timeZone, shown.text)
}

// The nights on which clocks change, where they do, and ordinary days.
const changes = [
  '2026-03-29T01:00:00Z',
  '2026-10-25T01:00:00Z',
  '2027-03-28T01:00:00Z',
  '2027-10-31T01:00:00Z',
  // Saint-Pierre-et-Miquelon follows the clocks of North America.
  '2026-03-08T05:00:00Z',
  '2026-11-01T04:00:00Z',
  '2027-03-14T05:00:00Z',
  '2027-11-07T04:00:00Z',
].map(Date.parse)
const zones = [
  'Europe/Paris',
  'Europe/Paris',
  'America/Miquelon',
  'America/Guadeloupe',
  'America/Martinique',
  'America/Cayenne',
  'Indian/Reunion',
  'Indian/Mayotte',
  'Pacific/Noumea',
  'Pacific/Tahiti',
  'Pacific/Wallis',
  'Mars/Olympus',
]

const instantNear = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -10_800, max: 10_800 })) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constant(Date.parse('2026-01-01T00:00:00Z')), fc.nat({ max: 2 * 365 * 86_400 })),
  },
)
const now = instantNear.map(([base, seconds]) => base + seconds * 1000)
const time = fc
  .tuple(fc.nat({ max: 23 }), fc.constantFrom(0, 1, 15, 29, 30, 45, 59))
  .map((both) => both.map((one) => String(one).padStart(2, '0')).join(':'))
const window = fc
  .record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    from: time,
    to: fc.oneof({ weight: 4, arbitrary: time }, { weight: 1, arbitrary: fc.constant('24:00') }),
  })
  .filter(({ from, to }) => from !== to)
const mostly = (value: boolean) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.constant(!value) })
const everyDay = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }

/** How long before now something was confirmed, in seconds, often right at the thirtieth day. */
const age = fc.oneof(
  { weight: 4, arbitrary: fc.nat({ max: 29 * 86_400 }) },
  { weight: 1, arbitrary: fc.integer({ min: -2, max: 2 }).map((more) => 30 * 86_400 + more) },
  { weight: 1, arbitrary: fc.integer({ min: -86_400, max: 90 * 86_400 }) },
  { weight: 1, arbitrary: fc.constant(null) },
)

const scene = now.chain((at) => {
  const means = fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    personId: fc.constantFrom('mother', 'aunt'),
    channel: fc.constantFrom('phone', 'phone', 'landline', 'sms', 'email', 'post', 'in_person' as const),
    isAllowed: mostly(true),
    hasValue: mostly(true),
    timeZone: fc.constantFrom(...zones),
    windows: fc.oneof(
      { weight: 3, arbitrary: fc.array(window, { maxLength: 3 }) },
      { weight: 2, arbitrary: fc.constant([everyDay]) },
    ),
    confirmedAt: age.map((seconds) =>
      seconds === null ? null : new Date(at - seconds * 1000).toISOString(),
    ),
    withdrawnAt: mostly(true).map((isInUse) => (isInUse ? null : new Date(at).toISOString())),
  })
  const request = fc.record(
    {
      safeContactId: fc.constantFrom('a', 'a', 'b', 'c'),
      actorId: fc.constantFrom('ana', 'brune'),
      secondId: fc.constantFrom('ana', 'brune', null),
      personId: fc.constantFrom('mother', 'aunt'),
    },
    { requiredKeys: ['safeContactId', 'actorId', 'secondId'] },
  )
  return fc.record({
    at: fc.constant(at),
    records: fc.uniqueArray(means, { selector: (one) => one.id, maxLength: 3 }),
    request,
  })
})

test(`nobody is ever reached when they should not be: ${runs} cases agree with an oracle written apart`, () => {
  let [yes, repeated] = [0, 0]
  fc.assert(
    fc.property(scene, ({ at, records, request }) => {
      const decision = authoriseContact(
        records as MeansOfContact[],
        request as ReachRequest,
        new Date(at).toISOString(),
      )
      const expected = oracle(records as MeansOfContact[], request as ReachRequest, at, 30)
      if (decision.isAllowed) yes += 1
      else if (decision.reason === 'repeated_hour') repeated += 1
      return decision.isAllowed === expected
    }),
    { numRuns: runs },
  )
  process.stdout.write(`${runs} cas, ${yes} oui, ${repeated} heures doubles, aucun désaccord\n`)
  // A decision that always said no would agree too: it must have said yes often, and met the night of the change.
  expect(yes).toBeGreaterThan(runs / 50)
  expect(repeated).toBeGreaterThan(runs / 5000)
}, 120_000)

const paris: MeansOfContact = {
  id: 'a',
  personId: 'mother',
  channel: 'phone',
  isAllowed: true,
  hasValue: true,
  timeZone: 'Europe/Paris',
  windows: [{ days: [5], from: '22:00', to: '01:30' }],
  confirmedAt: '2026-11-20T10:00:00Z',
  withdrawnAt: null,
}
const decide = (at: string, means: Partial<MeansOfContact> = {}) =>
  authoriseContact([{ ...paris, ...means }], { safeContactId: 'a', actorId: 'ana' }, at)

test('a window past midnight belongs to the evening on which it begins', () => {
  expect(decide('2026-11-20T21:30:00Z').isAllowed).toBe(true)
  expect(decide('2026-11-21T00:29:59Z').isAllowed).toBe(true)
  expect(decide('2026-11-21T00:30:00Z')).toMatchObject({ reason: 'outside_window' })
  expect(decide('2026-11-20T00:15:00Z', { confirmedAt: '2026-11-19T10:00:00Z' })).toMatchObject({
    reason: 'outside_window',
    opensAt: '2026-11-20T21:00:00Z',
  })
})

test('six in the evening in La Réunion is not six in the evening in Paris', () => {
  const windows = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '18:00', to: '20:00' }]
  const there = { windows, timeZone: 'Indian/Reunion' }
  expect(decide('2026-11-20T14:30:00Z', there).isAllowed).toBe(true)
  expect(decide('2026-11-20T17:30:00Z', there)).toMatchObject({
    reason: 'outside_window',
    opensAt: '2026-11-21T14:00:00Z',
  })
})

test('the hour that comes twice when summer time ends is nobody’s window', () => {
  const night = { windows: [{ days: [7], from: '00:00', to: '06:00' }], confirmedAt: '2026-10-20T10:00:00Z' }
  expect(decide('2026-10-24T23:59:00Z', night).isAllowed).toBe(true)
  expect(decide('2026-10-25T00:10:00Z', night)).toMatchObject({ reason: 'repeated_hour' })
  expect(decide('2026-10-25T01:10:00Z', night)).toMatchObject({ reason: 'repeated_hour' })
  expect(decide('2026-10-25T02:00:00Z', night).isAllowed).toBe(true)
})
