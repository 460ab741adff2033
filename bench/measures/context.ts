import type { Written } from '../base/people.ts'
import type { Desk } from '../desk.ts'
import type { Line } from '../results.ts'

/** What a measure is given. */
export interface Context {
  readonly desk: Desk
  /** Contacts in the base. */
  readonly contacts: number
  readonly rounds: number
  readonly quick: boolean
  readonly sample: Sample
  readonly say: (line: string) => void
  /** Tells that something could not be measured, and why. */
  readonly miss: (what: string, error: unknown) => void
}

/** Rows of the base to read and to write on, drawn at random. */
export interface Sample {
  readonly contacts: readonly string[]
  readonly situations: readonly string[]
  readonly twenties: readonly string[]
  readonly written: readonly Written[]
}

export type Measure = (context: Context) => Promise<readonly Line[]>

/** Takes one after the other, and starts again. */
export function inTurn<Value>(values: readonly Value[]): () => Value {
  if (values.length === 0) throw new Error('Rien à mesurer : la base est vide.')
  let next = 0
  return () => values[next++ % values.length] as Value
}
