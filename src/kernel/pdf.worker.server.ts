import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import type { Job, JobAnswer } from './pdf.server.ts'

/** What we use of Typst's binding, whose own package of types holds nothing else that we need. */
interface Compiler {
  pdf(
    document: { mainFileContent: string; inputs: Record<string, string> },
    options: { pdfStandard: 'ua-1'; creationTimestamp: number },
  ): Uint8Array
  evictCache(maxAge: number): void
}

interface Binding {
  readonly NodeCompiler: {
    create(options: { workspace: string; fontArgs: readonly { fontPaths: readonly string[] }[] }): Compiler
  }
}

const faces = [
  '400Regular/AtkinsonHyperlegibleNext_400Regular',
  '400Regular_Italic/AtkinsonHyperlegibleNext_400Regular_Italic',
  '600SemiBold/AtkinsonHyperlegibleNext_600SemiBold',
  '700Bold/AtkinsonHyperlegibleNext_700Bold',
]

/** The compiler of whichever binding this machine can load, if there is one. */
function openCompiler({ bindings }: { bindings: readonly string[] }): Compiler | undefined {
  const load = createRequire(import.meta.url)
  for (const name of bindings) {
    try {
      const { NodeCompiler } = load(name) as Binding
      const fontPaths = faces.map((face) =>
        dirname(
          fileURLToPath(import.meta.resolve(`@expo-google-fonts/atkinson-hyperlegible-next/${face}.ttf`)),
        ),
      )
      // A document could read the files of its workspace: it lies where there are only fonts.
      return NodeCompiler.create({ workspace: fontPaths[0] ?? '', fontArgs: [{ fontPaths }] })
    } catch (error) {
      // Not installed here, or made for another C library: the next one may do.
      if (!isMissing(error)) throw error
    }
  }
  return undefined
}

const isMissing = (error: unknown): boolean =>
  ['MODULE_NOT_FOUND', 'ERR_DLOPEN_FAILED'].includes((error as { code?: string }).code ?? '')

const latin = String.raw`\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u017f\u200b\u202f\u2013\u2014\u2018-\u201e\u2022\u2026\u2039\u203a\u20ac`

/**
 * What no font draws would refuse the whole document, and an alert is worth more than a pictogram: a text is tried
 * as it is, then with its rarest characters named, then with all but Latin letters named.
 */
const readings: readonly RegExp[] = [
  /(?!)/g,
  new RegExp(`[^${latin}\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}]`, 'gu'),
  new RegExp(`[^${latin}]`, 'gu'),
]

/** What no document may hold: controls, marks of order, other ways to end a line. */
const plainly = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/[^\P{Cc}\n]|[\ufeff\ufff9-\ufffb\ufffe\uffff]/gu, '')

/** Joins two pictograms, or colours one: nothing that can be named by itself. */
const joiners = /[\u200c-\u200f\u202a-\u202e\u2060-\u2069]|\p{Variation_Selector}/gu

const named = (character: string): string =>
  `[U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`

function read(value: unknown, reading: number): unknown {
  if (typeof value === 'string') {
    const rare = readings[reading]
    return reading === 0 || !rare
      ? plainly(value)
      : plainly(value).replaceAll(joiners, '').replaceAll(rare, named)
  }
  if (Array.isArray(value)) return value.map((one) => read(one, reading))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, read(one, reading)]))
}

function compile(compiler: Compiler, job: Job): Uint8Array {
  for (let reading = 0; ; reading++) {
    try {
      return compiler.pdf(
        { mainFileContent: job.source, inputs: { data: JSON.stringify(read(job.data, reading)) } },
        { pdfStandard: 'ua-1', creationTimestamp: job.issuedAt },
      )
    } catch (error) {
      if (reading === readings.length - 1) throw error
    } finally {
      // What was remembered of a document is forgotten with it: memory stays flat, and holds no name for longer than it must.
      compiler.evictCache(0)
    }
  }
}

/** What Typst says of a fault quotes the text it was reading: only its own words are kept. */
function withoutQuotes(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown }
  return `${String(code ?? '')} ${String(message ?? '')}`
    .replaceAll(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '…')
    .slice(0, 200)
}

const compiler = openCompiler(workerData)

parentPort?.on('message', (job: Job) => {
  if (!compiler) return parentPort?.postMessage({ id: job.id, missing: true } satisfies JobAnswer)
  try {
    // Copied: what the binding gives lies outside the memory that a thread may hand over.
    const pdf = new Uint8Array(compile(compiler, job))
    parentPort?.postMessage({ id: job.id, pdf } satisfies JobAnswer, [pdf.buffer])
  } catch (error) {
    parentPort?.postMessage({ id: job.id, fault: withoutQuotes(error) } satisfies JobAnswer)
  }
})
