import { Badge, formatNumber, formatShortDateTime, Table, type TableColumn } from '#kernel/ui/index.ts'
import type { ImportRun } from './contract.ts'

const states = {
  checking: ['Vérification en cours', 'accent'],
  checked: ['À confirmer', 'attention'],
  importing: ['Import en cours', 'accent'],
  done: ['Terminé', 'positive'],
  cancelled: ['Abandonné', 'neutral'],
  failed: ['Arrêté', 'attention'],
} as const

const columns: readonly TableColumn<ImportRun>[] = [
  { id: 'name', title: 'Fichier', cell: ({ name }) => name, isRowHeader: true, isFixed: true },
  { id: 'at', title: 'Envoyé le', cell: ({ uploadedAt }) => formatShortDateTime(uploadedAt) },
  { id: 'by', title: 'Par', cell: ({ uploadedBy }) => uploadedBy, isMinor: true },
  {
    id: 'state',
    title: 'État',
    cell: ({ state }) => <Badge tone={states[state][1]}>{states[state][0]}</Badge>,
  },
  { id: 'rows', title: 'Lignes', cell: ({ rows }) => formatNumber(rows), align: 'end' },
  { id: 'contacts', title: 'Contacts', cell: ({ contacts }) => formatNumber(contacts), align: 'end' },
  { id: 'faulty', title: 'Refusées', cell: ({ faulty }) => formatNumber(faulty), align: 'end' },
]

/** The imports made lately. */
export function ImportHistory({
  items,
  onOpen,
}: {
  items: readonly ImportRun[]
  onOpen: (id: string) => void
}) {
  return (
    <Table
      name="imports"
      caption="Derniers imports"
      columns={columns}
      rows={items}
      rowId={({ id }) => id}
      rowLabel={({ name }) => name}
      onOpen={({ id }) => onOpen(id)}
    />
  )
}
