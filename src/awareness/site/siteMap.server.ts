import type { Db } from '#kernel/db.server.ts'
import type { PublicPage } from '#kernel/public/public.server.ts'

/** Addresses that only the database knows: what was published. */
type Published = (db: Db) => Promise<readonly string[]>

/** What search engines are told: every page that anyone may open and that is not a form's answer. */
export const siteMap = (
  pages: () => readonly PublicPage[],
  published: readonly Published[] = [],
): readonly PublicPage[] => [
  {
    path: '/sitemap.xml',
    isBare: true,
    run: async ({ origin, transact }) => {
      // Without the database, the pages that do not need it are still told.
      const more = await transact((db) => Promise.all(published.map((list) => list(db)))).catch(() => [])
      const paths = [...pages().flatMap(addressesOf), ...more.flat()]
      const lines = [...new Set(paths)].map(
        (path) => `<url><loc>${escaped(new URL(path, origin).href)}</loc></url>`,
      )
      return {
        kind: 'file',
        type: 'application/xml; charset=utf-8',
        body: `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join('\n')}\n</urlset>\n`,
      }
    },
  },
  {
    path: '/robots.txt',
    isBare: true,
    run: async ({ origin }) => ({
      kind: 'file',
      type: 'text/plain; charset=utf-8',
      body: `User-agent: *\nDisallow: /bureau\nDisallow: /partenaire\nDisallow: /lien\nDisallow: /api\nSitemap: ${origin}/sitemap.xml\n`,
    }),
  },
]

/** A page with a variable address says itself which ones it has. */
function addressesOf({ path, unlisted, addresses }: PublicPage): readonly string[] {
  if (unlisted || /\.(js|xml|txt)$/.test(path)) return []
  if (addresses) return addresses()
  return /[:*]/.test(path) ? [] : [path]
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
