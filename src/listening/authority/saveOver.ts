import { RefusalError } from '#kernel/call.ts'

interface Versioned {
  readonly version: number
}

/** Fields that two people changed, each in their own way, with what the server holds now. */
export interface Clash<Entry> {
  readonly now: Entry
  readonly fields: readonly string[]
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/**
 * Saves changes over an entry. When somebody wrote meanwhile, both are kept, unless the same field was changed twice: that
 * is given back for a person to choose.
 */
export async function saveOver<Entry extends Versioned, Changes extends object>(
  base: Entry,
  changes: Changes,
  send: (version: number, changes: Changes) => Promise<unknown>,
  read: (current: unknown) => Entry | undefined,
): Promise<Clash<Entry> | null> {
  try {
    await send(base.version, changes)
    return null
  } catch (error) {
    if (!(error instanceof RefusalError) || error.code !== 'version_conflict') throw error
    const now = read(error.current)
    if (!now) throw error
    const fieldOf = (entry: Entry, field: string) => (entry as Readonly<Record<string, unknown>>)[field]
    const fields = Object.entries(changes)
      .filter(
        ([field, mine]) =>
          !same(fieldOf(base, field), fieldOf(now, field)) && !same(mine, fieldOf(now, field)),
      )
      .map(([field]) => field)
    return fields.length > 0 ? { now, fields } : saveOver(now, changes, send, read)
  }
}

/** What a person changed: the fields of the draft that differ from what they had before them. */
export function changedFields<Draft extends object>(base: Draft, draft: Draft): Partial<Draft> {
  const before = base as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    Object.entries(draft).filter(([field, value]) => !same(before[field], value)),
  ) as Partial<Draft>
}
