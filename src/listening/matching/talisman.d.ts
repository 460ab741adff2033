declare module 'talisman/phonetics/french/phonex.js' {
  /** The Phonex code of a French word. */
  const phonex: (word: string) => string
  export default phonex
}

declare module 'talisman/phonetics/french/sonnex.js' {
  /** The Sonnex code of a French word. */
  const sonnex: (word: string) => string
  export default sonnex
}
