import { formatList } from '#kernel/ui/index.ts'
import type { Present } from './contract.ts'

const namesOf = (people: readonly Present[]) => formatList(people.map(({ name }) => name))

/** « Camille Fictive écrit dans cette situation. Bilal Fictif la regarde aussi. » */
export function presenceInWords(others: readonly Present[], kind: 'situation' | 'contact'): string {
  const where = kind === 'situation' ? 'cette situation' : 'ce contact'
  const writers = others.filter(({ writing }) => writing)
  const readers = others.filter(({ writing }) => !writing)
  const parts = [
    writers.length > 0 && `${namesOf(writers)} ${writers.length > 1 ? 'écrivent' : 'écrit'} dans ${where}.`,
    readers.length > 0 &&
      `${namesOf(readers)} ${readers.length > 1 ? 'regardent' : 'regarde'} aussi ${where}.`,
  ]
  return parts.filter(Boolean).join(' ')
}
