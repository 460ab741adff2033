import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Lightbulb, Plus, RotateCcw } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import {
  Badge,
  Button,
  ComboBox,
  Empty,
  ErrorState,
  formatDay,
  optionsOf,
  SearchField,
  Select,
  Switch,
  Table,
} from '#kernel/ui/index.ts'
import { usePages } from '#kernel/usePages.ts'
import { useCan } from '#office/account/useMe.ts'
import {
  type Departement,
  departement,
  departements101,
  type PracticeStatus,
  type Problem,
  practiceStatus,
  problem,
} from '#vocabulary'
import { createPractice, listPractices, type PracticeRow } from './contract.ts'
import { NewPracticeDialog } from './PracticeDialog.tsx'
import { statusTones, territoryInWords } from './words.ts'
import './practice.css'

const pageSize = 50
const departements = departements101.map((code) => ({
  value: code as Departement,
  label: departement.label(code),
  keywords: code,
}))

/** What territories do that others could take up. */
export function PracticeListPage() {
  const can = useCan()
  const mayWrite = can(createPractice.action)
  const seesAll = can('practice.history')
  const [text, setText] = useState('')
  const [of, setOf] = useState<Problem | null>(null)
  const [where, setWhere] = useState<Departement | null>(null)
  const [status, setStatus] = useState<PracticeStatus | null>(null)
  const [due, setDue] = useState(false)
  const [isAdding, setAdding] = useState(false)
  const sought = useDeferredValue(text.trim())
  const filters = {
    limit: pageSize,
    ...(sought && { text: sought }),
    ...(of && { problem: of }),
    ...(where && { departement: where }),
    ...(status && { status }),
    ...(due && { due: 'true' as const }),
  }
  const { after, pagingOf } = usePages(JSON.stringify(filters), pageSize)
  const list = useQuery({
    queryKey: ['practices', filters, after],
    queryFn: ({ signal }) => call(listPractices, { query: { ...filters, ...(after && { after }) }, signal }),
    placeholderData: keepPreviousData,
  })
  useShortcut('a', () => setAdding(true), { label: 'Décrire une pratique', isDisabled: !mayWrite })
  const clear = () => {
    setText('')
    setOf(null)
    setWhere(null)
    setStatus(null)
    setDue(false)
  }
  const items = list.data?.items ?? []
  const isNarrowed = Boolean(sought || of || where || status || due)
  return (
    <>
      <PageHeader
        title="Pratiques"
        lead="Ce que font des territoires et que d’autres pourraient reprendre. Rien n’est publié sans l’accord de qui le raconte, ni sans une seconde lecture."
        actions={
          mayWrite && (
            <Button variant="primary" icon={Plus} shortcut="a" onPress={() => setAdding(true)}>
              Décrire une pratique
            </Button>
          )
        }
      />
      <search className="practice-filters" aria-label="Chercher une pratique">
        <SearchField
          label="Chercher"
          placeholder="Mots, partenaires, territoire"
          value={text}
          onChange={setText}
          shortcut="/"
        />
        <Select label="Problème" options={optionsOf(problem)} value={of} onChange={setOf} noneLabel="Tous" />
        <ComboBox label="Département" options={departements} value={where} onChange={setWhere} />
        {seesAll && (
          <Select
            label="État"
            options={optionsOf(practiceStatus)}
            value={status}
            onChange={setStatus}
            noneLabel="Tous"
          />
        )}
        {seesAll && (
          <Switch isSelected={due} onChange={setDue}>
            À revoir{list.data ? ` (${list.data.due})` : ''}
          </Switch>
        )}
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
          name="practices"
          caption="Pratiques"
          columns={columns}
          rows={items}
          rowId={(one) => one.id}
          rowLabel={(one) => one.title}
          rowHref={(one) => `/bureau/pratiques/${one.id}`}
          isLoading={list.isPending || list.isPlaceholderData}
          paging={{
            ...pagingOf(items.length, list.data?.next ?? null, list.isPlaceholderData),
            ...(list.data && { total: list.data.total }),
          }}
          empty={
            list.isPending ? (
              <Empty title="Lecture des pratiques…" />
            ) : isNarrowed ? (
              <Empty
                title={
                  due ? 'Aucune pratique n’est à revoir.' : 'Aucune pratique ne répond à cette recherche.'
                }
                icon={Lightbulb}
                actions={
                  <Button icon={RotateCcw} onPress={clear}>
                    Tout montrer
                  </Button>
                }
              />
            ) : (
              <Empty title="Aucune pratique pour le moment." icon={Lightbulb}>
                La cartographie les décrit à partir des rencontres et des questionnaires.
              </Empty>
            )
          }
        />
      )}
      {isAdding && <NewPracticeDialog onClose={() => setAdding(false)} />}
    </>
  )
}

const columns = [
  {
    id: 'title',
    title: 'Pratique',
    cell: (one: PracticeRow) => one.title,
    isRowHeader: true,
    width: 'wide' as const,
  },
  {
    id: 'status',
    title: 'État',
    cell: (one: PracticeRow) => (
      <span className="practice-badges">
        <Badge tone={statusTones[one.status]}>{practiceStatus.label(one.status)}</Badge>
        {one.isDue && one.status !== 'to_review' && <Badge tone="attention">Date passée</Badge>}
      </span>
    ),
  },
  { id: 'territory', title: 'Territoire', cell: (one: PracticeRow) => territoryInWords(one) },
  {
    id: 'problems',
    title: 'Répond à',
    cell: (one: PracticeRow) => one.problems.map((code) => problem.label(code)).join(', '),
  },
  {
    id: 'adoptions',
    title: 'Adoptions',
    cell: (one: PracticeRow) => one.adoptions,
    align: 'end' as const,
    isMinor: true,
  },
  {
    id: 'reviewOn',
    title: 'À revoir le',
    cell: (one: PracticeRow) =>
      one.reviewOn && <span className="practice-day">{formatDay(one.reviewOn)}</span>,
    isMinor: true,
  },
]
