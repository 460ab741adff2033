import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Landmark, Plus, RotateCcw } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import { Badge, Button, Empty, ErrorState, SearchField, Switch, Table } from '#kernel/ui/index.ts'
import { usePages } from '#kernel/usePages.ts'
import { useAddress } from '#listening/situation/useAddress.ts'
import { useCan } from '#office/account/useMe.ts'
import { deliveryChannel } from '#vocabulary'
import { CoverageLine } from './CoverageLine.tsx'
import { type AuthorityRow, type authoritySorts, createAuthority, listAuthorities } from './contract.ts'
import { NewAuthorityDialog } from './NewAuthorityDialog.tsx'
import { VerificationBadge } from './VerificationBadge.tsx'
import { routesInWords } from './words.ts'
import './authority.css'

type Sort = (typeof authoritySorts)[number]
const pageSize = 50

/** Who receives alerts, département by département, and since when that was last checked. */
export function AuthorityListPage() {
  const { said, go } = useAddress()
  const can = useCan()
  const [text, setText] = useState('')
  const [isAdding, setAdding] = useState(false)
  const [sort, setSort] = useState<{ column: Sort; direction: 'ascending' | 'descending' }>({
    column: 'name',
    direction: 'ascending',
  })
  const sought = useDeferredValue(text.trim())
  const toVerify = said.get('a-verifier') === 'oui'
  const closed = said.get('fermees') === 'oui'
  const filters = {
    sort: sort.column,
    direction: sort.direction,
    limit: pageSize,
    ...(sought && { text: sought }),
    ...(toVerify && { toVerify: 'true' as const }),
    ...(closed && { closed: 'true' as const }),
  }
  const { after, pagingOf } = usePages(JSON.stringify(filters), pageSize)
  const list = useQuery({
    queryKey: ['authorities', filters, after],
    queryFn: ({ signal }) =>
      call(listAuthorities, { query: { ...filters, ...(after && { after }) }, signal }),
    placeholderData: keepPreviousData,
  })
  const items = list.data?.items ?? []
  const mayAdd = can(createAuthority.action)
  useShortcut('a', () => setAdding(true), { label: 'Ajouter une autorité', isDisabled: !mayAdd })
  const clear = () => {
    setText('')
    go({ 'a-verifier': null, fermees: null })
  }
  return (
    <>
      <PageHeader
        title="Autorités"
        lead="Qui reçoit les informations préoccupantes, département par département. Les coordonnées se tiennent à la main : aucun fichier national ne les donne."
        actions={
          mayAdd && (
            <Button icon={Plus} shortcut="a" onPress={() => setAdding(true)}>
              Ajouter une autorité
            </Button>
          )
        }
      />
      <CoverageLine />
      <search className="authority-filters" aria-label="Chercher une autorité">
        <SearchField
          label="Nom, département ou numéro"
          hideLabel
          placeholder="Nom, département ou numéro"
          value={text}
          onChange={setText}
          shortcut="/"
        />
        <Switch isSelected={toVerify} onChange={(only) => go({ 'a-verifier': only ? 'oui' : null })}>
          À vérifier{list.data ? ` (${list.data.toVerify})` : ''}
        </Switch>
        <Switch isSelected={closed} onChange={(also) => go({ fermees: also ? 'oui' : null })}>
          Fermées aussi
        </Switch>
      </search>
      {list.isError && !list.data ? (
        <ErrorState
          title={sentenceOf(list.error)}
          todo="Vos filtres sont gardés."
          errorId={list.error instanceof RefusalError ? list.error.id : undefined}
          onRetry={() => void list.refetch()}
        />
      ) : (
        <Table
          name="authorities"
          caption="Autorités"
          columns={columns}
          rows={items}
          rowId={(one) => one.id}
          rowLabel={(one) => one.name}
          rowHref={(one) => `/bureau/autorites/${one.id}`}
          sort={sort}
          onSortChange={(next) => setSort({ column: next.column as Sort, direction: next.direction })}
          isLoading={list.isPending || list.isPlaceholderData}
          paging={{
            ...pagingOf(items.length, list.data?.next ?? null, list.isPlaceholderData),
            ...(list.data && { total: list.data.total }),
          }}
          empty={
            list.isPending ? (
              <Empty title="Lecture des autorités…" />
            ) : toVerify && !sought ? (
              <Empty title="Tout est vérifié depuis moins de six mois." icon={Landmark} />
            ) : (
              <Empty
                title="Aucune autorité ne répond à cette recherche."
                icon={Landmark}
                actions={
                  <Button icon={RotateCcw} onPress={clear}>
                    Tout montrer
                  </Button>
                }
              >
                Cherchez par le nom d’un département ou par son numéro.
              </Empty>
            )
          }
        />
      )}
      {mayAdd && <NewAuthorityDialog isOpen={isAdding} onOpenChange={setAdding} />}
    </>
  )
}

const columns = [
  {
    id: 'name',
    title: 'Autorité',
    cell: (one: AuthorityRow) => (
      <>
        {one.name} {!one.active && <Badge>Fermée</Badge>}
      </>
    ),
    isRowHeader: true,
    isSortable: true,
    width: 'wide' as const,
  },
  {
    id: 'departements',
    title: 'Reçoit pour',
    cell: (one: AuthorityRow) =>
      one.departements.length > 0 ? (
        routesInWords(one.departements)
      ) : (
        <span className="muted">choisie à la main</span>
      ),
  },
  {
    id: 'channel',
    title: 'Voie d’envoi',
    cell: (one: AuthorityRow) => deliveryChannel.label(one.channel),
  },
  {
    id: 'units',
    title: 'Services',
    cell: (one: AuthorityRow) => one.units,
    align: 'end' as const,
    isMinor: true,
  },
  {
    id: 'verifiedOn',
    title: 'Coordonnées',
    cell: (one: AuthorityRow) => <VerificationBadge {...one} />,
    isSortable: true,
  },
]
