import { describe, expect, test } from 'vitest'
import { countEach, countOne } from '#kernel/figure.ts'
import { list } from '#kernel/list.ts'
import { figures } from './figures.ts'
import { percentOf, rowsOf } from './rows.ts'

const year = { from: '2023-04-03', to: '2024-04-02' }

describe('a percentage', () => {
  test.each([
    [123, 143, 86, 86],
    [120, 143, 83.9, 84],
    [7, 143, 4.9, 5],
    [1, 16, 6.3, 6],
    [1, 2000, 0.1, 0],
    [1, 200, 0.5, 1],
    [0, 3, 0, 0],
    [3, 3, 100, 100],
  ])('%i of %i is %f, or %i to the unit', (count, base, one, none) => {
    expect(percentOf(count, base)).toBe(one)
    expect(percentOf(count, base, 0)).toBe(none)
  })

  test('of nothing is none', () => expect(percentOf(0, 0)).toBeNull())
})

describe('the rows of a figure', () => {
  test('a retired word shows where it was in force or counted, a new one only since it exists', () => {
    const words = list('report_test_word', {
      kept: { label: 'Gardé' },
      retired: { label: 'Retiré', until: 2022 },
      fresh: { label: 'Nouveau', since: 2024 },
    })
    const each = countEach(words, { title: 'Mots', rule: 'Une règle.', of: 'situation', from: 'observation' })
    const codes = (period: typeof year, counts: [string, number][] = []) =>
      rowsOf(each, new Map(counts), 10, period).map(({ code }) => code)
    expect(codes({ from: '2022-12-31', to: '2023-12-31' })).toEqual(['kept', 'retired'])
    expect(codes({ from: '2023-01-01', to: '2023-12-31' })).toEqual(['kept'])
    expect(codes({ from: '2023-01-01', to: '2023-12-31' }, [['retired', 1]])).toEqual(['kept', 'retired'])
    expect(codes(year)).toEqual(['kept', 'fresh'])
    const one = countOne(words, { title: 'Mot', rule: 'Une règle.', of: 'situation', from: 'stage' })
    expect(rowsOf(one, new Map([[null, 3]]), 10, year).at(-1)).toMatchObject({
      code: 'not_asked',
      percent: 30,
    })
  })

  test('each figure says its rule in one sentence', () => {
    for (const { rule, id } of figures) expect(rule, id).toMatch(/^\p{Lu}[^.]+\.$/u)
    expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length)
  })
})
