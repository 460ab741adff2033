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
import { meQuery } from '#office/account/useMe.ts'
import { Broken, DeskFrame, Lost, Waiting } from './DeskFrame.tsx'
import { homeOf, mayOpen } from './places.ts'

interface Context {
  readonly queries: QueryClient
}

const root = createRootRouteWithContext<Context>()({
  component: () => (
    <AppRoot>
      <Outlet />
    </AppRoot>
  ),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/bureau/connexion',
  validateSearch: (search): { retour?: string } => ({ retour: placeOf(search.retour) }),
  component: lazyRouteComponent(() => import('#office/account/SignInPage.tsx'), 'SignInPage'),
})

/** Every page behind the sign-in: whoever is not signed in goes there first and comes back. */
const desk = createRoute({
  getParentRoute: () => root,
  id: 'desk',
  beforeLoad: async ({ context, location }) => {
    const me = await context.queries.ensureQueryData(meQuery)
    const path = location.pathname.replace(/(.)\/$/, '$1')
    if (!me)
      throw redirect({ to: '/bureau/connexion', search: { retour: placeOf(location.href) }, replace: true })
    // A password given by somebody else is changed before anything.
    if (me.passwordTemporary && path !== '/bureau/mon-compte') throw redirect({ to: '/bureau/mon-compte' })
    if (path === '/bureau' && !mayOpen(me, path)) throw redirect({ to: homeOf(me), replace: true })
    return { isOpen: mayOpen(me, path) }
  },
  component: DeskFrame,
})

function page(path: string, component: RouteComponent) {
  return createRoute({ getParentRoute: () => desk, path, component })
}

