import type { Plugin } from 'vite'

const language = /react-(aria|stately|aria-components)\/dist\/private\/intl\/.*\/?([a-z]{2}-[A-Z]{2})\.mjs$/
const kept = new Set(['fr-FR', 'en-US'])

/** The component library carries its own words in thirty languages; a page of ours is French, and falls back on English. */
export function frenchOnly(): Plugin {
  return {
    name: 'repere:french-only',
    enforce: 'pre',
    load(id) {
      const found = language.exec(id)?.[2]
      return found && !kept.has(found) ? 'export default {}' : null
    },
  }
}
