import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { evaluate, SeriesFile, WatchCase } from './evaluate.ts'

const grid = z.array(z.array(z.union([z.number(), z.boolean()]).nullable()).nullable())
const fields = ['upperbound', 'alarm', 'expected', 'pvalue', 'score'] as const

const Fixture = SeriesFile.extend({
  cases: z.array(
    WatchCase.extend({
      name: z.string(),
      except: z.array(z.tuple([z.number(), z.number()])),
      upperbound: grid,
      alarm: grid,
      expected: grid.optional(),
      pvalue: grid.optional(),
      score: grid.optional(),
    }),
  ),
})

const text = readFileSync(join(import.meta.dirname, 'fixtures/r-surveillance.json'), 'utf8')
const { series, cases } = Fixture.parse(JSON.parse(text))

/** Equal to a millionth of what R says, or of one where R says nearly nothing. */
const agrees = (ours: number | boolean | null | undefined, theirs: number | boolean | null): boolean =>
  typeof ours === 'number' && typeof theirs === 'number'
    ? Math.abs(ours - theirs) <= 1e-6 * Math.abs(theirs) + 1e-9
    : ours === theirs

test.each(cases)('the watch says what R says of the same series: $name', (one) => {
  const asked = series[one.series]
  if (!asked) throw new Error('no such series')
  const ours = evaluate(asked, one)
  const excepted = new Set(one.except.map(String))
  let compared = 0
  for (const field of fields) {
    for (const [unit, points] of (one[field] ?? []).entries()) {
      for (const [position, theirs] of (points ?? []).entries()) {
        if (excepted.has(String([unit, position]))) continue
        const mine = ours[field][unit]?.[position]
        expect(agrees(mine, theirs), `${field} ${unit} ${position}: ${mine}, R says ${theirs}`).toBe(true)
        compared += 1
      }
    }
  }
  expect(compared).toBeGreaterThan(30)
})
