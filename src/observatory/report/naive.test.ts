import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { ageBandOf, isDepartement } from '#vocabulary'
import { readReport } from './contract.ts'
import { forget, record, type ToldContact } from './testing.server.ts'

let desk: TestDesk
let ana: Person
beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.analyst('Ana')
})
afterAll(() => desk.close())

/** The calendar of Paris, told by the platform and not by our own arithmetic. */
const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' })
const dayOf = (at: string) => calendar.format(new Date(at))

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 })
const contact: fc.Arbitrary<ToldContact> = fc.record({
  // Around the edges of the period and of two changes of the clock, more often than anywhere else.
  at: fc.oneof(
    fc
      .date({
        min: new Date('2023-03-20T00:00:00Z'),
        max: new Date('2023-05-05T00:00:00Z'),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString()),
    fc.constantFrom(
      '2023-03-25T22:59:59.999Z',
      '2023-03-25T23:00:00.000Z',
      '2023-04-30T21:59:59.999Z',
      '2023-04-30T22:00:00.000Z',
    ),
  ),
  isDraft: fc.constantFrom(false, false, false, true),
  channel: fc.constantFrom('phone', 'chat', 'email'),
  callerProfile: maybe(fc.constantFrom('first_circle', 'professional', 'undisclosed', 'minor')),
  departement: maybe(fc.constantFrom('33', '2A', '75', 'abroad', 'unknown')),
  gender: maybe(fc.constantFrom('girl', 'boy', 'unknown')),
  age: maybe(fc.integer({ min: 10, max: 22 })),
  problems: fc.uniqueArray(fc.constantFrom('runaway', 'debt', 'substance_use'), { maxLength: 3 }),
})
const world = fc.array(fc.array(contact, { minLength: 1, maxLength: 4 }), { maxLength: 10 })
const filters = fc.record({
  departement: maybe(fc.uniqueArray(fc.constantFrom('33', '2A', '75', 'unknown'), { minLength: 1 })),
  callerProfile: maybe(fc.uniqueArray(fc.constantFrom('first_circle', 'minor'), { minLength: 1 })),
})
const period = { from: '2023-03-26', to: '2023-04-30' }

/** What a patient person would count by hand, contact by contact. */
function byHand(
  told: readonly (readonly ToldContact[])[],
  asked: { departement?: string[]; callerProfile?: string[] },
) {
  const inPeriod = ({ at }: ToldContact) => dayOf(at) >= period.from && dayOf(at) <= period.to
  const files = told.flatMap((contacts) => {
    const finalised = contacts.filter(({ isDraft }) => !isDraft).toSorted((a, b) => (a.at < b.at ? -1 : 1))
    const [first] = finalised
    if (!first) return []
    const say = <K extends 'gender' | 'departement'>(key: K) =>
      finalised.find((one) => one[key] && one[key] !== 'unknown')?.[key] ??
      finalised.find((one) => one[key])?.[key]
    const age = finalised.find((one) => one.age !== undefined)?.age
    return [{ first, finalised, age, gender: say('gender'), departement: say('departement') }]
  })
  const kept = files.filter(
    ({ first, departement }) =>
      (!asked.departement || asked.departement.includes(departement ?? '')) &&
      (!asked.callerProfile || asked.callerProfile.includes(first.callerProfile ?? '')),
  )
  const opened = kept.filter(({ first }) => inPeriod(first))
  const contacts = kept.flatMap(({ finalised }) => finalised.filter(inPeriod))
  const tally = (codes: (string | undefined)[]) => {
    const counts: Record<string, number> = {}
    for (const code of codes) counts[code ?? 'not_asked'] = (counts[code ?? 'not_asked'] ?? 0) + 1
    return counts
  }
  const ages = opened.flatMap(({ age }) => age ?? [])
  return {
    populations: {
      situations: opened.length,
      contacts: contacts.length,
      departments: new Set(
        opened.flatMap(({ departement: code }) => (code && isDepartement(code) ? code : [])),
      ).size,
    },
    meanAge: ages.length === 0 ? null : ages.reduce((sum, age) => sum + age, 0) / ages.length,
    caller_profile: tally(opened.map(({ first }) => first.callerProfile)),
    minor_gender: tally(opened.map(({ gender }) => gender)),
    age_band: tally(opened.map(({ age }) => ageBandOf(age ?? null))),
    department: tally(opened.map(({ departement }) => departement)),
    month: tally(opened.map(({ first }) => dayOf(first.at).slice(0, 7))),
    contact_channel: tally(contacts.map(({ channel }) => channel)),
    problem: tally(
      opened.flatMap(({ finalised }) => [
        ...new Set(finalised.filter(inPeriod).flatMap(({ problems }) => problems ?? [])),
      ]),
    ),
  }
}

test('whatever was recorded, the report counts what a person would count by hand', async () => {
  await fc.assert(
    fc.asyncProperty(world, filters, async (told, asked) => {
      // Two contacts of the same instant have no first: each gets a millisecond of its own.
      const apart = told.map((contacts) =>
        contacts.filter((one, at) => contacts.findIndex(({ at: other }) => other === one.at) === at),
      )
      await forget(desk)
      await record(desk, apart)
      const query = { ...period, ...asked } as { from: string; to: string }
      const report = await ana.ok(readReport, { query })
      const { populations, meanAge, ...figures } = byHand(apart, asked)
      expect(report.populations).toEqual(populations)
      if (meanAge === null) expect(report.rates.meanAge).toBeNull()
      else expect(report.rates.meanAge).toBeCloseTo(meanAge, 9)
      for (const [id, counts] of Object.entries(figures)) {
        const rows = report.figures.find((one) => one.id === id)?.rows ?? []
        expect(
          Object.fromEntries(rows.flatMap(({ code, count }) => (count > 0 ? [[code, count]] : []))),
          id,
        ).toEqual(counts)
      }
    }),
    { numRuns: 25, endOnFailure: true },
  )
}, 120_000)
