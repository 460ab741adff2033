import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Refusal } from '#kernel/refusal.ts'
import { finestThatPasses, type Passed, pass } from './gate.server.ts'
import { tabulate, valuesLeftTo } from './gate.testing.ts'
import { type CountTable, coarser, keyOf, type PublishedCell, placeIn } from './gate.ts'
import { rounded } from './gateRounding.server.ts'
import { crossed } from './table.testing.ts'

const seed = Math.trunc(Math.random() * 2 ** 31)
const period = { from: '2024-01-01', to: '2024-12-31' }
const places = ['33', '47', '64', '59', '62', '971']

interface Person {
  readonly place: string
  readonly gender: string
  readonly runaway: boolean
  readonly day: string
}

const person = fc.record({
  place: fc.constantFrom(...places),
  gender: fc.constantFrom('girl', 'girl', 'girl', 'boy', 'unknown'),
  runaway: fc.boolean(),
  day: fc.constantFrom('2024-01-10', '2024-02-10', '2024-06-10', '2024-11-30'),
})

const answersOf = ({ place, gender, runaway, day }: Person) => ({
  place: [place],
  gender: [gender],
  '+problem': runaway ? ['runaway'] : [],
  month: [day.slice(0, 7)],
})

const tableOf = (
  people: readonly Person[],
  id: string,
  axes: readonly string[],
  options: { readonly within?: Record<string, string>; readonly over?: typeof period } = {},
): CountTable =>
  tabulate(
    people
      .filter(({ day }) => day >= (options.over ?? period).from && day <= (options.over ?? period).to)
      .filter(({ place }) => (options.within?.place ?? place) === place)
      .map(answersOf),
    {
      id,
      unit: 'situation',
      period: options.over ?? period,
      axes,
      ...(options.within && { within: options.within }),
    },
  )

const shownOf = (passed: Passed): readonly PublishedCell[] => passed.record.filter(({ isShown }) => isShown)

/** Every small count of the truth keeps several possible values for whoever has these files. */
async function expectNothingRecovered(
  truth: readonly CountTable[],
  files: readonly Passed[],
  threshold: number,
) {
  const cells = truth.flatMap((table) =>
    table.cells.map(({ at, count }) => ({ key: keyOf(placeIn(table, at)), value: count })),
  )
  const shown = new Set(files.flatMap((file) => shownOf(file).map(({ key }) => key)))
  const small = cells.filter(({ value }) => value > 0 && value < threshold)
  for (const { key } of small) expect(shown.has(key), key).toBe(false)
  const left = await valuesLeftTo(
    cells,
    shown,
    small.map(({ key }) => key),
  )
  for (const [key, [least, most]] of left) expect(most - least, key).toBeGreaterThanOrEqual(1)
}

test(`no small count of a report can be worked out from all of its tables (seed ${seed})`, {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 60, maxLength: 150 }), async (people) => {
      const tables = [['gender'], ['place'], ['+problem'], ['month']].map((axes) =>
        tableOf(people, axes.join('×'), axes),
      )
      const passed = await pass(tables, 'public')
      expect(passed.audit.positive).toMatchObject({ recovered: 0, underProtected: 0 })
      await expectNothingRecovered(tables, [passed], 11)
      expect(await pass(tables, 'public')).toEqual(passed)
    }),
    { seed, numRuns: 3, endOnFailure: true },
  )
})

test('whoever has two editions, their months and a series by place subtracts into no small count', {
  timeout: 240_000,
}, async () => {
  const people = Array.from({ length: 130 }, (_, number): Person => {
    // Few live in Guadeloupe, few are boys, and only three calls came between the ends of the two editions.
    const place = number % 40 === 0 ? '971' : (places[number % 4] ?? '33')
    const day = number < 3 ? '2024-11-30' : ['2024-01-10', '2024-02-10', '2024-06-10'][number % 3]
    return { place, gender: number % 9 === 0 ? 'boy' : 'girl', runaway: number % 7 > 0, day: day ?? '' }
  })
  const first = { from: '2024-01-01', to: '2024-10-31' }
  const editionOne = [['gender'], ['place'], ['month']].map((axes) =>
    tableOf(people, axes[0] ?? '', axes, { over: first }),
  )
  const editionTwo = [['gender'], ['place'], ['+problem']].map((axes) => tableOf(people, axes[0] ?? '', axes))
  const one = await pass(editionOne, 'public')
  const two = await pass(editionTwo, 'public', [one.record])
  const series: CountTable[] = []
  const files = [one, two]
  for (const place of places) {
    const table = tableOf(people, `gender in ${place}`, ['gender'], { within: { place } })
    series.push(table)
    files.push(
      await pass(
        [table],
        'public',
        files.map(({ record }) => record),
      ),
    )
  }
  const truth = [...editionOne, ...editionTwo, ...series]
  await expectNothingRecovered(truth, files, 11)
  // Taken alone, the second edition would have told more: it is the first one that keeps it back.
  const alone = await pass(editionTwo, 'public')
  expect(shownOf(alone).length).toBeGreaterThan(shownOf(two).length)
})

