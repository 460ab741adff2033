/** One case: where and in which week (weeks count from 0). */
export interface Case {
  readonly place: string
  readonly week: number
}

/** Neighbouring places and a stretch of weeks, up to the last, that hold more cases than chance would put there. */
export interface Cluster {
  readonly places: readonly string[]
  readonly from: number
  readonly to: number
  readonly observed: number
  readonly expected: number
  readonly pvalue: number
}

export interface ScanControl {
  readonly weeks: number
  /** The longest stretch, in weeks. */
  readonly longest: number
  /** The most places in a cluster. */
  readonly widest: number
  readonly permutations: number
  readonly seed: number
}

/** A small generator whose draws depend on its seed alone (mulberry32), so that a scan can be told again to the digit. */
export function drawsOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Each place alone, then with its neighbours, then with theirs, as long as the zone is not too wide. */
function zonesOf(
  places: readonly string[],
  neighbours: (place: string) => readonly string[],
  widest: number,
): readonly (readonly string[])[] {
  const zones = new Map<string, readonly string[]>()
  for (const place of places) {
    let zone = [place]
    while (zone.length <= widest) {
      zones.set(zone.toSorted().join(' '), zone)
      const wider = [...new Set([...zone, ...zone.flatMap(neighbours)])]
      if (wider.length === zone.length) break
      zone = wider
    }
  }
  return [...zones.values()]
}

const excess = (observed: number, expected: number, all: number): number =>
  observed <= expected || expected <= 0
    ? 0
    : observed * Math.log(observed / expected) +
      (observed < all ? (all - observed) * Math.log((all - observed) / (all - expected)) : 0)

/**
 * The cluster that stands out most among neighbouring places over the last weeks, or undefined when there is none: the
 * cases of a zone are compared with what they would be if place and week had nothing to do with each other, and the best
 * zone with the best zones of the same cases with their weeks shuffled (Kulldorff et al. 2005). Needs no population.
 */
export function scan(
  cases: readonly Case[],
  neighbours: (place: string) => readonly string[],
  control: ScanControl,
): Cluster | undefined {
  const places = [...new Set(cases.map(({ place }) => place))].toSorted()
  const index = new Map(places.map((place, position) => [place, position]))
  const zones = zonesOf(places, neighbours, control.widest).map((zone) => ({
    zone,
    members: zone.flatMap((place) => index.get(place) ?? []),
  }))
  const where = cases.map(({ place }) => index.get(place) as number)
  const last = control.weeks - 1
  const best = (weeks: readonly number[]) => {
    let found = { value: 0, zone: 0, length: 0, observed: 0, expected: 0 }
    const recent = new Float64Array(places.length)
    const total = new Float64Array(places.length)
    for (const place of where) total[place] = (total[place] ?? 0) + 1
    let inWindow = 0
    for (let length = 1; length <= control.longest; length += 1) {
      for (const [position, week] of weeks.entries()) {
        if (week !== last - length + 1) continue
        const place = where[position] as number
        recent[place] = (recent[place] ?? 0) + 1
        inWindow += 1
      }
      for (const [zone, { members }] of zones.entries()) {
        let observed = 0
        let ever = 0
        for (const member of members) {
          observed += recent[member] ?? 0
          ever += total[member] ?? 0
        }
        const expected = (ever * inWindow) / cases.length
        const value = excess(observed, expected, cases.length)
        if (value > found.value) found = { value, zone, length, observed, expected }
      }
    }
    return found
  }
  const weeks = cases.map(({ week }) => week)
  const seen = best(weeks)
  if (seen.value === 0) return undefined
  const draw = drawsOf(control.seed)
  const shuffled = [...weeks]
  let asGood = 1
  for (let turn = 0; turn < control.permutations; turn += 1) {
    for (let end = shuffled.length - 1; end > 0; end -= 1) {
      const other = Math.floor(draw() * (end + 1))
      const kept = shuffled[end] as number
      shuffled[end] = shuffled[other] as number
      shuffled[other] = kept
    }
    if (best(shuffled).value >= seen.value) asGood += 1
  }
  return {
    places: zones[seen.zone]?.zone.filter((place) => index.has(place)).toSorted() ?? [],
    from: last - seen.length + 1,
    to: last,
    observed: seen.observed,
    expected: seen.expected,
    pvalue: asGood / (control.permutations + 1),
  }
}
