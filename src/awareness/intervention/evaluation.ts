/** Below so many answers, who gave which would be guessed. */
export const fewestAnswers = 5

/** The five points, from the least to the most. */
export const points = [
  'Pas du tout d’accord',
  'Plutôt pas d’accord',
  'Ni oui ni non',
  'Plutôt d’accord',
  'Tout à fait d’accord',
] as const

/** The mean of what was given, to one decimal; of nothing, none. */
export function meanOf(counts: readonly number[]): number | null {
  const answers = counts.reduce((sum, count) => sum + count, 0)
  if (answers === 0) return null
  const total = counts.reduce((sum, count, place) => sum + count * (place + 1), 0)
  return Math.round((total * 10) / answers) / 10
}
