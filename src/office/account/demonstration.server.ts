import type { Kysely } from 'kysely'
import type { Tables } from '#tables.server.ts'
import type { Role } from '#vocabulary'
import { hashPassword } from './password.server.ts'
import { insertAccount } from './queries.server.ts'

interface DemonstrationAccount {
  readonly role: Role
  readonly login: string
  readonly name: string
  /** Public by nature: a service without `--demonstration` refuses to start while one of these accounts exists. */
  readonly password: string
}

/** The first account of each role is the one that is shown at start. */
export const demonstrationAccounts: readonly DemonstrationAccount[] = [
  { role: 'listener', login: 'ecoute', name: 'Alix Exemple', password: 'galet-orchidee-tambour-41' },
  {
    role: 'coordinator',
    login: 'coordination',
    name: 'Camille Exemple',
    password: 'phare-noisette-velours-27',
  },
  { role: 'reception', login: 'accueil', name: 'Dominique Exemple', password: 'sentier-cobalt-mandarine-63' },
  { role: 'analyst', login: 'observation', name: 'Sacha Exemple', password: 'boussole-lavande-granit-58' },
  {
    role: 'cartographer',
    login: 'cartographie',
    name: 'Lou Exemple',
    password: 'estuaire-pivoine-cuivre-19',
  },
  {
    role: 'awareness_officer',
    login: 'sensibilisation',
    name: 'Noa Exemple',
    password: 'colline-safran-hublot-84',
  },
  {
    role: 'administrator',
    login: 'administration',
    name: 'Maxence Exemple',
    password: 'verger-topaze-horloge-36',
  },
  { role: 'auditor', login: 'controle', name: 'Andrea Exemple', password: 'clairiere-ambre-rivage-75' },
  { role: 'listener', login: 'ecoute2', name: 'Charlie Exemple', password: 'moulin-turquoise-cerise-52' },
  { role: 'listener', login: 'ecoute3', name: 'Morgan Exemple', password: 'falaise-jonquille-lanterne-90' },
]

/** Opens the accounts of the demonstration that are not there yet. */
export async function createDemonstrationAccounts(database: Kysely<Tables>): Promise<void> {
  const known = await database
    .selectFrom('account')
    .select('login')
    .where('demonstration', '=', true)
    .execute()
  const logins = new Set(known.map(({ login }) => login))
  for (const { password, ...account } of demonstrationAccounts) {
    if (logins.has(account.login)) continue
    const passwordHash = await hashPassword(password)
    await insertAccount(database, { ...account, passwordHash, passwordTemporary: false, demonstration: true })
  }
}

/** How many accounts there are: of the demonstration, of everybody, and open ones of administrators. */
export async function countAccounts(database: Kysely<Tables>) {
  const { fn } = database
  const found = await database
    .selectFrom('account')
    .select([
      fn.countAll<number>().as('all'),
      fn.countAll<number>().filterWhere('demonstration', '=', true).as('demonstration'),
      fn
        .countAll<number>()
        .filterWhere((is) => is.and([is('role', '=', 'administrator'), is('active', '=', true)]))
        .as('administrators'),
    ])
    .executeTakeFirstOrThrow()
  return found
}
