import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { FileCheck2, RotateCcw } from 'lucide-react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import {
  Button,
  ComboBox,
  Empty,
  ErrorState,
  formatDay,
  Loading,
  optionsOf,
  plural,
  RadioChips,
  Select,
  Switch,
  Table,
  type TableColumn,
  When,
} from '#kernel/ui/index.ts'
import { usePages } from '#kernel/usePages.ts'
import { useAddress } from '#listening/situation/useAddress.ts'
import { departementOptions } from '#listening/situation/words.ts'
import { useCan, useMe } from '#office/account/useMe.ts'
import { departement, transmissionStatus } from '#vocabulary'
import {
  listTransmissions,
  type TransmissionRow,
  type TransmissionView,
  transmissionViews,
} from './contract.ts'
import { TransmissionFiguresPanel } from './figures/TransmissionFiguresPanel.tsx'
import { StatusBadge, StatusSince, UrgentBadge } from './Marks.tsx'
import { placeInWords, recipientInWords } from './words.ts'
import './transmission.css'

const pageSize = 50

const views: readonly { value: TransmissionView; label: string; empty: string }[] = [
  { value: 'to_validate', label: 'À valider', empty: 'Rien n’attend de relecture.' },
  { value: 'writing', label: 'En rédaction', empty: 'Aucun écrit n’est en cours de rédaction.' },
  { value: 'under_way', label: 'En cours', empty: 'Rien n’est en route : tout a son accusé de réception.' },
  { value: 'return_expected', label: 'Retours attendus', empty: 'Aucun retour n’est attendu.' },
  { value: 'late', label: 'En retard', empty: 'Aucun retour n’est en retard.' },
  { value: 'all', label: 'Toutes', empty: 'Aucune transmission n’a encore été rédigée.' },
]

const addresses: Record<TransmissionView, string | null> = {
  to_validate: null,
  writing: 'redaction',
  under_way: 'en-cours',
  return_expected: 'retours',
  late: 'retard',
  all: 'toutes',
}

const columns: readonly TableColumn<TransmissionRow>[] = [
  {
    id: 'reference',
    title: 'Référence',
    isRowHeader: true,
    width: 'narrow',
    cell: (row) => row.reference,
  },
  { id: 'urgent', title: 'Urgence', width: 'narrow', cell: (row) => (row.urgent ? <UrgentBadge /> : '–') },
  { id: 'recipient', title: 'Destinataire', cell: recipientInWords },
  { id: 'status', title: 'État', width: 'narrow', cell: (row) => <StatusBadge status={row.status} /> },
  { id: 'since', title: 'Depuis', cell: (row) => <StatusSince row={row} /> },
  { id: 'situation', title: 'Situation', width: 'narrow', cell: (row) => row.situation.reference },
  { id: 'author', title: 'Rédigée par', isMinor: true, cell: (row) => row.author.name },
  {
    id: 'departement',
    title: 'Département',
    isMinor: true,
    isHidden: true,
    cell: (row) => (row.departement ? placeInWords(row.departement) : '–'),
  },
  {
    id: 'due',
    title: 'Retour avant le',
    isMinor: true,
    isHidden: true,
    cell: (row) => (row.returnDueOn ? formatDay(row.returnDueOn) : '–'),
  },
  {
    id: 'moved',
    title: 'Mouvement',
    isMinor: true,
    isHidden: true,
    cell: (row) => <When at={row.movedAt} mode="relative" />,
  },
]

