import { z } from 'zod'

/** One word of a closed list: its French label, and the years between which it may be entered. */
export interface Entry {
  readonly label: string
  /** One more sentence for whoever hesitates between two words. */
  readonly hint?: string
  /** First year in which the code may be entered. */
  readonly since?: number
  /** Last year in which the code may be entered; a code is never deleted. */
  readonly until?: number
}

/** A closed list: permanent codes, free labels, in the order in which a person reads them. */
export interface List<Code extends string = string> {
  readonly name: string
  readonly codes: readonly Code[]
  /** The entry of a code; a code that is not of the list has none. */
  readonly entry: (code: string) => Entry | undefined
  /** The French label of a code; the code itself when it is not of the list. */
  readonly label: (code: string) => string
  readonly has: (code: string) => code is Code
}

export type CodeOf<L> = L extends List<infer Code> ? Code : never

const lists = new Map<string, List>()

/**
 * Declares a closed list. The name is that of its table in the schema `vocabulary`.
 * Pairs instead of an object keep the order of codes that look like integers ('12', '75'), which objects do not.
 */
export function list<const Code extends string>(
  name: string,
  entries: Readonly<Record<Code, Entry>> | readonly (readonly [Code, Entry])[],
): List<Code> {
  if (lists.has(name)) throw new Error(`list ${name} is declared twice`)
  const pairs = Array.isArray(entries) ? entries : Object.entries(entries)
  const byCode = new Map<string, Entry>(pairs as [string, Entry][])
  const declared: List<Code> = {
    name,
    codes: [...byCode.keys()] as Code[],
    entry: (code) => byCode.get(code),
    label: (code) => byCode.get(code)?.label ?? code,
    has: (code): code is Code => byCode.has(code),
  }
  lists.set(name, declared as unknown as List)
  return declared
}

/** Every list declared so far, for the projection into the database. */
export const allLists = (): readonly List[] => [...lists.values()]

/** Whether a code could be entered in that year: neither not yet born nor retired. */
export function inForce(of: List, code: string, year: number): boolean {
  const entry = of.entry(code)
  return entry !== undefined && (entry.since ?? 0) <= year && year <= (entry.until ?? 9999)
}

/** The codes that a report on the years `from`–`to` lays its counts on. */
export function codesInForce<Code extends string>(of: List<Code>, from: number, to: number): Code[] {
  return of.codes.filter((code) => {
    const entry = of.entry(code)
    return entry !== undefined && (entry.since ?? 0) <= to && from <= (entry.until ?? 9999)
  })
}

/** A field that holds one code of the list. */
export function one<Code extends string>(of: List<Code>) {
  return z.enum(of.codes as [Code, ...Code[]])
}

/** A field that holds a set of codes of the list. */
export function many<Code extends string>(of: List<Code>) {
  return z.array(one(of))
}

/** Several lists whose codes share one table, `vocabulary.<name>(kind, code)`: the kind is the list's name. */
export interface Family<L extends List = List> {
  readonly name: string
  readonly lists: readonly L[]
}

const families = new Map<string, Family>()

/** Declares a family of lists, so that rows of several kinds can live in one table and still have a foreign key. */
export function family<L extends List>(name: string, of: readonly L[]): Family<L> {
  const declared = { name, lists: of }
  families.set(name, declared as unknown as Family)
  return declared
}

/** Every family declared so far. */
export const allFamilies = (): readonly Family[] => [...families.values()]
