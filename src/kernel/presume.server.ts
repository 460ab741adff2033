import type { Asker } from './http.server.ts'
import { digestOf } from './session.server.ts'

const remembered = 2000

/**
 * Who held each session when it was last used. A request begins as if it still were so, while PostgreSQL is asked in the
 * same transaction; nothing is answered or committed before it has said that it is.
 */
export class Holders {
  readonly #known = new Map<string, Asker>()

  recall(token: string | undefined): Asker | undefined {
    return token === undefined ? undefined : this.#known.get(nameOf(token))
  }

  /** What was found, or that nobody was. */
  keep(token: string | undefined, holder: Asker | undefined): void {
    if (token === undefined) return
    const name = nameOf(token)
    this.#known.delete(name)
    if (!holder) return
    if (this.#known.size >= remembered) this.#known.delete(this.#known.keys().next().value ?? '')
    this.#known.set(name, holder)
  }
}

const nameOf = (token: string): string => digestOf(token).toString('base64')

/** It was not so: what was begun is undone, and the request begins again, presuming nothing. */
class Misjudged extends Error {}

/** Serves as if the session were still held by the same person, and gives what came of it only if it is. */
export async function underPresumption<T>(
  presumed: Asker,
  finding: Promise<Asker | undefined>,
  serve: (holder: Asker) => Promise<T>,
): Promise<T> {
  const [outcome, judgement] = await Promise.allSettled([serve(presumed), finding])
  if (judgement.status === 'rejected') throw judgement.reason
  if (!judgement.value || !isSame(judgement.value, presumed)) throw new Misjudged('presumed wrongly')
  if (outcome.status === 'rejected') throw outcome.reason
  return outcome.value
}

const isSame = (one: Asker, other: Asker): boolean =>
  one.id === other.id &&
  one.sessionId === other.sessionId &&
  one.role === other.role &&
  one.confined === other.confined &&
  one.name === other.name

/** Tries under a presumption, if there is one, and without it when it was wrong. */
export async function presumingFirst<T>(
  presumed: Asker | undefined,
  attempt: (presumed: Asker | undefined) => Promise<T>,
): Promise<T> {
  if (!presumed) return await attempt(undefined)
  try {
    return await attempt(presumed)
  } catch (error) {
    if (error instanceof Misjudged) return await attempt(undefined)
    throw error
  }
}
