/** A name without case, accents, ligatures, spaces, apostrophes of any kind or hyphens: what is left are its letters and figures. */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    // Spaces, invisible characters, dashes and apostrophes; any other sign stays, and makes another name.
    .replace(/[\s\p{Zs}\p{Cf}\p{Pd}'’‘ʼ′`´]+/gu, '')

/**
 * Whether what was typed names this unit in words. Forgives case, accents, spaces, apostrophes and hyphens; a nearby name,
 * a part of the name or a code is not the name.
 */
export function confirmsInWords(typed: string, unitName: string): boolean {
  const key = nameKey(unitName)
  // A name made of figures would let a code pass for words.
  return /\p{L}{3}/u.test(key) && nameKey(typed) === key
}
