import { useQuery } from '@tanstack/react-query'
import { ClipboardList, Plus } from 'lucide-react'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import { Button, Empty, ErrorState, formatDay, Table } from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { type CampaignRow, createCampaign, listCampaigns } from './contract.ts'
import { NewCampaignDialog } from './NewCampaignDialog.tsx'
import { StateBadge } from './StatusBadge.tsx'

/** The campaigns of questionnaires, the latest first. */
export function CampaignListPage() {
  const can = useCan()
  const [isAdding, setAdding] = useState(false)
  const list = useQuery({
    queryKey: ['campaigns', 'list'],
    queryFn: ({ signal }) => call(listCampaigns, { signal }),
  })
  const mayAdd = can(createCampaign.action)
  useShortcut('a', () => setAdding(true), { label: 'Préparer une campagne', isDisabled: !mayAdd })
  const add = (
    <Button icon={Plus} shortcut="a" onPress={() => setAdding(true)}>
      Préparer une campagne
    </Button>
  )
  return (
    <>
      <PageHeader
        title="Campagnes"
        lead="Les questionnaires adressés aux départements : qui est interrogé, qui répond, et ce que disent les réponses."
        actions={mayAdd && add}
      />
      {list.isError && !list.data ? (
        <ErrorState
          title={sentenceOf(list.error)}
          errorId={list.error instanceof RefusalError ? list.error.id : undefined}
          onRetry={() => void list.refetch()}
        />
      ) : (
        <Table
          name="campaigns"
          caption="Campagnes"
          columns={columns}
          rows={list.data?.items ?? []}
          rowId={(one) => one.id}
          rowLabel={(one) => one.name}
          rowHref={(one) => `/bureau/campagnes/${one.id}`}
          isLoading={list.isPending}
          isPlain
          empty={
            list.isPending ? (
              <Empty title="Lecture des campagnes…" />
            ) : (
              <Empty
                title="Aucune campagne n’a encore été préparée."
                icon={ClipboardList}
                actions={mayAdd && add}
              >
                Une campagne adresse un ou plusieurs questionnaires publiés aux collectivités.
              </Empty>
            )
          }
        />
      )}
      {isAdding && <NewCampaignDialog onClose={() => setAdding(false)} />}
    </>
  )
}

const columns = [
  {
    id: 'name',
    title: 'Campagne',
    cell: (one: CampaignRow) => one.name,
    isRowHeader: true,
    width: 'wide' as const,
  },
  { id: 'state', title: 'État', cell: (one: CampaignRow) => <StateBadge state={one.state} /> },
  {
    id: 'period',
    title: 'Période',
    cell: (one: CampaignRow) => `${formatDay(one.opensOn)} – ${formatDay(one.closesOn)}`,
  },
  {
    id: 'answers',
    title: 'Réponses envoyées',
    cell: (one: CampaignRow) => `${one.counts.submitted} sur ${one.counts.asked}`,
    align: 'end' as const,
  },
  {
    id: 'partial',
    title: 'Commencées',
    cell: (one: CampaignRow) => one.counts.partial,
    align: 'end' as const,
    isMinor: true,
  },
  {
    id: 'declined',
    title: 'Déclinées',
    cell: (one: CampaignRow) => one.counts.declined,
    align: 'end' as const,
    isMinor: true,
  },
]