/** Every alert and where it stands: what waits to be read again first. */
export function TransmissionListPage() {
  const me = useMe()
  const { said, go } = useAddress()
  const isCoordinator = me.role === 'coordinator'
  const home: TransmissionView = isCoordinator ? 'to_validate' : 'writing'
  const view = transmissionViews.find((one) => (addresses[one] ?? 'a-valider') === said.get('vue')) ?? home
  const hasFigures = useCan()('transmission.figures')
  const isFigures = hasFigures && said.get('vue') === 'chiffres'
  const show = (next: TransmissionView | 'figures') =>
    go({ vue: next === 'figures' ? 'chiffres' : (addresses[next] ?? 'a-valider') }, { replace: true })
  const filters = {
    status: codeOf(transmissionStatus, said.get('etat')),
    departement: codeOf(departement, said.get('departement')),
    isUrgent: said.get('urgence') === 'oui',
    isMine: isCoordinator && said.get('miennes') === 'oui',
  }
  const what = JSON.stringify([view, filters])
  const pages = usePages(what, pageSize)
  const query = useQuery({
    queryKey: ['transmissions', 'list', what, pages.after],
    queryFn: ({ signal }) =>
      call(listTransmissions, {
        signal,
        query: {
          view,
          limit: pageSize,
          ...(filters.status && { status: filters.status }),
          ...(filters.departement && { departement: filters.departement }),
          ...(filters.isUrgent && { urgent: 'true' }),
          ...(filters.isMine && { mine: 'true' }),
          ...(pages.after && { after: pages.after }),
        },
      }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })
  views.forEach(({ value, label }, place) => {
    // biome-ignore lint/correctness/useHookAtTopLevel: the views are a constant list.
    useShortcut(String(place + 1), () => show(value), { label, group: 'Transmissions' })
  })
  const counts = query.data?.counts
  const counted: Partial<Record<TransmissionView, number>> = {
    to_validate: counts?.toValidate,
    late: counts?.late,
  }
  const items = query.data?.items ?? []
  const isFiltered = filters.status || filters.departement || filters.isUrgent || filters.isMine
  return (
    <>
      <PageHeader title="Transmissions" lead={counts && leadOf(counts)} />
      <RadioChips
        label="Quelles transmissions"
        hideLabel
        options={[
          ...views.map(({ value, label }) => ({
            value,
            label: counted[value] ? `${label} (${counted[value]})` : label,
          })),
          ...(hasFigures ? [{ value: 'figures' as const, label: 'Chiffres' }] : []),
        ]}
        value={isFigures ? 'figures' : view}
        onChange={(chosen) => chosen && show(chosen)}
        noneLabel={false}
      />
      {isFigures ? (
        <TransmissionFiguresPanel />
      ) : (
        <>
          <search className="transmission-filters" aria-label="Filtrer les transmissions">
            {(view === 'all' || view === 'writing' || view === 'under_way') && (
              <Select
                label="État"
                options={optionsOf(transmissionStatus)}
                value={filters.status}
                onChange={(status) => go({ etat: status }, { replace: true })}
                noneLabel="Tous les états"
              />
            )}
            <ComboBox
              label="Département"
              options={departementOptions}
              value={filters.departement}
              onChange={(code) => go({ departement: code }, { replace: true })}
              placeholder="Tous : nom ou numéro"
            />
            <Switch
              isSelected={filters.isUrgent}
              onChange={(isOn) => go({ urgence: isOn ? 'oui' : null }, { replace: true })}
            >
              Urgentes
            </Switch>
            {isCoordinator && (
              <Switch
                isSelected={filters.isMine}
                onChange={(isOn) => go({ miennes: isOn ? 'oui' : null }, { replace: true })}
              >
                Les miennes
              </Switch>
            )}
            {isFiltered && (
              <Button
                variant="plain"
                icon={RotateCcw}
                onPress={() =>
                  go({ etat: null, departement: null, urgence: null, miennes: null }, { replace: true })
                }
              >
                Tout montrer
              </Button>
            )}
          </search>
          {query.isError && !query.data ? (
            <ErrorState
              title={sentenceOf(query.error)}
              todo="Vos filtres sont gardés."
              errorId={query.error instanceof RefusalError ? query.error.id : undefined}
              onRetry={() => void query.refetch()}
            />
          ) : query.isPending ? (
            <Loading label="Les transmissions arrivent…" lines={8} />
          ) : (
            <Table
              name="transmissions"
              caption={views.find(({ value }) => value === view)?.label ?? ''}
              hideCaption
              columns={columns}
              rows={items}
              rowId={(row) => row.id}
              rowLabel={(row) => `${row.reference}, ${recipientInWords(row)}`}
              rowHref={(row) => `/bureau/transmissions/${row.id}`}
              isLoading={query.isFetching && query.isPlaceholderData}
              paging={pages.pagingOf(items.length, query.data?.next ?? null, query.isFetching)}
              empty={
                <Empty
                  title={
                    isFiltered
                      ? 'Aucune transmission ne répond à ces filtres.'
                      : (views.find(({ value }) => value === view)?.empty ?? '')
                  }
                  icon={FileCheck2}
                >
                  {!isFiltered && 'Un écrit se commence depuis une situation, avec la touche i.'}
                </Empty>
              }
            />
          )}
        </>
      )}
    </>
  )
}

function leadOf(counts: { toValidate: number; urgentToValidate: number; toCorrect: number; late: number }) {
  const parts = [
    counts.toValidate > 0 &&
      `${plural(counts.toValidate, 'écrit attend', 'écrits attendent')} une relecture${
        counts.urgentToValidate > 0 ? `, dont ${plural(counts.urgentToValidate, 'urgent', 'urgents')}` : ''
      }.`,
    counts.toCorrect > 0 &&
      `${plural(counts.toCorrect, 'écrit vous est revenu', 'écrits vous sont revenus')}.`,
    counts.late > 0 && `${plural(counts.late, 'retour est en retard', 'retours sont en retard')}.`,
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(' ') : 'Rien n’attend de relecture, aucun retour n’est en retard.'
}

function codeOf<Code extends string>(
  of: { has: (code: string) => code is Code },
  code: string | null,
): Code | null {
  return code !== null && of.has(code) ? code : null
}
