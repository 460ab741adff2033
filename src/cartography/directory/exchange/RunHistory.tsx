import { Badge, formatNumber, formatShortDateTime, Table, type TableColumn } from '#kernel/ui/index.ts'
import { exchangeFormat } from '#vocabulary'
import type { ExchangeRun } from './contract.ts'

const states = {
  checking: ['Lecture en cours', 'accent'],
  checked: ['À décider', 'attention'],
  writing: ['Import en cours', 'accent'],
  done: ['Terminé', 'positive'],
  cancelled: ['Abandonné', 'neutral'],
  failed: ['Arrêté', 'attention'],
} as const

const columns: readonly TableColumn<ExchangeRun>[] = [
  { id: 'name', title: 'Fichier', cell: ({ name }) => name, isRowHeader: true, isFixed: true },
  {
    id: 'source',
    title: 'Source',
    cell: ({ source, onlyCheck }) => (onlyCheck ? 'Vérification seule' : source),
  },
  { id: 'format', title: 'Format', cell: ({ format }) => exchangeFormat.label(format), isMinor: true },
  { id: 'at', title: 'Apporté le', cell: ({ uploadedAt }) => formatShortDateTime(uploadedAt) },
  { id: 'by', title: 'Par', cell: ({ uploadedBy }) => uploadedBy, isMinor: true },
  {
    id: 'state',
    title: 'État',
    cell: ({ state }) => <Badge tone={states[state][1]}>{states[state][0]}</Badge>,
  },
  { id: 'created', title: 'Ajoutés', cell: ({ created }) => formatNumber(created), align: 'end' },
  { id: 'proposed', title: 'Proposés', cell: ({ proposed }) => formatNumber(proposed), align: 'end' },
  { id: 'refused', title: 'Refusés', cell: ({ counts }) => formatNumber(counts.refused), align: 'end' },
]

/** The files brought lately. */
export function RunHistory({
  items,
  onOpen,
}: {
  items: readonly ExchangeRun[]
  onOpen: (id: string) => void
}) {
  return (
    <Table
      name="directory-imports"
      caption="Derniers fichiers apportés"
      columns={columns}
      rows={items}
      rowId={({ id }) => id}
      rowLabel={({ name }) => name}
      onOpen={({ id }) => onOpen(id)}
    />
  )
}
