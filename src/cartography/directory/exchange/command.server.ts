import { createReadStream } from 'node:fs'
import { copyFile, readFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Services } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { writeJournal } from '#kernel/journal.server.ts'
import { departement, type ExchangeDecision, type ExchangeFormat, type ServiceVisibility } from '#vocabulary'
import type { ExchangeFault } from './contract.ts'
import { makeExport } from './export.server.ts'
import { BrokenFile, readServices } from './fileRead.server.ts'
import { type Looked, lookThrough, writeEntries } from './run.server.ts'
import { fileSink } from './sinks.server.ts'

/** What the command line gives to a command. */
interface Terminal {
  readonly say: (line: string) => void
  readonly print: (text: string) => void
}
interface WithData extends Terminal {
  readonly services: Pick<Services, 'database'>
}

const unreadable = ({ say }: Terminal, file: string): number => {
  say(`Le fichier ${file} ne se lit pas. Vérifiez son chemin et vos droits.`)
  return 2
}

const told = ({ place, field, message }: ExchangeFault): string =>
  `${[place || 'fichier', field].filter(Boolean).join('\t')}\t${message}`

/** Holds a file against the rules of its format, and prints each fault with where it lies. @returns the exit code */
export async function validateFile(
  terminal: Terminal,
  file: string,
  format: ExchangeFormat,
): Promise<number> {
  const content = await readFile(file).catch(() => undefined)
  if (!content) return unreadable(terminal, file)
  let entries = 0
  let faults = 0
  try {
    for await (const found of readServices(format, content, true)) {
      entries += 1
      faults += found.faults.length
      for (const fault of found.faults) terminal.print(told(fault))
    }
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error
    faults += 1
    terminal.print(told(error.fault))
  }
  const count = new Intl.NumberFormat('fr-FR')
  terminal.say(
    `${count.format(entries)} entrées lues, ${count.format(faults)} faute${faults > 1 ? 's' : ''}.`,
  )
  return faults > 0 ? 1 : 0
}

export interface ExportOptions {
  readonly format: ExchangeFormat
  readonly audience: ServiceVisibility
  readonly departement?: string
  readonly out?: string
}

/** Writes an export to a file, or to the standard output. @returns the exit code: 1 when it would have told too much */
export async function exportToTerminal({
  services,
  say,
  print: _,
  ...options
}: WithData & ExportOptions): Promise<number> {
  const { format, audience, out } = options
  const code = options.departement ?? null
  if (code !== null && !departement.has(code)) {
    say(`« ${code} » n’est pas un département.`)
    return 2
  }
  const sink = await fileSink()
  try {
    const made = await makeExport(services.database, { format, audience, departement: code }, sink)
    for (const { serviceId, field, what } of made.leaks) say(`${serviceId ?? 'fichier'}\t${field}\t${what}`)
    if (made.leaks.length > 0) {
      say(
        'Ce fichier aurait dit une information réservée : il n’a pas été gardé. Corrigez ces fiches, puis recommencez.',
      )
      return 1
    }
    if (out) await copyFile(sink.path, out)
    else await pipeline(createReadStream(sink.path), process.stdout, { end: false })
    await journal(services, 'directory.export', `${format} ${audience}`)
    say(`${made.services} services, ${made.bytes} octets.`)
    return 0
  } finally {
    await sink.discard()
  }
}

export interface ImportOptions {
  readonly format: ExchangeFormat
  readonly source: string
  readonly dryRun?: boolean
  readonly acceptValid?: boolean
  readonly duplicates: ExchangeDecision
}

/** Imports a file: one line of JSON says what was written, and every fault. @returns the exit code */
export async function importFromTerminal(
  given: WithData & ImportOptions & { file: string },
): Promise<number> {
  const { services, file, format, source, dryRun, acceptValid, duplicates } = given
  const content = await readFile(file).catch(() => undefined)
  if (!content) return unreadable(given, file)
  const counts = { fresh: 0, changed: 0, unchanged: 0, duplicate: 0, refused: 0 }
  const rejected: ExchangeFault[] = []
  const look = (onBatch: (entries: readonly Looked[]) => Promise<void>) =>
    lookThrough(services.database, { format, source, content, onlyCheck: false }, onBatch)
  const broken = await look(async (entries) => {
    for (const { planned, faults } of entries) {
      counts[planned.verdict] += 1
      rejected.push(...faults)
    }
  })
  if (broken) rejected.push(broken)
  const written = { created: 0, proposed: 0 }
  if (!dryRun && (rejected.length === 0 || acceptValid)) {
    await look(async (entries) => {
      const wishes = entries.flatMap(({ draft, planned }) =>
        draft && planned.verdict !== 'refused'
          ? [{ draft, verdict: planned.verdict, serviceId: planned.serviceId, decision: duplicates }]
          : [],
      )
      for (let at = 0; at < wishes.length; at += 50) {
        for (const one of await writeEntries(
          services.database,
          { author: null, source },
          wishes.slice(at, at + 50),
        )) {
          if ('trouble' in one) rejected.push({ place: '', field: '', message: one.trouble })
          else if (one.did !== 'nothing') written[one.did] += 1
        }
      }
    })
    await journal(services, 'directory.import_run', `created=${written.created}`)
  }
  given.print(JSON.stringify({ ...counts, ...written, rejected }))
  return rejected.length > 0 ? 1 : 0
}

const journal = ({ database }: Pick<Services, 'database'>, action: string, detail: string) =>
  writeJournal(database, {
    requestId: newId(),
    actorId: null,
    role: null,
    action,
    entityId: null,
    outcome: 'done',
    detail,
  })
