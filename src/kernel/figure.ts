import type { List } from './list.ts'

/** A row that is not a word of the list: what nobody asked, a promise that is not settled yet. */
export interface Beside {
  readonly code: string
  readonly label: string
}

/** What a report may count, as a value: the feature that records it declares it, the report lays its counts on it. */
export interface Figure<Of extends string = string, From extends string = string> {
  /** Permanent, like a code: files and published reports name the figure by it. */
  readonly id: string
  readonly title: string
  /** How it is counted, in one sentence. */
  readonly rule: string
  /** The unit that is counted. */
  readonly of: Of
  /** Where each unit holds its answer. */
  readonly from: From
  /** The words that are counted; none when the rows are the months of the period. */
  readonly list: List | undefined
  /** Whether one unit may count in several rows. */
  readonly multiple: boolean
  /** Whether a unit may have no answer because nobody asked: a row of its own says how many. */
  readonly mayBeUnasked: boolean
  readonly beside: readonly Beside[]
  /** The word under which a number counts. */
  readonly band: ((value: number | null) => string) | undefined
  /** What follows « 94 % de » when the figure is said as a sentence. */
  readonly words: Readonly<Record<string, string | undefined>>
}

interface Terms<Of extends string, From extends string> {
  readonly title: string
  readonly rule: string
  readonly of: Of
  readonly from: From
  /** The name of the list unless told. */
  readonly id?: string
}

interface ChoiceTerms<Of extends string, From extends string, Code extends string> extends Terms<Of, From> {
  /** False when every unit has an answer by nature. */
  readonly mayBeUnasked?: boolean
  readonly beside?: readonly Beside[]
  readonly words?: { readonly [code in Code]?: string }
}

const plain = {
  list: undefined,
  multiple: false,
  mayBeUnasked: false,
  beside: [],
  band: undefined,
  words: {},
} as const

/** Counts the units in which each word of a list was noted: one unit may count under several words, or under none. */
export function countEach<Of extends string, From extends string>(
  list: List,
  terms: Terms<Of, From>,
): Figure<Of, From> {
  return { ...plain, id: list.name, ...terms, list, multiple: true }
}

/** Counts the units by their only answer; those that nobody asked have their own row. */
export function countOne<Of extends string, From extends string, Code extends string>(
  list: List<Code>,
  { words = {}, ...terms }: ChoiceTerms<Of, From, Code>,
): Figure<Of, From> {
  return { ...plain, id: list.name, mayBeUnasked: true, ...terms, list: list as unknown as List, words }
}

/** Counts the units by the band in which a number of theirs falls; the list itself says what no number is. */
export function countBands<Of extends string, From extends string>(
  list: List,
  band: (value: number | null) => string,
  terms: Terms<Of, From>,
): Figure<Of, From> {
  return { ...plain, id: list.name, ...terms, list, band }
}

/** Counts the units by the month of an instant of theirs, every month of the period having its row. */
export function countMonths<Of extends string, From extends string>(
  terms: Terms<Of, From> & { readonly id: string },
): Figure<Of, From> {
  return { ...plain, ...terms }
}
