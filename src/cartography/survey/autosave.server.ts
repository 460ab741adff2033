import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PublicPage } from '#kernel/public/public.server.ts'

/** Where the script of the respondents' pages is. */
export const scriptPath = '/questionnaire/saisie.js'

const script = readFileSync(join(import.meta.dirname, 'autosave.js'), 'utf8')

/**
 * The script that saves while somebody writes; the pages do without it. It sends the form with `act=autosave`, and reads
 * `{ was: { field: mark }, clashes: [id] }`.
 */
export const scriptPage: PublicPage = {
  path: scriptPath,
  run: async () => ({ kind: 'file', type: 'text/javascript; charset=utf-8', body: script }),
}
