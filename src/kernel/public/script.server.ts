import { readFileSync } from 'node:fs'
import type { PublicPage } from './public.server.ts'

/** Where the script of the way out is. */
export const quitScript = '/quitter.js'

/** A script of ours, read once. */
export function scriptFile(path: string, file: string): PublicPage {
  const body = readFileSync(file, 'utf8')
    .replaceAll(/^\s*\/\/.*\n/gm, '')
    .replaceAll(/^ +/gm, '')
  return {
    path,
    isBare: true,
    keptFor: 3600,
    run: async () => ({ kind: 'file', type: 'text/javascript; charset=utf-8', body }),
  }
}
