/**
 * How easily a French text is read: the formula of Kandel and Moles (« Application de l’indice de Flesch à la langue
 * française », Cahiers d’études de radio-télévision 19, 1958), 209 − 1.15 × words per sentence − 0.68 × syllables per
 * hundred words. From 60, a text reads as standard French; from 70, easily; above 80, very easily.
 */
export interface Readability {
  readonly score: number
  readonly words: number
  readonly sentences: number
}

/** What is heard as one sound: two or three vowels written together, of which the last may be mute. */
const soundGroups = /eau|oeu|œu|aou|oui|ouï|[aeiouyàâäéèêëîïôöùûüœæ]+/giu

/** Syllables as they are said, the mute final e, es and ent of verbs left out. */
export function syllablesOf(word: string): number {
  const plain = word.toLowerCase().replaceAll(/[^a-zàâäéèêëîïôöùûüçœæ]/gu, '')
  if (plain === '') return /\d/.test(word) ? Math.max(1, [...word.matchAll(/\d/g)].length) : 0
  const said = plain.length > 3 ? plain.replace(/(?<![aeiouyéèêàâîôûœ])es?$/u, '') : plain
  let count = 0
  for (const [group] of said.matchAll(soundGroups)) {
    // « é » and « ï » are said by themselves beside another vowel: « idéal », « maïs ».
    count += 1 + Math.max(0, [...group.matchAll(/(?<=.)[éèêïëü]|[éïë](?=.)/gu)].length > 0 ? 1 : 0)
  }
  return Math.max(1, count)
}

/** Scores sentences as they are laid out: a heading, a line of a list and a cell are each one. */
export function readabilityOf(sentences: readonly string[]): Readability {
  const cut = sentences
    .flatMap((text) => text.split(/(?<=[.!?…])\s+|\s:\s|\s;\s/u))
    .map((text) => text.match(/[\p{L}\p{N}]+/gu) ?? [])
    // A label or the name of a place is no sentence, and would make every page look easy.
    .filter((words) => words.length > 3)
  const words = cut.flat()
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0)
  const score = 209 - 1.15 * (words.length / cut.length) - 68 * (syllables / words.length)
  return { score: Math.round(score * 10) / 10, words: words.length, sentences: cut.length }
}

const blocks = /<(p|li|h[1-6]|td|th|dt|dd|label|legend|summary|strong|b|span|a)\b[^>]*>/g

/** The sentences of the content of a page, as its blocks lay them out. */
export function sentencesOf(html: string): string[] {
  const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? ''
  return main
    .replaceAll(/<(script|style|svg|select|table)\b[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<\/(p|li|h[1-6]|td|th|dt|dd|label|legend|summary|option|div|ul)>/g, '\n')
    .replaceAll(blocks, '')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll(/&[a-z#0-9]+;/g, ' ')
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
}
