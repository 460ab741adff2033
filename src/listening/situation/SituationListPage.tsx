import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { FilePlus2, FolderOpen, RotateCcw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import {
  Button,
  ComboBox,
  Empty,
  ErrorState,
  Loading,
  optionsOf,
  Select,
  Switch,
  Table,
} from '#kernel/ui/index.ts'
import { dangerLevel, departement, situationStage } from '#vocabulary'
import { listSituations } from './contract.ts'
import { rememberList } from './lastList.ts'
import { NewSituationDialog } from './NewSituationDialog.tsx'
import { situationColumns } from './situationColumns.tsx'
import { useAddress } from './useAddress.ts'
import { departementOptions } from './words.ts'
import './situation.css'

const pageSize = 50
const stages = optionsOf(situationStage)
const dangers = optionsOf(dangerLevel)

const orders = [
  { value: 'moved descending', label: 'Derniers mouvements d’abord' },
  { value: 'moved ascending', label: 'Sans mouvement depuis longtemps' },
  { value: 'opened descending', label: 'Ouvertures récentes d’abord' },
  { value: 'opened ascending', label: 'Ouvertures anciennes d’abord' },
] as const

/** How each order is written in the address. */
const placeOfOrder = {
  'moved descending': { tri: null, sens: null },
  'moved ascending': { tri: null, sens: 'croissant' },
  'opened descending': { tri: 'ouverture', sens: null },
  'opened ascending': { tri: 'ouverture', sens: 'croissant' },
}

/** Every file, by its last movement; what is chosen stays in the address, so that coming back is coming back here. */
export function SituationListPage() {
  const { said, go, address } = useAddress()
  const [isOpening, setOpening] = useState(false)
  useShortcut('o', () => setOpening(true), { label: 'Ouvrir une situation' })
  useEffect(() => rememberList(address), [address])

  const filters = {
    mine: said.get('miennes') === 'oui',
    stage: codeOf(situationStage, said.get('etape')),
    departement: codeOf(departement, said.get('departement')),
    dangerLevel: codeOf(dangerLevel, said.get('danger')),
  }
  const sort = said.get('tri') === 'ouverture' ? 'opened' : 'moved'
  const direction = said.get('sens') === 'croissant' ? 'ascending' : 'descending'
  const after = said.get('apres')
  const isFiltered = filters.mine || !!filters.stage || !!filters.departement || !!filters.dangerLevel

  const query = useQuery({
    queryKey: ['situations', filters, sort, direction, after],
    queryFn: ({ signal }) =>
      call(listSituations, {
        signal,
        query: {
          sort,
          direction,
          limit: pageSize,
          ...(filters.mine && { mine: 'true' }),
          ...(filters.stage && { stage: filters.stage }),
          ...(filters.departement && { departement: filters.departement }),
          ...(filters.dangerLevel && { dangerLevel: filters.dangerLevel }),
          ...(after && { after }),
        },
      }),
    placeholderData: keepPreviousData,
  })

  /** Another choice begins the list again. */
  const choose = (changes: Record<string, string | null>) => go({ ...changes, apres: null })
  const clear = () => choose({ miennes: null, etape: null, departement: null, danger: null })
  const pages = usePages(after, query.data?.next ?? null, go)
  const items = query.data?.items ?? []
  return (
    <>
      <PageHeader
        title="Situations"
        lead="Un dossier par mineur. Les derniers mouvements d’abord."
        actions={
          <Button variant="primary" icon={FilePlus2} shortcut="o" onPress={() => setOpening(true)}>
            Ouvrir une situation
          </Button>
        }
      />
      <search className="situation-filters" aria-label="Filtrer les situations">
        <Switch isSelected={filters.mine} onChange={(isMine) => choose({ miennes: isMine ? 'oui' : null })}>
          Mes situations
        </Switch>
        <Select
          label="Étape"
          options={stages}
          value={filters.stage}
          onChange={(stage) => choose({ etape: stage })}
          noneLabel="Toutes les étapes"
        />
        <ComboBox
          label="Département"
          options={departementOptions}
          value={filters.departement}
          onChange={(code) => choose({ departement: code })}
          placeholder="Tous : nom ou numéro"
        />
        <Select
          label="Danger"
          options={dangers}
          value={filters.dangerLevel}
          onChange={(level) => choose({ danger: level })}
          noneLabel="Tous les niveaux"
        />
        {isFiltered && (
          <Button variant="plain" icon={RotateCcw} onPress={clear}>
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
        <Loading label="Chargement des situations…" lines={10} />
      ) : (
        <Table
          name="situations"
          caption={filters.mine ? 'Mes situations' : 'Situations'}
          columns={situationColumns(sort)}
          rows={items}
          rowId={(row) => row.id}
          rowLabel={(row) => row.reference}
          rowHref={(row) => `/bureau/situations/${row.id}`}
          sort={{ column: sort, direction }}
          onSortChange={(next) =>
            choose(placeOfOrder[`${next.column === 'opened' ? 'opened' : 'moved'} ${next.direction}`])
          }
          tools={
            <Select
              label="Trier"
              hideLabel
              options={orders}
              value={`${sort} ${direction}`}
              onChange={(order) => order && choose(placeOfOrder[order])}
            />
          }
          isLoading={query.isPlaceholderData}
          paging={{
            shown: shownOf(pages.before * pageSize, items.length),
            onPrevious: pages.previous,
            onNext: pages.next,
            isPending: query.isPlaceholderData,
          }}
          empty={
            isFiltered ? (
              <Empty
                title="Aucune situation ne répond à ces filtres."
                icon={FolderOpen}
                actions={<Button onPress={clear}>Tout montrer</Button>}
              />
            ) : (
              <Empty title="Aucune situation pour l’instant." icon={FolderOpen}>
                Un dossier s’ouvre depuis un contact finalisé, ou ici.
              </Empty>
            )
          }
        />
      )}
      <NewSituationDialog isOpen={isOpening} onOpenChange={setOpening} />
    </>
  )
}

interface CodeList<Code extends string> {
  readonly has: (code: string) => code is Code
}

/** A code of the address, unless somebody made it up. */
function codeOf<Code extends string>(list: CodeList<Code>, said: string | null): Code | null {
  return said !== null && list.has(said) ? said : null
}

const shownOf = (before: number, count: number) =>
  count === 0 ? 'Aucune ligne' : `${before + 1}–${before + count}`

/**
 * The pages already seen. The server only tells where the next one begins: where the previous ones began travels
 * with the history of the browser, and is known again after a reload.
 */
function usePages(
  after: string | null,
  next: string | null,
  go: ReturnType<typeof useAddress>['go'],
): { before: number; previous?: () => void; next?: () => void } {
  const kept = useRouterState({
    select: (current) => (current.location.state as { pages?: (string | null)[] }).pages,
  })
  const seen = after ? (kept ?? [null]) : []
  return {
    before: seen.length,
    previous:
      seen.length > 0
        ? () => go({ apres: seen.at(-1) ?? null }, { state: { pages: seen.slice(0, -1) } })
        : undefined,
    next: next ? () => go({ apres: next }, { state: { pages: [...seen, after] } }) : undefined,
  }
}
