import { formatShortDateTime, Table, type TableColumn } from '#kernel/ui/index.ts'
import {
  action,
  callerProfile,
  contactChannel,
  dangerLevel,
  departement,
  minorGender,
  problem,
  sign,
} from '#vocabulary'
import type { PreviewRow } from './contract.ts'

const unasked = 'Non demandé'

const columns: readonly TableColumn<PreviewRow>[] = [
  {
    id: 'contact',
    title: 'Contact',
    cell: ({ contactRef }) => <code>{contactRef}</code>,
    isRowHeader: true,
    isFixed: true,
  },
  { id: 'situation', title: 'Situation', cell: ({ situationRef }) => <code>{situationRef}</code> },
  { id: 'at', title: 'Reçu le', cell: ({ occurredAt }) => formatShortDateTime(occurredAt) },
  { id: 'channel', title: 'Canal', cell: ({ channel }) => contactChannel.label(channel), isHidden: true },
  {
    id: 'caller',
    title: 'Appelant',
    cell: ({ callerProfile: code }) => (code ? callerProfile.label(code) : unasked),
  },
  {
    id: 'departement',
    title: 'Département',
    cell: ({ departement: code }) => (code ? departement.label(code) : unasked),
  },
  { id: 'minor', title: 'Mineur', cell: minorOf },
  {
    id: 'danger',
    title: 'Danger',
    cell: ({ dangerLevel: code }) => (code ? dangerLevel.label(code) : unasked),
    isHidden: true,
  },
  {
    id: 'problems',
    title: 'Problèmes',
    cell: ({ problems }) => problems.map(problem.label).join(', '),
    isHidden: true,
  },
  { id: 'signs', title: 'Signes', cell: ({ signs }) => signs.map(sign.label).join(', '), isHidden: true },
  {
    id: 'actions',
    title: 'Actions',
    cell: ({ actions }) => actions.map(action.label).join(', '),
    isHidden: true,
  },
  { id: 'summary', title: 'Récit', cell: ({ hasSummary }) => (hasSummary ? 'Oui' : 'Non'), isMinor: true },
]

function minorOf({ minorGender: gender, minorAge: age }: PreviewRow): string {
  const parts = [gender ? minorGender.label(gender) : null, age === null ? null : `${age}\u00a0ans`].filter(
    (part) => part !== null,
  )
  return parts.length > 0 ? parts.join(', ') : unasked
}

/** The first good rows, as they would be recorded. */
export function ImportPreview({ rows }: { rows: readonly PreviewRow[] }) {
  return (
    <Table
      name="import-preview"
      caption={`Les ${rows.length} premières lignes, telles qu’elles seraient enregistrées`}
      columns={columns}
      rows={rows}
      rowId={({ contactRef }) => contactRef}
      rowLabel={({ contactRef }) => contactRef}
    />
  )
}
