/** The value below which a share of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

/** The middle value; the mean of the two in the middle when their number is even. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const high = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? high)) / 2
}

/** Numbers that look drawn at random and are the same at every run (splitmix32). */
export function dice(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}

export type Dice = ReturnType<typeof dice>

export const pick = <Value>(roll: Dice, values: readonly Value[]): Value =>
  values[Math.floor(roll() * values.length)] as Value

/** A way to draw where the first values come out far more often than the last, as in life. */
export function skewed<Value>(values: readonly Value[], steepness = 1): (roll: Dice) => Value {
  let sum = 0
  const steps = values.map((_, index) => {
    sum += 1 / (index + 1) ** steepness
    return sum
  })
  return (roll) => {
    const wanted = roll() * sum
    let low = 0
    let high = steps.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((steps[middle] ?? sum) < wanted) low = middle + 1
      else high = middle
    }
    return values[low] as Value
  }
}
