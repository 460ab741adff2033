const zone = 'Europe/Paris'
const date = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeZone: 'UTC' })
const moment = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short', timeZone: zone })

/** « vendredi 27 novembre 2026 ». */
export const dayInWords = (day: string): string => date.format(new Date(`${day}T00:00:00Z`))

/** « 27 novembre 2026 à 14:05 », on the clock of Paris. */
export const instantInWords = (at: string): string => moment.format(new Date(at))