const pages = [
  page(
    '/bureau',
    lazyRouteComponent(() => import('#listening/desk/DeskPage.tsx'), 'DeskPage'),
  ),
  page(
    '/bureau/contacts/$id',
    lazyRouteComponent(() => import('#listening/contact/ContactPage.tsx'), 'ContactPage'),
  ),
  page(
    '/bureau/situations',
    lazyRouteComponent(() => import('#listening/situation/SituationListPage.tsx'), 'SituationListPage'),
  ),
  page(
    '/bureau/situations/$id',
    lazyRouteComponent(() => import('#listening/situation/SituationPage.tsx'), 'SituationPage'),
  ),
  page(
    '/bureau/releve',
    lazyRouteComponent(() => import('#listening/handover/HandoverListPage.tsx'), 'HandoverListPage'),
  ),
  page(
    '/bureau/releve/$id',
    lazyRouteComponent(() => import('#listening/handover/HandoverPage.tsx'), 'HandoverPage'),
  ),
  page(
    '/bureau/planning',
    lazyRouteComponent(() => import('./TeamPlanningPage.tsx'), 'TeamPlanningPage'),
  ),
  page(
    '/bureau/recherche',
    lazyRouteComponent(() => import('#listening/matching/SearchPage.tsx'), 'SearchPage'),
  ),
  page(
    '/bureau/rappels',
    lazyRouteComponent(() => import('#listening/callback/CallbackListPage.tsx'), 'CallbackListPage'),
  ),
  page(
    '/bureau/suivi',
    lazyRouteComponent(() => import('#listening/liaison/FollowUpPage.tsx'), 'FollowUpPage'),
  ),
  page(
    '/bureau/podcast',
    lazyRouteComponent(() => import('#awareness/podcast/PodcastListPage.tsx'), 'PodcastListPage'),
  ),
  page(
    '/bureau/podcast/$id',
    lazyRouteComponent(() => import('#awareness/podcast/EpisodePage.tsx'), 'EpisodePage'),
  ),
  page(
    '/bureau/ressources',
    lazyRouteComponent(() => import('#awareness/resource/ResourceListPage.tsx'), 'ResourceListPage'),
  ),
  page(
    '/bureau/appels',
    lazyRouteComponent(() => import('#awareness/call/ProjectCallListPage.tsx'), 'ProjectCallListPage'),
  ),
  page(
    '/bureau/appels/$id',
    lazyRouteComponent(() => import('#awareness/call/ProjectCallPage.tsx'), 'ProjectCallPage'),
  ),
  page(
    '/bureau/appels/$appel/candidatures/$id',
    lazyRouteComponent(() => import('#awareness/call/ApplicationPage.tsx'), 'ApplicationPage'),
  ),
  page(
    '/bureau/ressources/usage',
    lazyRouteComponent(() => import('#awareness/resource/ResourceUsePage.tsx'), 'ResourceUsePage'),
  ),
  page(
    '/bureau/ressources/demandes',
    lazyRouteComponent(() => import('#awareness/resource/ResourceRequestsPage.tsx'), 'ResourceRequestsPage'),
  ),
  page(
    '/bureau/territoires',
    lazyRouteComponent(() => import('#cartography/map/MapPage.tsx'), 'MapPage'),
  ),
  page(
    '/bureau/territoires/$code',
    lazyRouteComponent(() => import('#cartography/map/TerritoryPage.tsx'), 'TerritoryPage'),
  ),
  page(
    '/bureau/interventions',
    lazyRouteComponent(
      () => import('#awareness/intervention/InterventionListPage.tsx'),
      'InterventionListPage',
    ),
  ),
  page(
    '/bureau/interventions/demandes/$id',
    lazyRouteComponent(() => import('#awareness/intervention/RequestPage.tsx'), 'RequestPage'),
  ),
  page(
    '/bureau/interventions/$id',
    lazyRouteComponent(() => import('#awareness/intervention/InterventionPage.tsx'), 'InterventionPage'),
  ),
  page(
    '/bureau/annuaire',
    lazyRouteComponent(() => import('#cartography/directory/DirectoryPage.tsx'), 'DirectoryPage'),
  ),
  page(
    '/bureau/annuaire/a-verifier',
    lazyRouteComponent(() => import('#cartography/directory/DuePage.tsx'), 'DuePage'),
  ),
  page(
    '/bureau/annuaire/doublons',
    lazyRouteComponent(() => import('#cartography/directory/DuplicatesPage.tsx'), 'DuplicatesPage'),
  ),
  page(
    '/bureau/annuaire/propositions',
    lazyRouteComponent(() => import('#cartography/refresh/ProposalsPage.tsx'), 'ProposalsPage'),
  ),
  page(
    '/bureau/annuaire/echanger',
    lazyRouteComponent(() => import('#cartography/directory/exchange/ExchangePage.tsx'), 'ExchangePage'),
  ),
  page(
    '/bureau/annuaire/$id',
    lazyRouteComponent(() => import('#cartography/directory/ServicePage.tsx'), 'ServicePage'),
  ),
  page(
    '/bureau/questionnaires',
    lazyRouteComponent(() => import('#cartography/survey/SurveyListPage.tsx'), 'SurveyListPage'),
  ),
  page(
    '/bureau/questionnaires/$id',
    lazyRouteComponent(() => import('#cartography/survey/SurveyPage.tsx'), 'SurveyPage'),
  ),
  page(
    '/bureau/autorites',
    lazyRouteComponent(() => import('#listening/authority/AuthorityListPage.tsx'), 'AuthorityListPage'),
  ),
  page(
    '/bureau/autorites/$id',
    lazyRouteComponent(() => import('#listening/authority/AuthorityPage.tsx'), 'AuthorityPage'),
  ),
  page(
    '/bureau/campagnes',
    lazyRouteComponent(() => import('#cartography/campaign/CampaignListPage.tsx'), 'CampaignListPage'),
  ),
  page(
    '/bureau/campagnes/$id',
    lazyRouteComponent(() => import('#cartography/campaign/CampaignPage.tsx'), 'CampaignPage'),
  ),
  page(
    '/bureau/campagnes/$campagne/reponses/$id',
    lazyRouteComponent(() => import('#cartography/campaign/TargetPage.tsx'), 'TargetPage'),
  ),
  page(
    '/bureau/situations/$id/transmission',
    lazyRouteComponent(() => import('#listening/transmission/WritePage.tsx'), 'WritePage'),
  ),
  page(
    '/bureau/transmissions',
    lazyRouteComponent(
      () => import('#listening/transmission/TransmissionListPage.tsx'),
      'TransmissionListPage',
    ),
  ),
  page(
    '/bureau/transmissions/$id',
    lazyRouteComponent(() => import('#listening/transmission/TransmissionPage.tsx'), 'TransmissionPage'),
  ),
  page(
    '/bureau/relances',
    lazyRouteComponent(() => import('#listening/delivery/EscalationListPage.tsx'), 'EscalationListPage'),
  ),
  page(
    '/bureau/delais',
    lazyRouteComponent(() => import('#listening/delivery/ClockPage.tsx'), 'ClockPage'),
  ),
  page(
    '/bureau/annonce',
    lazyRouteComponent(() => import('#awareness/site/BannerPage.tsx'), 'BannerPage'),
  ),
  page(
    '/bureau/editions',
    lazyRouteComponent(() => import('#observatory/edition/EditionListPage.tsx'), 'EditionListPage'),
  ),
  page(
    '/bureau/editions/$id',
    lazyRouteComponent(() => import('#observatory/edition/EditionPage.tsx'), 'EditionPage'),
  ),
  page(
    '/bureau/pratiques',
    lazyRouteComponent(() => import('#cartography/practice/PracticeListPage.tsx'), 'PracticeListPage'),
  ),
  page(
    '/bureau/pratiques/$id',
    lazyRouteComponent(() => import('#cartography/practice/PracticePage.tsx'), 'PracticePage'),
  ),
  page(
    '/bureau/rencontres',
    lazyRouteComponent(() => import('#cartography/meeting/MeetingListPage.tsx'), 'MeetingListPage'),
  ),
  page(
    '/bureau/rencontres/$id',
    lazyRouteComponent(() => import('#cartography/meeting/MeetingPage.tsx'), 'MeetingPage'),
  ),
  page(
    '/bureau/rapport',
    lazyRouteComponent(() => import('#observatory/report/ReportPage.tsx'), 'ReportPage'),
  ),
  page(
    '/bureau/transmissions/chiffres',
    lazyRouteComponent(
      () => import('#listening/transmission/figures/TransmissionFiguresPage.tsx'),
      'TransmissionFiguresPage',
    ),
  ),
  page(
    '/bureau/import',
    lazyRouteComponent(() => import('#listening/import/ImportPage.tsx'), 'ImportPage'),
  ),
  page(
    '/bureau/comptes',
    lazyRouteComponent(() => import('#office/account/AccountListPage.tsx'), 'AccountListPage'),
  ),
  page(
    '/bureau/mon-compte',
    lazyRouteComponent(() => import('#office/account/MyAccountPage.tsx'), 'MyAccountPage'),
  ),
  page(
    '/bureau/journal',
    lazyRouteComponent(() => import('#office/audit/JournalPage.tsx'), 'JournalPage'),
  ),
  page(
    '/bureau/api',
    lazyRouteComponent(() => import('./ApiPage.tsx'), 'ApiPage'),
  ),
]

/** Only a page of ours: an address in the query could come from anywhere. */
function placeOf(asked: unknown): string | undefined {
  if (typeof asked !== 'string' || !/^\/bureau(?:[/?#]|$)/.test(asked)) return undefined
  return asked.startsWith('/bureau/connexion') ? undefined : asked
}

/** The router of the desk; a session that ends leads to the sign-in page, which leads back. */
export function createDeskRouter(queries: QueryClient) {
  const router = createRouter({
    routeTree: root.addChildren([signIn, desk.addChildren(pages)]),
    context: { queries },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingComponent: Waiting,
    defaultErrorComponent: Broken,
    defaultNotFoundComponent: Lost,
    scrollRestoration: true,
  })
  onSessionEnd((end) => {
    queries.setQueryData(meQuery.queryKey, null)
    const { pathname, href } = router.state.location
    if (pathname === '/bureau/connexion') return
    void router.navigate({
      to: '/bureau/connexion',
      search: end === 'ended' ? { retour: placeOf(href) } : {},
    })
  })
  return router
}