test('what was printed before may give a small count away: the new table is refused', async () => {
  const count = (at: readonly (string | null)[], n: number) => ({ at, count: n })
  const table = (cells: CountTable['cells']): CountTable => ({
    id: 'gender',
    unit: 'situation',
    period,
    axes: ['gender'],
    cells,
  })
  const key = (code: string | null) => keyOf(placeIn(table([]), [code]))
  const printed = [
    { key: key(null), value: 50, isShown: true },
    { key: key('girl'), value: 45, isShown: true },
  ]
  const asked = pass([table([count([null], 50), count(['girl'], 45), count(['boy'], 5)])], 'public', [
    printed,
  ])
  await expect(asked).rejects.toMatchObject({ code: 'disclosure_refused' } satisfies Partial<Refusal>)
})

test('a crossing that would be mostly hidden is refused, and a coarser one passes', async () => {
  const people = Array.from(
    { length: 120 },
    (_, number): Person => ({
      place: places[number % 5] ?? '33',
      gender: number % 3 === 0 ? 'boy' : number % 3 === 1 ? 'girl' : 'unknown',
      runaway: true,
      day: '2024-02-10',
    }),
  )
  const fine = tableOf(people, 'place×gender', ['place', 'gender'])
  await expect(pass([fine], 'public')).rejects.toMatchObject({
    code: 'disclosure_refused',
    details: { fields: [{ field: 'place×gender' }] },
  })
  const proposed = finestThatPasses(fine, 'public')
  expect(
    proposed?.cells.map(({ at }) => at[0]).filter((code) => code !== null && !code?.startsWith('R')),
  ).toEqual([])
  const passed = await pass([proposed as CountTable], 'public')
  expect(shownOf(passed).length).toBeGreaterThan(0)
  expect(coarser(coarser(fine) as CountTable)?.axes).toEqual(['gender'])
})

test('a small group that gave one answer is not told what it answered', async () => {
  const of = (place: string, gender: string, many: number): Person[] =>
    Array.from({ length: many }, () => ({ place, gender, runaway: false, day: '2024-02-10' }))
  const people = [
    ...of('33', 'girl', 12),
    ...of('59', 'girl', 60),
    ...of('59', 'boy', 40),
    ...of('62', 'boy', 30),
    ...of('62', 'girl', 30),
  ]
  const passed = await pass([tableOf(people, 'crossed', ['place', 'gender'])], 'public')
  const inside = passed.tables[0]?.cells.filter(({ at }) => at[0] === '33' && at[1] !== null)
  expect(inside?.every(({ count }) => count === null)).toBe(true)
})

test('professionals are told more than the public, and both know what the public was told', async () => {
  const people = Array.from(
    { length: 60 },
    (_, number): Person => ({
      place: '33',
      gender: number < 8 ? 'boy' : number < 30 ? 'unknown' : 'girl',
      runaway: false,
      day: '2024-02-10',
    }),
  )
  const table = tableOf(people, 'gender', ['gender'])
  const open = await pass([table], 'public')
  const inside = await pass([table], 'professional', [open.record])
  expect(open.tables[0]?.cells.find(({ at }) => at[0] === 'boy')?.count).toBeNull()
  expect(inside.tables[0]?.cells.find(({ at }) => at[0] === 'boy')?.count).toBe(8)
})

test(`rounded counts are multiples of five that still add up (seed ${seed})`, async () => {
  const rows = fc.array(fc.array(fc.nat(40), { minLength: 4, maxLength: 4 }), { minLength: 6, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(rows, async (inside) => {
      const table = crossed(inside, 11)
      const values = await rounded(table)
      for (const [cell, value] of values.entries()) {
        expect(value % 5).toBe(0)
        expect(Math.abs(value - (table.cells[cell]?.value ?? 0))).toBeLessThan(10)
      }
      for (const { total, parts } of table.equations)
        expect(values[total]).toBe(parts.reduce((sum, part) => sum + (values[part] ?? 0), 0))
    }),
    { seed, numRuns: 10, endOnFailure: true },
  )
})
