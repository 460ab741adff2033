import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import {
  Badge,
  Cluster,
  Empty,
  ErrorState,
  formatDay,
  formatNumber,
  optionsOf,
  Select,
  Table,
} from '#kernel/ui/index.ts'
import { usePages } from '#kernel/usePages.ts'
import { useAddress } from '#listening/situation/useAddress.ts'
import { audience, departement, interventionRequestStatus } from '#vocabulary'
import { type InterventionRequest, listInterventionRequests } from './requestContract.ts'
import { requestTones } from './words.ts'

const pageSize = 50
type Row = Omit<InterventionRequest, 'letters' | 'answer'>

/** What organisations ask for, the latest first. */
export function RequestTable() {
  const { said, go } = useAddress()
  const status = interventionRequestStatus.codes.find((code) => code === said.get('etat')) ?? null
  const filters = { limit: pageSize, ...(status && { status }) }
  const { after, pagingOf } = usePages(JSON.stringify(filters), pageSize)
  const list = useQuery({
    queryKey: ['intervention-requests', filters, after],
    queryFn: ({ signal }) =>
      call(listInterventionRequests, { query: { ...filters, ...(after && { after }) }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })
  if (list.isError && !list.data)
    return (
      <ErrorState
        title={sentenceOf(list.error)}
        errorId={list.error instanceof RefusalError ? list.error.id : undefined}
        onRetry={() => void list.refetch()}
      />
    )
  const items = list.data?.items ?? []
  return (
    <Table
      name="intervention-requests"
      caption="Demandes d’intervention"
      columns={columns}
      rows={items}
      rowId={(one) => one.id}
      rowLabel={(one) => one.words?.organisation ?? one.reference}
      rowHref={(one) => `/bureau/interventions/demandes/${one.id}`}
      isLoading={list.isPending || list.isPlaceholderData}
      tools={
        <Select
          label="État de la demande"
          hideLabel
          options={optionsOf(interventionRequestStatus)}
          value={status}
          onChange={(code) => go({ etat: code })}
          noneLabel="Toutes les demandes"
        />
      }
      paging={{
        ...pagingOf(items.length, list.data?.next ?? null, list.isPlaceholderData),
        ...(list.data && { total: list.data.total }),
      }}
      empty={
        <Empty
          title={
            list.isPending
              ? 'Lecture des demandes…'
              : status
                ? 'Aucune demande dans cet état.'
                : 'Aucune demande n’est encore arrivée.'
          }
          icon={Inbox}
        />
      }
    />
  )
}

const columns = [
  {
    id: 'organisation',
    title: 'Organisation',
    cell: (one: Row) => one.words?.organisation ?? <span className="muted">Coordonnées effacées</span>,
    isRowHeader: true,
    width: 'wide' as const,
  },
  { id: 'reference', title: 'Référence', cell: (one: Row) => one.reference, isMinor: true },
  { id: 'received', title: 'Reçue le', cell: (one: Row) => formatDay(one.receivedAt) },
  { id: 'audience', title: 'Secteur', cell: (one: Row) => audience.label(one.audience) },
  {
    id: 'place',
    title: 'Département',
    cell: (one: Row) => (one.departement ? departement.label(one.departement) : 'Plusieurs, ou à distance'),
  },
  { id: 'expected', title: 'Attendus', cell: (one: Row) => formatNumber(one.expected) },
  {
    id: 'status',
    title: 'État',
    cell: (one: Row) => (
      <Cluster gap={1}>
        <Badge tone={requestTones[one.status]}>{interventionRequestStatus.label(one.status)}</Badge>
        {one.isFlagged && <Badge tone="attention">Envois répétés</Badge>}
      </Cluster>
    ),
  },
]
