import { type ErrorComponentProps, Outlet, useRouteContext, useRouter } from '@tanstack/react-router'
import { Suspense } from 'react'
import { OfflineError, sentenceOf } from '#kernel/call.ts'
import { PageHeader, Shell } from '#kernel/page/index.ts'
import { ButtonLink, Empty, ErrorState, Loading } from '#kernel/ui/index.ts'
import { PulseBanner } from '#listening/delivery/PulseBanner.tsx'
import { NewContact } from '#listening/desk/NewContact.tsx'
import { useSearchShortcut } from '#listening/matching/useSearchShortcut.ts'
import { useMe, useSignOut } from '#office/account/useMe.ts'
import { role } from '#vocabulary'
import { placesOf } from './places.ts'
import { useLive } from './useLive.ts'

/** The frame around every page behind the sign-in. */
export function DeskFrame() {
  const me = useMe()
  const signOut = useSignOut()
  useSearchShortcut(me.abilities.includes('search'))
  useLive(me.role)
  const { isOpen } = useRouteContext({ from: '/desk' }) as { isOpen: boolean }
  return (
    <Shell
      product="Repère"
      nav={placesOf(me)}
      person={{ name: me.name, role: role.label(me.role) }}
      onSignOut={signOut.here}
      onSignOutEverywhere={signOut.everywhere}
      primary={me.abilities.includes('contact.create') ? <NewContact /> : undefined}
      banner={me.demonstration ? 'Démonstration : les noms et les récits sont inventés.' : undefined}
    >
      <PulseBanner canAct={me.abilities.includes('escalation.list')} />
      <Suspense fallback={<Waiting />}>{isOpen ? <Outlet /> : <Lost />}</Suspense>
    </Shell>
  )
}

/** The page is on its way. */
export function Waiting() {
  return <Loading label="La page arrive…" />
}

/** Nothing at this address, or nothing for this person: the same words for both. */
export function Lost() {
  return (
    <>
      <PageHeader title="Page introuvable" />
      <Empty
        title="Rien ne se trouve ici, ou cette page n’est pas ouverte à votre rôle."
        actions={<ButtonLink href="/bureau">Revenir au tableau de bord</ButtonLink>}
      >
        Si vous suiviez un lien, vérifiez-le auprès de la personne qui vous l’a donné.
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
  const isOffline = error instanceof OfflineError
  return (
    <ErrorState
      title={isOffline ? 'Le serveur ne répond pas' : 'Cette page n’a pas pu s’afficher'}
      kept={sentenceOf(error)}
      onRetry={retry}
    />
  )
}
