/** Whether two values of a field say the same thing: plain data, compared by content, object keys in any order. */
export function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [these, those] = [one as Record<string, unknown>, other as Record<string, unknown>]
  const keys = Object.keys(these)
  return (
    keys.length === Object.keys(those).length &&
    keys.every((key) => key in those && same(these[key], those[key]))
  )
}

const instantLike = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/

/** Whether two values say the same thing once written down: the server trims texts and writes instants its own way. */
export function alike(one: unknown, other: unknown): boolean {
  if (typeof one === 'string' && typeof other === 'string') {
    if (one.trim() === other.trim()) return true
    return instantLike.test(one) && instantLike.test(other) && Date.parse(one) === Date.parse(other)
  }
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other
  const [these, those] = [one as Record<string, unknown>, other as Record<string, unknown>]
  const keys = Object.keys(these)
  return keys.length === Object.keys(those).length && keys.every((key) => alike(these[key], those[key]))
}

/**
 * What a field becomes when two people started from `was`: the merged value, or undefined when only a person can tell.
 * Values are those of one field of a contact.
 */
export type Merger = (was: unknown, mine: unknown, theirs: unknown) => unknown

/** Merges lists item by item: two people who note two different signs do not contradict each other. */
export function mergeItems(keyOf: (item: unknown) => string): Merger {
  const byKey = (list: unknown) =>
    new Map((Array.isArray(list) ? list : []).map((item): [string, unknown] => [keyOf(item), item]))
  return (was, mine, theirs) => {
    const [before, here, there] = [byKey(was), byKey(mine), byKey(theirs)]
    const merged: unknown[] = []
    for (const key of new Set([...there.keys(), ...here.keys()])) {
      const [old, my, their] = [before.get(key), here.get(key), there.get(key)]
      if (!alike(my, their) && !alike(my, old) && !alike(their, old)) return undefined
      const kept = alike(my, old) ? their : my
      if (kept !== undefined) merged.push(kept)
    }
    return merged
  }
}

/** Lists of words: each word is its own key. */
export const mergeWords = mergeItems(String)
