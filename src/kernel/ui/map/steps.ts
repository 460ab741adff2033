/** One class of a choropleth: the smallest and the largest value that it paints. */
export interface Step {
  readonly from: number
  readonly to: number
}

interface Group {
  readonly cost: number
  readonly starts: readonly number[]
}

/**
 * Groups positive values into at most `count` steps whose values are as close to each other as they can be
 * (W. D. Fisher, "On grouping for maximum homogeneity", 1958; "natural breaks"): small counts with a long tail,
 * which quantiles would melt together, stay apart. Steps are given by the values really met.
 */
export function naturalSteps(values: Iterable<number>, count = 5): Step[] {
  const met = [...values].filter((value) => value > 0).sort((a, b) => a - b)
  const distinct = [...new Set(met)]
  const sums = [{ n: 0, sum: 0, squares: 0 }]
  for (const value of distinct) {
    const n = met.lastIndexOf(value) - met.indexOf(value) + 1
    const last = sums.at(-1) ?? { n: 0, sum: 0, squares: 0 }
    sums.push({ n: last.n + n, sum: last.sum + n * value, squares: last.squares + n * value * value })
  }
  // Sum of squared distances to the mean, for the distinct values from `start` up to, not including, `end`.
  const spread = (start: number, end: number) => {
    const [a, b] = [sums[start], sums[end]]
    if (a === undefined || b === undefined || a.n === b.n) return 0
    return b.squares - a.squares - (b.sum - a.sum) ** 2 / (b.n - a.n)
  }
  let best: Group[] = distinct.map((_, i) => ({ cost: spread(0, i + 1), starts: [0] }))
  for (let groups = 2; groups <= Math.min(count, distinct.length); groups++) {
    const before = best
    best = distinct.map((_, i) => {
      let chosen: Group = before[i] ?? { cost: 0, starts: [0] }
      for (let start = groups - 1; start <= i; start++) {
        const left = before[start - 1]
        if (left === undefined) continue
        const cost = left.cost + spread(start, i + 1)
        if (cost < chosen.cost - 1e-9) chosen = { cost, starts: [...left.starts, start] }
      }
      return chosen
    })
  }
  const starts = best.at(-1)?.starts ?? []
  return starts.map((start, i) => ({
    from: distinct[start] ?? 0,
    to: distinct[(starts[i + 1] ?? distinct.length) - 1] ?? 0,
  }))
}

/** The shade, 0 to 4, of each step: few steps are spread over the whole scale, so that they differ clearly. */
export const shadeOf = (step: number, count: number): number =>
  count < 2 ? 2 : Math.round((step * 4) / (count - 1))

/** The step that paints a value; nothing and zero have none. */
export function stepOf(steps: readonly Step[], value: number | undefined): number | undefined {
  if (value === undefined || !(value > 0) || steps.length === 0) return undefined
  return Math.max(
    0,
    steps.findLastIndex(({ from }) => from <= value),
  )
}
