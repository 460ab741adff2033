/** A share in percent, rounded half up: to one decimal, or to none. Null when there is nothing to share. */
export function percentOf(count: number, base: number, decimals: 0 | 1 = 1): number | null {
  if (base === 0) return null
  const scale = decimals === 1 ? 10 : 1
  // Whole numbers until the last division: 0.5 is never 0.49999.
  return Math.floor((200 * scale * count + base) / (2 * base)) / scale
}
