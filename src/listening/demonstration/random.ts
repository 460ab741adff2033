/** A seeded sequence of draws (sfc32): the same seed gives the same demonstration, everywhere and always. */
export class Draws {
  #a: number
  #b: number
  #c: number
  #count = 1

  constructor(seed: number) {
    this.#a = seed | 0
    this.#b = 0x9e3779b9
    this.#c = 0x243f6a88
    for (let warm = 0; warm < 12; warm++) this.#next()
  }

  /** From 0 to `below`, excluded. */
  under(below: number): number {
    return Math.floor((this.#next() / 4_294_967_296) * below)
  }

  /** From `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.under(high - low + 1)
  }

  /** True so many times out of a hundred. */
  chance(percent: number): boolean {
    return this.under(100) < percent
  }

  pick<Item>(of: readonly Item[]): Item {
    const item = of[this.under(of.length)]
    if (item === undefined) throw new Error('nothing to draw from')
    return item
  }

  /** One of the keys, as often as its weight says. */
  weigh<Key extends string>(weights: Readonly<Partial<Record<Key, number>>>): Key {
    const entries = Object.entries(weights) as [Key, number][]
    let left = this.under(entries.reduce((total, [, weight]) => total + weight, 0))
    for (const [key, weight] of entries) {
      if (left < weight) return key
      left -= weight
    }
    throw new Error('no weight')
  }

  shuffle<Item>(of: readonly Item[]): Item[] {
    const items = [...of]
    for (let at = items.length - 1; at > 0; at--) {
      const other = this.under(at + 1)
      const held = items[at] as Item
      items[at] = items[other] as Item
      items[other] = held
    }
    return items
  }

  sample<Item>(of: readonly Item[], count: number): Item[] {
    return this.shuffle(of).slice(0, count)
  }

  #next(): number {
    const sum = (this.#a + this.#b + this.#count++) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    return sum >>> 0
  }
}

/** Each key as many times as its count says, in the order of the keys. */
export function spread<Key extends string>(counts: Readonly<Partial<Record<Key, number>>>): Key[] {
  return (Object.entries(counts) as [Key, number][]).flatMap(([key, count]) => Array<Key>(count).fill(key))
}
