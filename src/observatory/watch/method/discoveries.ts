/**
 * The adjusted p-value of each test, so that among those under q no more than a share q is expected to be false
 * (Benjamini & Hochberg 1995); a gap stays a gap and is not counted among the tests.
 */
export function adjusted(pvalues: readonly (number | null)[]): readonly (number | null)[] {
  const order = pvalues.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => b.p - a.p)
  const result: (number | null)[] = pvalues.map(() => null)
  let least = 1
  for (const [place, { p, index }] of order.entries()) {
    least = Math.min(least, (p * order.length) / (order.length - place))
    result[index] = least
  }
  return result
}
