import type { List } from '#kernel/list.ts'
import { fold } from './format.ts'

/** One choice of a closed list, as every choosing field takes it. */
export interface Option<V extends string = string> {
  readonly value: V
  readonly label: string
  readonly hint?: string
  /** Other words under which a person may look for it. */
  readonly keywords?: string
  /** An absence (« Inconnu »): drawn dashed, so that an answer stands out from a lack of one. */
  readonly quiet?: boolean
  readonly isDisabled?: boolean
}

/** The choices of a closed list, in its order; `codes` keeps some of them (those in force, for instance). */
export function optionsOf<V extends string>(
  list: List<V>,
  codes: readonly V[] = list.codes,
  { quiet = [] }: { quiet?: readonly V[] } = {},
): Option<V>[] {
  return codes.map((value) => ({
    value,
    label: list.label(value),
    hint: list.entry(value)?.hint,
    quiet: quiet.includes(value),
  }))
}

/** Whether every word typed begins a word of the text: « seine st » finds « Seine-Saint-Denis » by its keywords. */
export function matches(text: string, typed: string): boolean {
  const words = fold(text).split(' ')
  return fold(typed)
    .split(' ')
    .every((part) => words.some((word) => word.startsWith(part)))
}
