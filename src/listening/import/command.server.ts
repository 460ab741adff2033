import { constants, createReadStream } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import type { Services } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { writeJournal } from '#kernel/journal.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { typeset } from '#kernel/trouble.ts'
import type { Tables } from '#tables.server.ts'
import { checkFile, type Outcome, type Progress, type Source, writeFile } from './run.server.ts'

export interface ImportArguments {
  readonly file: string
  /** Says what would happen, and writes nothing. */
  readonly dryRun: boolean
  /** Imports the good rows of a file that has bad ones. */
  readonly acceptValid: boolean
}

/** What `import contacts --help` adds to the list of options. */
export const importHelp = typeset(`
Le fichier est en UTF-8, séparé par des virgules ou des points-virgules, et commence par la ligne des colonnes.
Une ligne dont la contact_ref a déjà été importée est comptée « unchanged » et laissée telle quelle, même si son
contenu diffère : corrigez alors le contact dans le bureau. Un import interrompu se reprend en le relançant.
Une seule ligne refusée suffit pour que rien ne soit importé, sauf avec --accept-valid.

Codes de sortie : 0 rien n’est refusé ; 1 au moins une ligne est refusée, que les autres soient importées ou non ;
2 commande mal formée, ou fichier qui ne se lit pas.
`)

/** What the command line gives to a command. */
interface Terminal {
  readonly services: Pick<Services, 'database' | 'keys'>
  readonly say: (line: string) => void
  readonly print: (text: string) => void
}

/**
 * Imports a file of contacts from the command line: progress on one side, the outcome as one line of JSON on the other.
 * @returns the exit code: 0 nothing refused, 1 something refused, 2 file that cannot be read
 */
export async function runImport(given: ImportArguments & Terminal): Promise<number> {
  const { services, say, print } = given
  const source = await sourceOf(given.file)
  if (!source) {
    say(`Le fichier ${given.file} ne se lit pas. Vérifiez son chemin et vos droits.`)
    return 2
  }
  const { database, keys } = services
  const outcome = await importContacts(database, keys, source, given, { onProgress: progressTo(say) })
  print(JSON.stringify(outcome))
  return outcome.rejected.length > 0 ? 1 : 0
}

/** Checks a file, then writes it unless asked not to, or unless a bad row forbids it. */
export async function importContacts(
  database: Kysely<Tables>,
  keys: Keyring,
  source: Source,
  { dryRun, acceptValid }: Omit<ImportArguments, 'file'>,
  reporting: { readonly onProgress?: (progress: Progress) => void } = {},
): Promise<Outcome> {
  if (dryRun || !acceptValid) {
    const checked = await checkFile(database, source, reporting)
    const { rows, unchanged, rejected } = checked
    const refused = rejected.length > 0 && !acceptValid
    if (refused) return { rows, contacts: 0, situations: 0, unchanged, rejected }
    if (dryRun)
      return { rows, contacts: checked.contacts, situations: checked.situations, unchanged, rejected }
  }
  const requestId = newId()
  return await writeFile(
    database,
    keys,
    source,
    { id: null },
    {
      ...reporting,
      onBatch: (db, { contacts }) =>
        writeJournal(db, {
          requestId,
          actorId: null,
          role: null,
          action: 'import.run',
          entityId: null,
          outcome: 'done',
          detail: `contacts=${contacts}`,
        }),
    },
  )
}

async function sourceOf(file: string): Promise<Source | undefined> {
  try {
    await access(file, constants.R_OK)
    const { size } = await stat(file)
    return (await stat(file)).isFile() ? { open: () => createReadStream(file), size } : undefined
  } catch {
    return undefined
  }
}

const stages = { checking: 'Vérification', importing: 'Import' } as const

/** At most a line a second: what is being done, how many rows, and how far. */
function progressTo(print: (line: string) => void): (progress: Progress) => void {
  let last = Date.now()
  return ({ stage, rows, share }) => {
    if (Date.now() - last < 1000) return
    last = Date.now()
    const count = new Intl.NumberFormat('fr-FR').format(rows)
    print(`${stages[stage]} : ${count} lignes, ${Math.min(100, Math.floor(share * 100))} %`)
  }
}
