import { type PublicAnswer, type PublicCall, type PublicPage, show } from '../public/public.server.ts'
import { refuse } from '../refusal.ts'
import { type Pace, Throttle } from '../throttle.server.ts'
import { type OpenedLink, openLink } from './link.server.ts'

/** A link that is open, and where in its pages somebody stands. */
export interface LinkVisit extends OpenedLink {
  /** What follows the token: '' for the first page, `3` for `/lien/:token/3`. */
  readonly part: string
  /** The address of another page of the same link; without a part, of the first one. */
  readonly at: (part?: string) => string
}

/** What a purpose does with its links: one function for each page and each form. */
export type LinkPage = (call: PublicCall, visit: LinkVisit) => Promise<PublicAnswer>

/** A whole département may open its links behind one router: only failures count, and the first thirty cost nothing. */
const linkPace: Pace = { free: 30, longest: 900 }

/** One answer for whatever does not open: nothing tells a link that ended from one that never was. */
const closed = (): Promise<PublicAnswer> =>
  show('ClosedLink', {}, { title: 'Ce lien n’ouvre plus de page', status: 404 })

/** Everything under `/lien/`: opens the link, then hands over to its purpose. */
export function linkDoor(
  purposes: Readonly<Partial<Record<string, LinkPage>>>,
  throttle = new Throttle(linkPace),
): PublicPage {
  return {
    path: '/lien/*',
    receives: true,
    unlisted: true,
    // Some of these pages take a file: each of them says how heavy, and looks at what it is.
    uploads: 6 * 1024 * 1024,
    bodyLimit: 7 * 1024 * 1024,
    run: async (call) => {
      const wait = throttle.waitOf(call.address)
      if (wait > 0) refuse('too_many_links', { wait })
      const [token = '', ...rest] = (call.params['*'] ?? '').split('/')
      const link = await openLink(call.db, token)
      if (!link) {
        throttle.failed(call.address)
        return closed()
      }
      // A purpose whose pages this version does not have: no guess, but nothing to show either.
      const page = purposes[link.purpose]
      if (!page) return closed()
      const at = (part = '') => `/lien/${token}${part && `/${part}`}`
      return page(call, { ...link, part: rest.join('/'), at })
    },
  }
}
