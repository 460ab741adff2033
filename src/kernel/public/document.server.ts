import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const css = ['public.css', 'site.css']
  .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
  .join('')
  .replaceAll(/\/\*[\s\S]*?\*\//g, '')
  .replaceAll(/\s*\n\s*/g, '')

/** The one style that may apply: named by what it says, so that a kept page needs no new word each time. */
const styleHash = `'sha256-${createHash('sha256').update(css).digest('base64')}'`

/** What a page may do, at most. */
export const policyOf = (runs: boolean, connects: boolean): string =>
  [
    "default-src 'none'",
    `style-src ${styleHash}`,
    ...(runs ? ["script-src 'self'"] : []),
    ...(connects ? ["connect-src 'self'"] : []),
    "img-src 'self' data:",
    "media-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')

/** The whole document around a view: one answer; nothing is asked after it but our own scripts, which it can do without. */
export function documentOf(page: {
  readonly title: string
  readonly html: string
  readonly lang?: string | undefined
  readonly scripts: readonly string[]
}): string {
  const safe = page.title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const scripts = page.scripts.map((path) => `<script src="${path}" defer></script>`).join('')
  return (
    `<!doctype html><html lang="${page.lang ?? 'fr'}"><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<meta name="color-scheme" content="light dark"><title>${safe}</title>` +
    `<link rel="icon" href="data:,"><style>${css}</style>${scripts}</head><body>${page.html}</body></html>`
  )
}
