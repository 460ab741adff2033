import { useQuery } from '@tanstack/react-query'
import { type ErrorComponentProps, Outlet, useRouter } from '@tanstack/react-router'
import { Inbox, UserRound, UsersRound } from 'lucide-react'
import { Suspense } from 'react'
import { call, OfflineError, sentenceOf } from '#kernel/call.ts'
import { type NavItem, PageHeader, Shell } from '#kernel/page/index.ts'
import { ButtonLink, Empty, ErrorState, Loading } from '#kernel/ui/index.ts'
import { partnerRole } from '#vocabulary'
import { listPackages } from '../package/contract.ts'
import { useMe, useSignOut } from './useMe.ts'

/** The frame around every page of the portal. */
export function PortalFrame() {
  const me = useMe()
  const signOut = useSignOut()
  const isReady = !me.passwordTemporary && me.key !== null
  const waiting = useQuery({
    queryKey: ['packages', 'to_acknowledge', undefined],
    queryFn: ({ signal }) => call(listPackages, { query: { view: 'to_acknowledge' }, signal }),
    enabled: isReady,
    refetchInterval: 60_000,
  })
  const nav: NavItem[] = [
    ...(isReady
      ? [
          {
            to: '/partenaire',
            label: 'Envois',
            icon: Inbox,
            shortcut: 'g e',
            count: waiting.data?.waiting,
            isLate: (waiting.data?.urgent ?? 0) > 0,
          },
        ]
      : []),
    ...(isReady && me.abilities.includes('partner_person.list_own')
      ? [{ to: '/partenaire/personnes', label: 'Personnes', icon: UsersRound, shortcut: 'g p' }]
      : []),
    { to: '/partenaire/mon-compte', label: 'Mon compte', icon: UserRound, shortcut: 'g m' },
  ]
  return (
    <Shell
      product="Repère"
      nav={nav}
      person={{ name: me.name, role: `${partnerRole.label(me.role)} · ${me.authority}` }}
      onSignOut={signOut.here}
      onSignOutEverywhere={signOut.everywhere}
      banner={me.demonstration ? 'Démonstration : les noms et les récits sont inventés.' : undefined}
    >
      <Suspense fallback={<Waiting />}>
        <Outlet />
      </Suspense>
    </Shell>
  )
}

/** The page is on its way. */
export function Waiting() {
  return <Loading label="La page arrive…" />
}

/** Nothing at this address, or nothing for this authority: the same words for both. */
export function Lost() {
  return (
    <>
      <PageHeader title="Page introuvable" />
      <Empty
        title="Rien ne se trouve ici pour vous."
        actions={<ButtonLink href="/partenaire">Revenir aux envois</ButtonLink>}
      >
        Si vous attendiez un envoi, appelez la plateforme : elle vous dira s’il a été rappelé.
      </Empty>
    </>
  )
}

/** A page that could not be shown. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const retry = () => {
    reset()
    void router.invalidate()
  }
  return (
    <ErrorState
      title={error instanceof OfflineError ? 'Le serveur ne répond pas' : 'Cette page n’a pas pu s’afficher'}
      kept={sentenceOf(error)}
      onRetry={retry}
    />
  )
}
