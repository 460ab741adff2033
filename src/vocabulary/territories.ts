import { type CodeOf, type Entry, list } from '#kernel/list.ts'
import { departementRows, regionRows } from './territories.data.ts'
import { undisclosed, unknown } from './words.ts'

type PlaceCode = (typeof departementRows)[number][0]
type RegionCode = (typeof regionRows)[number][0]

const pair = <Code extends string>(code: Code, label: string): readonly [Code, Entry] => [code, { label }]

/** The 101 départements and the inhabited overseas collectivities, in code order. Codes are strings: '01', '2A', '971'. */
export const departement = list('departement', [
  ...departementRows.map(([code, name]) => pair<PlaceCode>(code, name)),
  ['abroad', { label: 'À l’étranger' }],
  ['unknown', unknown],
  ['undisclosed', undisclosed],
])
export type Departement = CodeOf<typeof departement>

/** The 18 regions. */
export const region = list(
  'region',
  regionRows.map(([code, name]) => pair<RegionCode>(code, name)),
)
export type Region = CodeOf<typeof region>

const rows = new Map<string, (typeof departementRows)[number]>(departementRows.map((row) => [row[0], row]))

/** The codes of the 101 départements, without collectivities, abroad or absences. */
export const departements101: readonly string[] = departementRows
  .filter(([, , , ofRegion]) => ofRegion !== '')
  .map(([code]) => code)

const inside = new Set(departements101)

/** Whether a code is one of the 101 départements. */
export const isDepartement = (code: string): boolean => inside.has(code)

/** The name of a département, as the list labels it. */
export const departementName = (code: string): string => departement.label(code)

/** The region of a département; a collectivity, abroad and an absence have none. */
export const regionOf = (code: string): Region | undefined => rows.get(code)?.[3] || undefined

/** The name after "de", with its article: « du Haut-Rhin », « d’Eure-et-Loir », « de Paris ». */
export function ofDepartement(code: string): string {
  if (code === 'abroad') return 'de l’étranger'
  return rows.get(code)?.[2] ?? 'd’un département inconnu'
}

const timeZones: Readonly<Record<string, string>> = {
  '971': 'America/Guadeloupe',
  '972': 'America/Martinique',
  '973': 'America/Cayenne',
  '974': 'Indian/Reunion',
  '975': 'America/Miquelon',
  '976': 'Indian/Mayotte',
  '977': 'America/St_Barthelemy',
  '978': 'America/Marigot',
  '986': 'Pacific/Wallis',
  '987': 'Pacific/Tahiti',
  '988': 'Pacific/Noumea',
}

/** The IANA time zone in which somebody lives there; Europe/Paris for the metropole, abroad and an unknown place. */
export const timeZoneOf = (code: string): string => timeZones[code] ?? 'Europe/Paris'
