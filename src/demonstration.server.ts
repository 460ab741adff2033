import { inventCalls } from '#awareness/call/demonstration.server.ts'
import { inventInterventions } from '#awareness/intervention/demonstration.server.ts'
import { inventPodcast } from '#awareness/podcast/demonstration.server.ts'
import { inventResources } from '#awareness/resource/demonstration.server.ts'
import { inventCampaigns } from '#cartography/campaign/demonstration.server.ts'
import { inventDirectory } from '#cartography/directory/demonstration.server.ts'
import { inventMeetings } from '#cartography/meeting/demonstration.server.ts'
import { inventPractices } from '#cartography/practice/demonstration.server.ts'
import type { Services } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { writeJournal } from '#kernel/journal.server.ts'
import { Trouble } from '#kernel/trouble.ts'
import { inventLetters } from '#listening/webform/demonstration.server.ts'
import { inventEdition } from '#observatory/edition/demonstration.server.ts'
import { countAccounts, createDemonstrationAccounts } from '#office/account/demonstration.server.ts'
import { inventRota } from '#office/shift/demonstration.server.ts'
import { createDemonstrationPartners } from '#partner/demonstration.server.ts'

const action = 'demonstration.load'

/** Whether the data are those of a demonstration, real, or not there yet; `begun` when a load was interrupted. */
export async function stateOf({ database }: Services): Promise<'empty' | 'begun' | 'demonstration' | 'real'> {
  const accounts = await countAccounts(database)
  if (accounts.demonstration === 0) return accounts.all === 0 ? 'empty' : 'real'
  const loaded = await database
    .selectFrom('journal')
    .select('id')
    .where('action', '=', action)
    .limit(1)
    .execute()
  return loaded.length > 0 ? 'demonstration' : 'begun'
}

/**
 * Loads the demonstration into an empty database, or goes on with a load that was interrupted.
 * @returns whether there was anything to load
 */
export async function loadDemonstrationOnce(
  services: Services,
  say: (line: string) => void,
): Promise<boolean> {
  const state = await stateOf(services)
  if (state === 'demonstration' || state === 'real') return false
  await createDemonstrationAccounts(services.database)
  // Before the files: what is transmitted from them is sealed to these people.
  await createDemonstrationPartners(services.database)
  // Before the files too: their orientations name some of these services.
  await inventDirectory(services)
  // Loaded only when needed: a real service never reads it.
  const { loadDemonstration } = await import('#listening/demonstration/load.server.ts')
  await loadDemonstration(services, say)
  await inventRota(services)
  await inventCampaigns(services)
  await inventMeetings(services)
  await inventPractices(services)
  await inventLetters(services)
  await inventResources(services)
  await inventCalls(services)
  await inventInterventions(services)
  await inventPodcast(services)
  // Last: it counts everything that is before it.
  await inventEdition(services)
  await writeJournal(services.database, {
    requestId: newId(),
    actorId: null,
    role: null,
    action,
    entityId: null,
    outcome: 'done',
    detail: null,
  })
  return true
}

/** @throws Trouble when a real service holds accounts whose passwords everybody knows */
export async function refuseDemonstration(services: Services, dir: string): Promise<void> {
  if ((await countAccounts(services.database)).demonstration === 0) return
  throw new Trouble(
    'default_secrets',
    `Ces données sont celles d’une démonstration (${dir}) : leurs mots de passe sont publics et leurs récits inventés. Pour un vrai service, partez d’un autre dossier (REPERE_DATA=/chemin/du/service npm run serve) ou d’une autre base ; pour effacer la démonstration, arrêtez Repère et supprimez ce dossier.`,
  )
}

/** The command `demo`: 0 when loaded, 1 when the database already holds something. */
export async function loadDemonstrationFromTerminal(terminal: {
  readonly services: Services
  readonly say: (line: string) => void
  readonly print: (text: string) => void
}): Promise<number> {
  const { services, say, print } = terminal
  const isLoaded = await loadDemonstrationOnce(services, say)
  if (!isLoaded)
    say('La base contient déjà des données : la démonstration ne se charge que dans une base vide.')
  print(JSON.stringify({ loaded: isLoaded }))
  return isLoaded ? 0 : 1
}
