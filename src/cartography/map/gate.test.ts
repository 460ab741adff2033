import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cell, type Disclosed, disclose, discloseUnder, thresholds } from './gate.ts'

const cellsOf = (groups: readonly number[], counts: readonly number[]): Cell[] =>
  groups
    .flatMap((size, group) =>
      Array.from({ length: size }, (_, at) => ({ place: `${group}/${at}`, group: `${group}` })),
    )
    .map((cell, at) => ({ ...cell, count: counts[at] ?? 0 }))

const hiddenOf = (cells: readonly Cell[], { shown }: Disclosed) =>
  cells.filter(({ place }) => !shown.has(place))

/** Every way of giving counts from 0 to `most` to some places. */
function* worlds(size: number, most: number): Generator<number[]> {
  const counts = Array<number>(size).fill(0)
  for (;;) {
    yield [...counts]
    let at = 0
    while (at < size && counts[at] === most) counts[at++] = 0
    if (at === size) return
    counts[at] = (counts[at] ?? 0) + 1
  }
}

const regions = fc.array(fc.integer({ min: 1, max: 13 }), { minLength: 1, maxLength: 18 }).chain((groups) => {
  const size = groups.reduce((sum, one) => sum + one, 0)
  const count = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 60 }))
  return fc.tuple(fc.constant(groups), fc.array(count, { minLength: size, maxLength: size }))
})

test('eleven people outside and five inside are the fewest that are told apart', () => {
  expect(thresholds).toEqual({ public: 11, inside: 5 })
  expect([...disclose(cellsOf([4], [4, 3, 5, 12]), 'inside').shown.values()]).toEqual([5, 12])
  expect([...disclose(cellsOf([4], [4, 3, 10, 12]), 'public').shown.values()]).toEqual([12])
  // Four people are too few to be hidden behind each other: what stands next goes with them.
  expect([...disclose(cellsOf([4], [4, 0, 5, 12]), 'inside').shown.values()]).toEqual([12])
})

test('no count under the threshold is ever shown, and no sum beside a hidden count', () => {
  fc.assert(
    fc.property(regions, fc.constantFrom(5, 11), ([groups, counts], threshold) => {
      const cells = cellsOf(groups, counts)
      const told = discloseUnder(cells, threshold)
      for (const [place, count] of told.shown) {
        expect(count).toBeGreaterThanOrEqual(threshold)
        expect(cells.find((cell) => cell.place === place)?.count).toBe(count)
      }
      const hidden = hiddenOf(cells, told)
      expect(told.total).toBe(hidden.length > 0 ? null : counts.reduce((sum, count) => sum + count, 0))
    }),
  )
})

test('a region never hides one of several départements alone', () => {
  fc.assert(
    fc.property(regions, fc.constantFrom(5, 11), ([groups, counts], threshold) => {
      const cells = cellsOf(groups, counts)
      const hidden = hiddenOf(cells, discloseUnder(cells, threshold))
      groups.forEach((size, group) => {
        const alone = hidden.filter((cell) => cell.group === `${group}`).length === 1
        expect(alone && size > 1).toBe(false)
      })
    }),
  )
})

test('whoever knows the whole and all that is shown cannot work out a hidden count', () => {
  fc.assert(
    fc.property(regions, fc.constantFrom(5, 11), ([groups, counts], threshold) => {
      const cells = cellsOf(groups, counts)
      const told = discloseUnder(cells, threshold)
      const hidden = hiddenOf(cells, told)
      const whole = counts.reduce((sum, count) => sum + count, 0)
      const left = whole - [...told.shown.values()].reduce((sum, count) => sum + count, 0)
      // Nothing but hidden places: nothing was told of any of them.
      if (told.shown.size === 0) return
      for (const cell of hidden) {
        const others = hidden.length - 1
        // Knowing besides that the others are under the threshold narrows it, but never to one value.
        const least = Math.max(0, left - others * (threshold - 1))
        const most = Math.min(left, threshold - 1)
        expect(others, cell.place).toBeGreaterThan(0)
        expect(least, `${cell.place} among ${left} in all`).not.toBe(most)
      }
    }),
  )
})

test.each([
  { groups: [2, 1], threshold: 3, most: 5 },
  { groups: [1, 1, 1], threshold: 3, most: 5 },
  { groups: [3, 1], threshold: 3, most: 5 },
  { groups: [2, 2], threshold: 3, most: 5 },
])('whoever knows the rule itself finds several worlds behind a view, in regions of $groups', (of) => {
  const size = of.groups.reduce((sum, one) => sum + one, 0)
  const values = new Map<string, Set<number>[]>()
  const shownBy = new Map<string, Disclosed>()
  for (const counts of worlds(size, of.most)) {
    const told = discloseUnder(cellsOf(of.groups, counts), of.threshold)
    const view = JSON.stringify([[...told.shown].toSorted(), told.total])
    const seen = values.get(view) ?? counts.map(() => new Set<number>())
    counts.forEach((count, at) => void seen[at]?.add(count))
    values.set(view, seen)
    shownBy.set(view, told)
  }
  for (const [view, seen] of values) {
    cellsOf(of.groups, []).forEach(({ place }, at) => {
      const isShown = shownBy.get(view)?.shown.has(place)
      expect(seen[at]?.size === 1, `${view} tells ${place}`).toBe(isShown)
    })
  }
})
