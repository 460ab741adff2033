import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { BookUser } from 'lucide-react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import { ButtonLink, Empty, ErrorState, Loading } from '#kernel/ui/index.ts'
import { readService } from './contract.ts'
import { ServiceEntry } from './ServiceEntry.tsx'
import { serviceKey } from './useDirectory.ts'
import './directory.css'

const back = { href: '/bureau/annuaire', label: 'Annuaire' }

/** One service of the directory, whole. */
export function ServicePage() {
  const { id = '' } = useParams({ strict: false })
  const query = useQuery({
    queryKey: serviceKey(id),
    queryFn: ({ signal }) => call(readService, { params: { id }, signal }),
    // « Ouvert » is true of a minute.
    refetchInterval: 60_000,
  })
  if (query.data) return <ServiceEntry key={id} service={query.data} back={back} />
  if (query.error instanceof RefusalError && query.error.code === 'not_found')
    return (
      <>
        <PageHeader title="Fiche introuvable" back={back} />
        <Empty
          title="Cette fiche n’existe pas, ou n’est pas ouverte à votre rôle."
          icon={BookUser}
          actions={<ButtonLink href={back.href}>Chercher dans l’annuaire</ButtonLink>}
        />
      </>
    )
  if (query.isError)
    return (
      <>
        <PageHeader title="Fiche" back={back} />
        <ErrorState
          title={sentenceOf(query.error)}
          errorId={query.error instanceof RefusalError ? query.error.id : undefined}
          onRetry={() => void query.refetch()}
        />
      </>
    )
  return (
    <>
      <PageHeader title="Fiche" back={back} />
      <Loading label="Lecture de la fiche…" lines={8} />
    </>
  )
}
