import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Landmark } from 'lucide-react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import { ButtonLink, Empty, ErrorState, Loading } from '#kernel/ui/index.ts'
import { AuthorityEntry } from './AuthorityEntry.tsx'
import { readAuthority } from './contract.ts'
import { authorityKey } from './useAuthorityActs.ts'
import './authority.css'

const back = { href: '/bureau/autorites', label: 'Autorités' }

/** One authority, with the units through which it receives. */
export function AuthorityPage() {
  const { id = '' } = useParams({ strict: false })
  const query = useQuery({
    queryKey: authorityKey(id),
    queryFn: ({ signal }) => call(readAuthority, { params: { id }, signal }),
    // « Ouvert » is true of a minute.
    refetchInterval: 60_000,
  })
  if (query.data) return <AuthorityEntry key={id} entry={query.data} back={back} />
  if (query.error instanceof RefusalError && query.error.code === 'not_found')
    return (
      <>
        <PageHeader title="Autorité introuvable" back={back} />
        <Empty
          title="Cette autorité n’existe pas, ou n’est pas ouverte à votre rôle."
          icon={Landmark}
          actions={<ButtonLink href={back.href}>Voir toutes les autorités</ButtonLink>}
        />
      </>
    )
  if (query.isError)
    return (
      <>
        <PageHeader title="Autorité" back={back} />
        <ErrorState
          title={sentenceOf(query.error)}
          errorId={query.error instanceof RefusalError ? query.error.id : undefined}
          onRetry={() => void query.refetch()}
        />
      </>
    )
  return (
    <>
      <PageHeader title="Autorité" back={back} />
      <Loading label="Lecture de la fiche…" lines={8} />
    </>
  )
}
