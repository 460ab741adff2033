import { Command, InvalidArgumentError } from 'commander'

/** What the person who measures asked for. */
export interface Options {
  /** How many contacts the base holds, one size after the other, in ascending order. */
  readonly sizes: readonly number[]
  readonly rounds: number
  readonly quick: boolean
  readonly json: string | undefined
  /** Only these families of measures; all of them when empty. */
  readonly only: readonly string[]
  /** A folder where the server leaves its V8 profile when it stops. */
  readonly profile: string | undefined
  /** A data folder to fill or go on with, and to keep; a temporary one otherwise. */
  readonly data: string | undefined
}

/** The families of measures, in the order in which they run. */
export const families = [
  'contact',
  'list',
  'report',
  'disk',
  'crowd',
  'live',
  'memory',
  'search',
  'authorise',
  'alerts',
  'directory',
  'campaign',
  'respondents',
  'site',
  'audio',
] as const
export type Family = (typeof families)[number]

const positive = (text: string): number => {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('Un nombre entier positif est attendu.')
  return number
}
const sizes = (text: string): number[] =>
  [...new Set(text.split(',').map(positive))].toSorted((a, b) => a - b)
const names = (text: string): string[] => {
  const asked = text.split(',')
  const strange = asked.filter((name) => !families.some((family) => family === name))
  if (strange.length > 0)
    throw new InvalidArgumentError(`${strange.join(', ')} : inconnu. Mesures : ${families.join(', ')}.`)
  return asked
}

export function readOptions(argv: readonly string[]): Options {
  const program = new Command('npm run bench --')
    .description('Mesure Repère contre un plancher mesuré dans le même passage.')
    .option('--sizes <n,n…>', 'nombres de contacts de la base', sizes, [10_000, 100_000, 1_000_000])
    .option('--rounds <n>', 'tours entrelacés dont la médiane est retenue', positive, 3)
    .option('--quick', 'essai rapide : 10 000 contacts, un tour, moins d’une minute', false)
    .option('--json <fichier>', 'écrire aussi les résultats en JSON')
    .option('--only <noms>', `seulement ces mesures (${families.join(', ')})`, names, [])
    .option('--profile <dossier>', 'y laisser le profil V8 du serveur')
    .option('--data <dossier>', 'remplir ou reprendre ce dossier de données, et le garder')
    .parse(argv, { from: 'user' })
  const given = program.opts<Options>()
  return given.quick ? { ...given, sizes: given.sizes.slice(0, 1), rounds: 1 } : given
}
