import { useQuery } from '@tanstack/react-query'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import { Badge, Empty, ErrorState, Table, When } from '#kernel/ui/index.ts'
import { partnerRole } from '#vocabulary'
import { listMyPeople } from '../package/contract.ts'
import { useMe } from './useMe.ts'

/** Who, in the authority, receives what is sent: to read, the helpline opens and closes. */
export function MyPeoplePage() {
  const me = useMe()
  const people = useQuery({
    queryKey: ['my-people'],
    queryFn: ({ signal }) => call(listMyPeople, { signal }),
  })
  return (
    <>
      <PageHeader
        title="Personnes de votre autorité"
        lead={`${me.authority}. Pour inviter quelqu’un ou fermer un accès, appelez la plateforme.`}
      />
      {people.error ? (
        <ErrorState kept={sentenceOf(people.error)} onRetry={() => void people.refetch()} />
      ) : (
        <Table
          name="my-people"
          caption="Personnes"
          hideCaption
          isPlain
          columns={columns}
          rows={people.data?.items ?? []}
          rowId={(one) => one.id}
          rowLabel={(one) => one.name}
          isLoading={people.isPending}
          empty={<Empty title="Personne n’est encore invité." />}
        />
      )}
    </>
  )
}

type Line = Awaited<
  ReturnType<
    typeof call<
      typeof listMyPeople.path,
      typeof listMyPeople.input,
      typeof listMyPeople.query,
      typeof listMyPeople.output
    >
  >
>['items'][number]

const columns = [
  { id: 'name', title: 'Nom', cell: (one: Line) => one.name, isRowHeader: true },
  { id: 'email', title: 'Adresse électronique', cell: (one: Line) => one.email },
  { id: 'role', title: 'Rôle', cell: (one: Line) => partnerRole.label(one.role) },
  {
    id: 'state',
    title: 'État',
    cell: (one: Line) =>
      one.active ? (
        <Badge tone={one.hasKey ? 'positive' : 'attention'}>
          {one.hasKey ? 'Reçoit' : 'Sans clé encore'}
        </Badge>
      ) : (
        <Badge>Fermé</Badge>
      ),
  },
  {
    id: 'lastSignInAt',
    title: 'Dernière visite',
    cell: (one: Line) =>
      one.lastSignInAt ? <When at={one.lastSignInAt} /> : <span className="muted">jamais</span>,
  },
]
