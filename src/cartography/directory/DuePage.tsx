import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ListChecks } from 'lucide-react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import { ComboBox, Empty, ErrorState, formatDay, formatPhone, RadioChips, Table } from '#kernel/ui/index.ts'
import { usePages } from '#kernel/usePages.ts'
import { useAddress } from '#listening/situation/useAddress.ts'
import { departementOptions } from '#listening/situation/words.ts'
import { departement, departementName } from '#vocabulary'
import { type Due, listDue } from './contract.ts'
import { FreshnessBadge } from './Marks.tsx'
import { freshnessLabels } from './words.ts'
import './directory.css'

const pageSize = 50
type Step = 'to_confirm' | 'stale' | 'hidden'

/** What the keepers of the directory have to verify, the longest awaited first. */
export function DuePage() {
  const { said, go } = useAddress()
  const step = said.get('etape') as Step | null
  const where = said.get('departement')
  const filters = {
    limit: pageSize,
    ...(step && { freshness: step }),
    ...(where && departement.has(where) && { departement: where }),
  }
  const { after, pagingOf } = usePages(JSON.stringify(filters), pageSize)
  const list = useQuery({
    queryKey: ['directory', 'due', filters, after],
    queryFn: ({ signal }) => call(listDue, { query: { ...filters, ...(after && { after }) }, signal }),
    placeholderData: keepPreviousData,
  })
  const items = list.data?.items ?? []
  const counts = list.data?.counts
  const steps = (['to_confirm', 'stale', 'hidden'] as const).map((value) => ({
    value,
    label: `${freshnessLabels[value]}${counts ? ` (${counts[value]})` : ''}`,
  }))
  return (
    <>
      <PageHeader
        title="À vérifier"
        lead="Les fiches que personne n’a confirmées récemment. Une fiche masquée n’est plus proposée pendant les appels."
        back={{ href: '/bureau/annuaire', label: 'Annuaire' }}
      />
      <search className="directory-filters" aria-label="Filtrer les fiches à vérifier">
        <ComboBox
          label="Département"
          options={departementOptions}
          value={where}
          onChange={(code) => go({ departement: code }, { replace: true })}
          placeholder="Nom ou numéro"
        />
        <div className="directory-wide">
          <RadioChips
            label="Étape"
            options={steps}
            value={step}
            onChange={(next) => go({ etape: next }, { replace: true })}
            noneLabel="Toutes"
          />
        </div>
      </search>
      {list.isError && !list.data ? (
        <ErrorState
          title={sentenceOf(list.error)}
          errorId={list.error instanceof RefusalError ? list.error.id : undefined}
          onRetry={() => void list.refetch()}
        />
      ) : (
        <Table
          name="services-due"
          caption="Fiches à vérifier"
          columns={columns}
          rows={items}
          rowId={(one) => one.id}
          rowLabel={(one) => one.name}
          rowHref={(one) => `/bureau/annuaire/${one.id}`}
          isLoading={list.isPending || list.isPlaceholderData}
          paging={pagingOf(items.length, list.data?.next ?? null, list.isPlaceholderData)}
          empty={
            list.isPending ? (
              <Empty title="Lecture des fiches…" />
            ) : (
              <Empty title="Tout est vérifié." icon={ListChecks} />
            )
          }
        />
      )}
    </>
  )
}

const columns = [
  {
    id: 'name',
    title: 'Service',
    cell: (one: Due) => one.name,
    isRowHeader: true,
    width: 'wide' as const,
  },
  { id: 'organisation', title: 'Organisation', cell: (one: Due) => one.organisation, isMinor: true },
  {
    id: 'standsIn',
    title: 'Département',
    cell: (one: Due) =>
      one.standsIn ? (
        `${departementName(one.standsIn)} (${one.standsIn})`
      ) : (
        <span className="muted">à distance</span>
      ),
  },
  { id: 'freshness', title: 'État', cell: (one: Due) => <FreshnessBadge {...one} isShort /> },
  {
    id: 'verifiedOn',
    title: 'Vérifiée le',
    cell: (one: Due) => (one.verifiedOn ? formatDay(one.verifiedOn) : <span className="muted">jamais</span>),
  },
  {
    id: 'hiddenOn',
    title: 'Masquée à partir du',
    cell: (one: Due) => formatDay(one.hiddenOn),
    isMinor: true,
  },
  { id: 'phone', title: 'Téléphone', cell: (one: Due) => one.phone && formatPhone(one.phone) },
]
