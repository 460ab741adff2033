import { formatDay, formatList, type Option, type Tone } from '#kernel/ui/index.ts'
import { departementName, isDepartement, timeZoneOf } from '#vocabulary'
import type { Verification } from './contract.ts'

interface RouteOf {
  readonly departement: string
  readonly part: string
}

/** « Haut-Rhin (68) », « Métropole de Lyon (69) ». */
export function routeInWords({ departement, part }: RouteOf): string {
  if (part === 'metropole') return 'Métropole de Lyon (69)'
  if (part === 'rhone') return 'Rhône hors métropole (69)'
  return isDepartement(departement)
    ? `${departementName(departement)} (${departement})`
    : departementName(departement)
}

/** For whom a unit or an authority answers, in one line. */
export function routesInWords(routes: readonly RouteOf[]): string {
  const inside = routes.filter(({ departement }) => isDepartement(departement))
  const outside = routes.filter(({ departement }) => !isDepartement(departement))
  // The fallback answers for so many that naming them hides what it is.
  const rest = outside.length > 3 ? ['tout lieu inconnu ou hors des départements'] : outside.map(routeInWords)
  return formatList([...inside.map(routeInWords), ...rest])
}

export const rhoneParts = [
  { value: 'rhone', label: 'Rhône hors métropole' },
  { value: 'metropole', label: 'Métropole de Lyon' },
] as const satisfies readonly Option[]

/** How far an entry can be trusted, in words. */
export function verificationInWords(verification: Verification, verifiedOn: string | null): string {
  if (verification === 'never') return 'Jamais vérifié'
  if (verification === 'changed') return 'Modifié, à vérifier'
  const on = verifiedOn ? `vérifié le ${formatDay(verifiedOn)}` : ''
  return verification === 'stale' ? `À confirmer, ${on}` : on.replace(/^v/, 'V')
}

export const verificationTone = (verification: Verification): Tone =>
  verification === 'fresh' ? 'positive' : 'attention'

const farAway = ['971', '972', '973', '974', '975', '976', '977', '978', '986', '987', '988']

/** The clocks of the départements and collectivities, that of Paris first. */
export const zoneOptions: readonly Option[] = [
  { value: 'Europe/Paris', label: 'Métropole (heure de Paris)' },
  ...farAway.map((code) => ({ value: timeZoneOf(code), label: departementName(code) })),
]

/** The name of a clock; the zone itself when it is none of ours. */
export const zoneInWords = (zone: string): string =>
  zoneOptions.find(({ value }) => value === zone)?.label ?? zone
