const long = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})

/** « 12 mars 2026 », « 1er avril 2026 »: a day as a letter writes it, of an instant or of a bare day. */
export const formatLongDay = (at: string): string =>
  long.format(new Date(at.length === 10 ? `${at}T12:00:00Z` : at)).replace(/^1 /, '1er ')

/** « depuis le 3 avril 2026 », « du 3 avril 2026 au 8 mai 2026 »; nothing when no day is known. */
export function spanInDays(since: string | null, until: string | null): string {
  if (since && until) return `du ${formatLongDay(since)} au ${formatLongDay(until)}`
  if (since) return `depuis le ${formatLongDay(since)}`
  return until ? `jusqu’au ${formatLongDay(until)}` : ''
}
