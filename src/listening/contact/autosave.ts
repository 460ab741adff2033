import { alike, type Merger, same } from './merge.ts'

/** Fields by name, as plain data. */
export type Fields = Readonly<Record<string, unknown>>

/** How the last request ended: it was heard, nobody answered, or it was refused for a reason that is not a field. */
export type Link = 'heard' | 'silent' | 'refused'

/**
 * One person's work on one record that others may write too. Pure: every function below takes a state and gives the
 * next one, and none of them ever drops what the person typed.
 */
export interface Autosave {
  /** The version that `base` is. */
  readonly version: number
  /** What the server is known to hold. */
  readonly base: Fields
  /** Typed and not on its way. */
  readonly edits: Fields
  /** On its way to the server; at most one request at a time. */
  readonly flight: Fields | null
  /** Sent without ever knowing whether it arrived, field by field: seeing it come back is no one else's writing. */
  readonly unsure: Readonly<Record<string, readonly unknown[]>>
  /** Fields that two people wrote: mine is in `edits`, theirs in `base`, and nothing leaves until someone chooses. */
  readonly conflicts: readonly string[]
  /** Fields that the server refuses as they are, with its reason; typing again lets them go. */
  readonly refused: Readonly<Record<string, string>>
  readonly link: Link
  /** When the server last said that it holds what was sent. */
  readonly savedAt: string | null
}

/** What waits on this machine for the server: enough to merge it with whatever the server holds when it comes back. */
export interface Pending {
  readonly version: number
  /** What the server was known to hold of the waiting fields. */
  readonly base: Fields
  readonly mine: Fields
  readonly unsure: Autosave['unsure']
}

export const start = (base: Fields, version: number): Autosave => ({
  version,
  base,
  edits: {},
  flight: null,
  unsure: {},
  conflicts: [],
  refused: {},
  link: 'heard',
  savedAt: null,
})

/** Everything that the server has not acknowledged. */
export const pendingOf = ({ flight, edits }: Autosave): Fields => ({ ...flight, ...edits })

/** What the person sees. */
export const valuesOf = (state: Autosave): Fields => ({ ...state.base, ...pendingOf(state) })

export const isSettled = (state: Autosave): boolean => Object.keys(pendingOf(state)).length === 0

const without = <V>(fields: Readonly<Record<string, V>>, names: Iterable<string>): Record<string, V> => {
  const kept = { ...fields }
  for (const name of names) delete kept[name]
  return kept
}

/** Something was typed. A field put back to what the server holds has nothing left to say, unless it is under way. */
export function edit(state: Autosave, changes: Fields): Autosave {
  const edits: Record<string, unknown> = { ...state.edits }
  let { conflicts } = state
  for (const [name, value] of Object.entries(changes)) {
    const isUnderWay = (state.flight && name in state.flight) || name in state.unsure
    if (!isUnderWay && same(value, state.base[name])) {
      delete edits[name]
      conflicts = conflicts.filter((conflict) => conflict !== name)
    } else edits[name] = value
  }
  return { ...state, edits, conflicts, refused: without(state.refused, Object.keys(changes)) }
}

/** What can leave now: neither disputed nor refused. */
export const sendable = (state: Autosave): Fields =>
  without(state.edits, [...state.conflicts, ...Object.keys(state.refused)])

/** Puts on the road what can leave, when nothing is on it; the same state when there is nothing to send. */
export function depart(state: Autosave): Autosave {
  const flight = sendable(state)
  const names = Object.keys(flight)
  if (state.flight || names.length === 0) return state
  return { ...state, flight, edits: without(state.edits, names) }
}

/** The server holds what was sent: whatever was lost on the way before can no longer arrive. */
export function arrive(
  state: Autosave,
  { version, savedAt }: { version: number; savedAt: string },
): Autosave {
  const base = { ...state.base, ...state.flight }
  return { ...state, base, version, flight: null, unsure: {}, link: 'heard', savedAt }
}

const landed = (state: Autosave): Autosave => ({ ...state, edits: pendingOf(state), flight: null })

/** Nobody answered: what was sent may or may not have arrived. */
export function lose(state: Autosave): Autosave {
  const unsure = { ...state.unsure }
  for (const [name, value] of Object.entries(state.flight ?? {})) {
    unsure[name] = [...(unsure[name] ?? []), value]
  }
  return { ...landed(state), unsure, link: 'silent' }
}

