import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { judged, protect } from './protect.server.ts'
import { crossed } from './table.testing.ts'
import { LinkedTable } from './table.ts'

const seed = Math.trunc(Math.random() * 2 ** 31)

const Best = z.object({ best: z.object({ cells: z.number(), value: z.number() }) })

const known = ['region-gender', 'two-per-line'].map((name) => {
  const given = JSON.parse(readFileSync(join(import.meta.dirname, `fixtures/${name}.json`), 'utf8'))
  return { name, table: LinkedTable.parse(given), ...Best.parse(given) }
})

test.each(known)(
  'the pattern of $name hides as little as is known to be possible',
  async ({ table, best }) => {
    const fewest = await protect(table)
    expect(fewest).toMatchObject({ cells: best.cells, published: true, isOptimal: true })
    const lightest = await protect(table, { minimise: 'value' })
    expect(lightest).toMatchObject({ value: best.value, published: true, isOptimal: true })
    expect(await protect(table, { against: ['plain'] })).toMatchObject({ cells: best.cells })
  },
)

test('hiding only what is sensitive is refused: the rest gives it back', async () => {
  for (const { table } of known) {
    const result = await judged(table, table.primary)
    expect(result.published).toBe(false)
    expect(result.audit.plain.recovered).toBeGreaterThan(0)
  }
})

test('a sensitive cell left in sight counts as recovered', async () => {
  const [first] = known
  const result = await judged(first?.table as LinkedTable, [])
  expect(result.audit.plain).toMatchObject({ recovered: 1, underProtected: 1 })
})

test('a table whose total is not the sum of its parts is not read', () => {
  const [first] = known
  const table = first?.table as LinkedTable
  const cells = table.cells.map((cell, index) => (index === 0 ? { ...cell, value: cell.value + 1 } : cell))
  expect(LinkedTable.safeParse({ ...table, cells }).success).toBe(false)
})

const counts = (rows: number, columns: number) =>
  fc.array(fc.array(fc.oneof(fc.nat(12), fc.nat(60)), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  })

test(`no smaller pattern protects a small table (seed ${seed})`, { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(counts(2, 2), async (inside) => {
      const table = crossed(inside, 11)
      const ours = await protect(table)
      expect(ours.published).toBe(true)
      const all = table.cells.map((_, cell) => cell)
      for (let mask = 0; mask < 2 ** all.length; mask += 1) {
        const pattern = all.filter((cell) => mask & (1 << cell))
        if (pattern.length >= ours.cells || !table.primary.every((cell) => pattern.includes(cell))) continue
        const other = await judged(table, pattern)
        const isFair = pattern.every((cell) => table.primary.includes(cell) || table.cells[cell]?.value !== 0)
        expect(isFair && other.published).toBe(false)
      }
    }),
    { seed, numRuns: 4 },
  )
})

test(`no reader gets anything out of a random table (seed ${seed})`, { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(counts(4, 3), async (inside) => {
      const result = await protect(crossed(inside, 11), { seconds: 2 })
      for (const finding of Object.values(result.audit)) {
        expect(finding).toMatchObject({ recovered: 0, underProtected: 0 })
      }
    }),
    { seed, numRuns: 15 },
  )
})
