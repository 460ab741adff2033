import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { MailCheck, Siren } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import { Badge, Empty, ErrorState, plural, RadioChips, Table, When } from '#kernel/ui/index.ts'
import { usePages } from '#kernel/usePages.ts'
import { listPackages, type PackageLine, type packageViews } from '../package/contract.ts'
import { PackageState } from './state.tsx'
import { useMe } from './useMe.ts'

type View = (typeof packageViews)[number]

const views: readonly { value: View; label: string }[] = [
  { value: 'to_acknowledge', label: 'Accusés attendus' },
  { value: 'awaiting_return', label: 'Retours attendus' },
  { value: 'all', label: 'Tous' },
]

const emptyWords: Record<View, { title: string; body: string }> = {
  to_acknowledge: {
    title: 'Rien n’attend d’accusé de réception.',
    body: 'Un nouvel envoi s’affichera ici, et vous en serez prévenu par un courriel sans contenu.',
  },
  awaiting_return: {
    title: 'Aucun retour n’est attendu.',
    body: 'Les envois dont vous avez accusé réception restent ici jusqu’à leur retour.',
  },
  all: {
    title: 'Rien ne vous a encore été envoyé.',
    body: 'Les envois faits à votre autorité s’afficheront ici.',
  },
}

/** What was sent to one's authority: what waits, urgent first. No search: an authority reads what it was sent. */
export function PackageListPage() {
  const me = useMe()
  const [view, setView] = useState<View>('to_acknowledge')
  const { after, pagingOf } = usePages(view, 30)
  const packages = useQuery({
    queryKey: ['packages', view, after],
    queryFn: ({ signal }) => call(listPackages, { query: { view, ...(after && { after }) }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })
  const items = packages.data?.items ?? []
  return (
    <>
      <PageHeader
        title={`Envois à votre autorité`}
        lead={packages.data ? leadOf(me.authority, packages.data) : me.authority}
      />
      {packages.error && !packages.data ? (
        <ErrorState
          title="Les envois n’ont pas pu être lus"
          kept={sentenceOf(packages.error)}
          onRetry={() => void packages.refetch()}
        />
      ) : (
        <Table
          name="packages"
          caption="Envois"
          hideCaption
          isPlain
          columns={columns}
          rows={items}
          rowId={(one) => one.id}
          rowLabel={(one) => `${one.reference}${one.urgent ? ', urgent' : ''}`}
          rowHref={(one) => `/partenaire/envois/${one.id}`}
          paging={pagingOf(items.length, packages.data?.next ?? null, packages.isPlaceholderData)}
          isLoading={packages.isPending}
          empty={
            <Empty title={emptyWords[view].title} icon={MailCheck}>
              {emptyWords[view].body}
            </Empty>
          }
          tools={
            <RadioChips
              label="Quels envois"
              hideLabel
              options={views}
              value={view}
              onChange={(chosen) => chosen && setView(chosen)}
              noneLabel={false}
            />
          }
        />
      )}
    </>
  )
}

function leadOf(authority: string, { waiting, urgent }: { waiting: number; urgent: number }): string {
  if (waiting === 0) return `${authority} : tout a été accusé.`
  const words = plural(waiting, 'envoi attend', 'envois attendent')
  const first = `${authority} : ${words} qu’une personne en accuse réception`
  return urgent === 0 ? `${first}.` : `${first}, dont ${plural(urgent, 'urgent', 'urgents')}.`
}

const columns = [
  {
    id: 'reference',
    title: 'Référence',
    cell: (one: PackageLine) => one.reference,
    isRowHeader: true,
  },
  {
    id: 'urgent',
    title: 'Priorité',
    cell: (one: PackageLine) =>
      one.urgent ? (
        <Badge tone="danger" icon={Siren}>
          Urgent
        </Badge>
      ) : (
        <span className="muted">Ordinaire</span>
      ),
  },
  { id: 'sentAt', title: 'Envoyé', cell: (one: PackageLine) => <When at={one.sentAt} /> },
  { id: 'state', title: 'État', cell: (one: PackageLine) => <PackageState line={one} /> },
  {
    id: 'acknowledgedBy',
    title: 'Réception accusée par',
    cell: (one: PackageLine) => one.acknowledgedBy ?? <span className="muted">personne encore</span>,
  },
]