/** The server refused: the fields that it names wait to be typed again, the others can leave without them. */
export function refuseFields(state: Autosave, reasons: Readonly<Record<string, string>>): Autosave {
  const sent = state.flight ?? {}
  const named = Object.fromEntries(Object.entries(reasons).filter(([name]) => name in sent))
  // A field typed again while its refusal was on its way deserves another try.
  const refused = { ...state.refused, ...without(named, Object.keys(state.edits)) }
  const isNamed = Object.keys(named).length > 0
  return { ...landed(state), refused, link: isNamed ? 'heard' : 'refused' }
}

/**
 * The server holds something else than `base`, namely `current`. What I did not touch becomes theirs; what only I
 * touched stays mine, to be sent again; lists are merged by item; what both touched waits for a choice.
 */
export function meet(
  state: Autosave,
  current: Fields,
  version: number,
  mergers: Readonly<Record<string, Merger>> = {},
): Autosave {
  const edits: Record<string, unknown> = {}
  const conflicts: string[] = []
  for (const [name, mine] of Object.entries(pendingOf(state))) {
    const [was, theirs] = [state.base[name], current[name]]
    if (same(mine, theirs)) continue
    edits[name] = mine
    const isMine = [was, mine, ...(state.unsure[name] ?? [])].some((known) => alike(known, theirs))
    if (state.conflicts.includes(name)) conflicts.push(name)
    else if (!isMine) {
      const merged = mergers[name]?.(was, mine, theirs)
      if (merged === undefined) conflicts.push(name)
      else if (same(merged, theirs)) delete edits[name]
      else edits[name] = merged
    }
  }
  return { ...state, base: current, version, edits, flight: null, conflicts, link: 'heard' }
}

export type Side = 'mine' | 'theirs'

/** Someone chose, field by field; what is not chosen stays disputed. */
export function resolve(state: Autosave, choice: Readonly<Record<string, Side>>): Autosave {
  const chosen = state.conflicts.filter((name) => choice[name] !== undefined)
  const given = chosen.filter((name) => choice[name] === 'theirs')
  return {
    ...state,
    edits: without(state.edits, given),
    conflicts: state.conflicts.filter((name) => !chosen.includes(name)),
    // Mine was refused and is given up: there is nothing left to correct.
    refused: without(state.refused, given),
  }
}

/** What to keep on this machine until the server has it; null when it has everything. */
export function pendingDraft(state: Autosave): Pending | null {
  const mine = pendingOf(state)
  const names = Object.keys(mine)
  if (names.length === 0) return null
  // A field in dispute keeps no base: against any value of theirs, it must be disputed again.
  const known = names.filter((name) => !state.conflicts.includes(name))
  const base = Object.fromEntries(known.map((name) => [name, state.base[name]]))
  const flown = Object.entries(state.flight ?? {}).map(([name, value]): [string, readonly unknown[]] => [
    name,
    [...(state.unsure[name] ?? []), value],
  ])
  return { version: state.version, base, mine, unsure: { ...state.unsure, ...Object.fromEntries(flown) } }
}

/**
 * Brings back what waited on this machine, over the record as the server holds it now. To be called on a state that
 * has nothing pending of its own.
 */
export function recover(
  state: Autosave,
  draft: Pending,
  mergers: Readonly<Record<string, Merger>> = {},
): Autosave {
  const before = {
    ...state,
    base: { ...state.base, ...baseOf(draft) },
    edits: draft.mine,
    unsure: draft.unsure,
  }
  return meet(before, state.base, state.version, mergers)
}

/** A value that equals no other: the base of a field whose base is not known. */
const nothingKnown = Symbol('nothing known')

const baseOf = (draft: Pending): Fields =>
  Object.fromEntries(
    Object.keys(draft.mine).map((name) => [name, name in draft.base ? draft.base[name] : nothingKnown]),
  )

export type Status = 'idle' | 'saving' | 'saved' | 'offline' | 'conflict' | 'error'

/** The one word that the page shows. */
export function statusOf(state: Autosave): Status {
  if (state.conflicts.length > 0) return 'conflict'
  if (state.link === 'refused' || Object.keys(state.refused).length > 0) return 'error'
  if (isSettled(state)) return state.savedAt ? 'saved' : 'idle'
  return state.link === 'silent' ? 'offline' : 'saving'
}
