import type { List } from './list.ts'

/** Lower case, without accents, spaces and underscores alike. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_')
    .trim()

/** How many letters must be changed, added or removed to go from one word to the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}

/** The codes of a list that somebody may have meant: same label, same code in other letters, or a few letters away. */
export function nearestCodes(of: List, value: string): readonly string[] {
  const meant = plain(value.slice(0, 60))
  if (meant === '') return []
  const exact = of.codes.filter(
    (code) => plain(code) === meant || plain(of.label(code)) === meant || code === `0${meant}`,
  )
  if (exact.length > 0) return exact
  const tolerance = Math.min(3, Math.floor(meant.length / 3))
  const near = of.codes
    .map((code) => {
      const words = [plain(code), plain(of.label(code))]
      const starts =
        meant.length > 2 && words.some((word) => word.startsWith(meant) || meant.startsWith(word))
      const away = Math.min(...words.map((word) => distance(meant, word)))
      return { code, away: starts ? Math.min(away, tolerance) : away }
    })
    .filter(({ away }) => away <= tolerance)
    .toSorted((a, b) => a.away - b.away)
  return near.slice(0, 3).map(({ code }) => code)
}
