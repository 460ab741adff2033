import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouteComponent,
  redirect,
} from '@tanstack/react-router'
import { onSessionEnd } from '#kernel/call.ts'
import { AppRoot } from '#kernel/page/index.ts'
import { Broken, Lost, PortalFrame, Waiting } from './pages/PortalFrame.tsx'
import { SignInPage } from './pages/SignInPage.tsx'
import { meQuery } from './pages/useMe.ts'
import { lockKey } from './pages/vault.ts'

interface Context {
  readonly queries: QueryClient
}

const signInPath = '/partenaire/connexion'
const accountPath = '/partenaire/mon-compte'
const keyPath = '/partenaire/mon-compte/cle'

const root = createRootRouteWithContext<Context>()({
  component: () => (
    <AppRoot>
      <Outlet />
    </AppRoot>
  ),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: signInPath,
  validateSearch: (search): { retour?: string } => ({ retour: placeOf(search.retour) }),
  component: SignInPage,
})

/** Every page behind the sign-in: first a password of one's own, then a reading key, then the rest. */
const portal = createRoute({
  getParentRoute: () => root,
  id: 'portal',
  beforeLoad: async ({ context, location }) => {
    const me = await context.queries.ensureQueryData(meQuery)
    const path = location.pathname.replace(/(.)\/$/, '$1')
    if (!me) throw redirect({ to: signInPath, search: { retour: placeOf(location.href) }, replace: true })
    if (me.passwordTemporary) {
      if (path !== accountPath) throw redirect({ to: accountPath, replace: true })
    } else if (!me.key && path !== keyPath && path !== accountPath) {
      throw redirect({ to: keyPath, replace: true })
    }
  },
  component: PortalFrame,
})

function page(path: string, component: RouteComponent) {
  return createRoute({ getParentRoute: () => portal, path, component })
}

const pages = [
  page(
    '/partenaire',
    lazyRouteComponent(() => import('./pages/PackageListPage.tsx'), 'PackageListPage'),
  ),
  page(
    '/partenaire/envois/$id',
    lazyRouteComponent(() => import('./pages/PackagePage.tsx'), 'PackagePage'),
  ),
  page(
    keyPath,
    lazyRouteComponent(() => import('./pages/KeyPage.tsx'), 'KeyPage'),
  ),
  page(
    accountPath,
    lazyRouteComponent(() => import('./pages/MyAccountPage.tsx'), 'MyAccountPage'),
  ),
  page(
    '/partenaire/personnes',
    lazyRouteComponent(() => import('./pages/MyPeoplePage.tsx'), 'MyPeoplePage'),
  ),
]

/** Only a page of the portal: an address in the query could come from anywhere. */
function placeOf(asked: unknown): string | undefined {
  if (typeof asked !== 'string' || !/^\/partenaire(?:[/?#]|$)/.test(asked)) return undefined
  return asked.startsWith(signInPath) ? undefined : asked
}

/** The router of the portal; the end of the session forgets the reading key and what was read. */
export function createPortalRouter(queries: QueryClient) {
  const router = createRouter({
    routeTree: root.addChildren([signIn, portal.addChildren(pages)]),
    context: { queries },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingComponent: Waiting,
    defaultErrorComponent: Broken,
    defaultNotFoundComponent: Lost,
    scrollRestoration: true,
  })
  onSessionEnd((end) => {
    lockKey()
    queries.clear()
    queries.setQueryData(meQuery.queryKey, null)
    const { pathname, href } = router.state.location
    if (pathname === signInPath) return
    void router.navigate({ to: signInPath, search: end === 'ended' ? { retour: placeOf(href) } : {} })
  })
  return router
}
