import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader, useIsNarrow } from '#kernel/page/index.ts'
import { refusals } from '#kernel/refusal.ts'
import {
  Badge,
  Button,
  ComboBox,
  DateField,
  Disclosure,
  Empty,
  ErrorState,
  FieldRow,
  formatShortDateTime,
  Panel,
  Select,
  Stack,
  Table,
  TextField,
  Tooltip,
} from '#kernel/ui/index.ts'
import { usePages } from '#kernel/usePages.ts'
import { role } from '#vocabulary'
import { type JournalEntry, readJournal, readJournalChoices } from './contract.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Who looked at what, and when: read by whoever checks, written by nobody. */
export function JournalPage() {
  const isNarrow = useIsNarrow()
  const [actor, setActor] = useState<string | null>(null)
  const [action, setAction] = useState<string | null>(null)
  const [outcome, setOutcome] = useState<'done' | 'refused' | null>(null)
  const [period, setPeriod] = useState<{ from: string | null; to: string | null }>({ from: null, to: null })
  const [entity, setEntity] = useState('')
  const isEntity = uuid.test(entity.trim())
  const filters = {
    ...(actor && { actor }),
    ...(action && { action }),
    ...(outcome && { outcome }),
    ...(period.from && { from: period.from }),
    ...(period.to && { to: period.to }),
    ...(isEntity && { entity: entity.trim() }),
  }
  const { after, pagingOf } = usePages(JSON.stringify(filters), 100)
  const choices = useQuery({
    queryKey: ['journal', 'choices'],
    queryFn: ({ signal }) => call(readJournalChoices, { signal }),
    staleTime: 5 * 60_000,
  })
  const lines = useQuery({
    queryKey: ['journal', filters, after],
    queryFn: ({ signal }) => call(readJournal, { query: { ...filters, after }, signal }),
    placeholderData: keepPreviousData,
    // Every reading leaves a line: no reading that nobody asked for.
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const items = lines.data?.items ?? []
  const people = (choices.data?.people ?? []).map((one) => ({
    value: one.id,
    label: one.name,
    hint: role.label(one.role),
  }))
  const actions = (choices.data?.actions ?? []).map((one) => ({ value: one.action, label: one.title }))
  const fields = (
    <Stack>
      <FieldRow>
        <ComboBox label="Personne" options={people} value={actor} onChange={setActor} />
        <ComboBox label="Action" options={actions} value={action} onChange={setAction} />
        <Select
          label="Issue"
          options={outcomes}
          value={outcome}
          onChange={setOutcome}
          noneLabel="Toutes les issues"
        />
      </FieldRow>
      <FieldRow>
        <DateField label="Du" value={period.from} onChange={(from) => setPeriod({ ...period, from })} />
        <DateField label="Au (inclus)" value={period.to} onChange={(to) => setPeriod({ ...period, to })} />
        <TextField
          label="Objet"
          placeholder="Identifiant d’un dossier, d’un contact…"
          value={entity}
          onChange={setEntity}
          error={entity.trim() !== '' && !isEntity ? 'Collez l’identifiant entier.' : undefined}
        />
      </FieldRow>
    </Stack>
  )
  return (
    <>
      <PageHeader
        title="Journal des accès"
        lead="Chaque lecture et chaque écriture y laisse une ligne, sans rien de ce qui a été lu ou écrit. Le relire y laisse la vôtre."
      />
      <Stack gap={5}>
        {isNarrow ? <Disclosure title="Filtrer">{fields}</Disclosure> : <Panel isQuiet>{fields}</Panel>}
        {lines.error ? (
          <ErrorState kept={sentenceOf(lines.error)} onRetry={() => lines.refetch()} />
        ) : (
          <Table
            name="journal"
            caption="Lignes du journal"
            hideCaption
            columns={columnsFor((id) => setEntity(id))}
            rows={items}
            rowId={(one) => one.id}
            rowLabel={(one) => `${one.actionTitle}, ${formatShortDateTime(one.at)}`}
            paging={pagingOf(items.length, lines.data?.next ?? null, lines.isPlaceholderData)}
            isLoading={lines.isPending}
            empty={
              <Empty title="Aucune ligne ne correspond.">Élargissez la période ou retirez un filtre.</Empty>
            }
          />
        )}
      </Stack>
    </>
  )
}

const outcomes = [
  { value: 'done' as const, label: 'Faites' },
  { value: 'refused' as const, label: 'Refusées' },
]

const reasons: Readonly<Record<string, readonly [number, string] | undefined>> = refusals

function columnsFor(onEntity: (id: string) => void) {
  return [
    {
      id: 'at',
      title: 'Quand',
      cell: (one: JournalEntry) => <span className="numeric">{formatShortDateTime(one.at)}</span>,
    },
    {
      id: 'actor',
      title: 'Qui',
      cell: (one: JournalEntry) => one.actorName ?? <span className="muted">avant connexion</span>,
    },
    {
      id: 'role',
      title: 'Rôle',
      cell: (one: JournalEntry) => (one.role ? role.label(one.role) : null),
      isMinor: true,
    },
    { id: 'action', title: 'Action', cell: (one: JournalEntry) => one.actionTitle, isRowHeader: true },
    {
      id: 'entity',
      title: 'Objet',
      cell: (one: JournalEntry) => {
        const { entityId } = one
        return entityId ? (
          <Tooltip text={`Voir tout ce qui touche ${entityId}`}>
            <Button size="small" variant="plain" onPress={() => onEntity(entityId)}>
              {one.entityName ?? `…${entityId.slice(-8)}`}
            </Button>
          </Tooltip>
        ) : null
      },
    },
    { id: 'outcome', title: 'Issue', cell: (one: JournalEntry) => <Outcome code={one.outcome} /> },
    { id: 'detail', title: 'Précision', cell: (one: JournalEntry) => one.detail, isMinor: true },
    {
      id: 'request',
      title: 'Demande',
      cell: (one: JournalEntry) => one.requestId,
      isHidden: true,
      isMinor: true,
    },
  ]
}

function Outcome({ code }: { code: string }) {
  if (code === 'done') return <Badge tone="neutral">Faite</Badge>
  return (
    <Badge tone="attention">
      Refusée
      <span className="visually-hidden"> : {reasons[code]?.[1] ?? code}</span>
    </Badge>
  )
}
