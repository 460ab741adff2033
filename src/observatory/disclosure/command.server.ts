import { z } from 'zod'
import { readJson } from '../readJson.server.ts'
import { judged, type Minimise, type Protection, protect } from './protect.server.ts'
import { type Attacker, attackers, LinkedTable } from './table.ts'

interface Output {
  readonly say: (line: string) => void
  readonly print: (text: string) => void
}

/** What the command `disclosure protect` receives. */
export interface ProtectArguments extends Output {
  readonly tablePath: string
  readonly minimise: Minimise
  readonly against: readonly Attacker[]
}

/** What the command `disclosure audit` receives. */
export interface AuditArguments extends Output {
  readonly tablePath: string
  readonly patternPath: string
  readonly against: readonly Attacker[]
}

const place = z.int().nonnegative()

/** A pattern is a list of cells, bare or as this command prints it. */
const PatternFile = z.union([z.array(place), z.object({ suppressed: z.array(place) })])

/** Reads `plain,integer,positive`; undefined when a word is none of them. */
export function attackersOf(text: string): readonly Attacker[] | undefined {
  const words = text.split(',').map((word) => word.trim())
  const known = attackers.filter((one) => words.includes(one))
  return known.length === new Set(words).size ? known : undefined
}

const printed = ({ isOptimal, ...result }: Protection): string =>
  JSON.stringify({ ...result, optimal: isOptimal })

/** Hides what a table must hide and prints the pattern with its audit; 1 when the audit refuses it, 2 for a bad file. */
export async function runProtect({ say, print, tablePath, ...options }: ProtectArguments): Promise<number> {
  const table = await readJson(tablePath, LinkedTable, say)
  if (!table) return 2
  const result = await protect(table, options)
  print(printed(result))
  return result.published ? 0 : 1
}

/** Judges somebody else's pattern; 1 when it gives something away, 2 for a bad file. */
export async function runAudit({
  say,
  print,
  tablePath,
  patternPath,
  against,
}: AuditArguments): Promise<number> {
  const table = await readJson(tablePath, LinkedTable, say)
  const pattern = table && (await readJson(patternPath, PatternFile, say))
  if (!table || !pattern) return 2
  const hidden = 'suppressed' in pattern ? pattern.suppressed : pattern
  if (hidden.some((cell) => cell >= table.cells.length)) {
    say('Le motif cache une cellule qui n’est pas dans la table.')
    return 2
  }
  const { isOptimal: _, ...result } = await judged(table, hidden, against)
  print(JSON.stringify(result))
  return result.published ? 0 : 1
}
