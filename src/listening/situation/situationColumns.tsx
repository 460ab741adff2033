import { formatDay, Lateness, plural, type TableColumn, When } from '#kernel/ui/index.ts'
import { callerProfile, minorGender } from '#vocabulary'
import type { SituationRow } from './contract.ts'
import { DangerMark, StageBadge } from './Marks.tsx'
import { departementInWords } from './words.ts'

/** What is not known is said, and not left blank. */
const Absent = ({ children = 'Inconnu' }: { children?: string }) => <span className="absent">{children}</span>

/** A long name gives its place to the other columns; the whole is a hover away. */
const Clipped = ({ text }: { text: string }) => (
  <span className="situation-clipped" title={text}>
    {text}
  </span>
)

const columns: readonly TableColumn<SituationRow>[] = [
  {
    id: 'reference',
    title: 'Référence',
    isRowHeader: true,
    width: 'narrow',
    cell: (row) => row.reference,
  },
  {
    id: 'name',
    title: 'Prénom',
    width: 'narrow',
    cell: (row) => (row.name ? <Clipped text={row.name} /> : <Absent />),
  },
  {
    id: 'age',
    title: 'Âge',
    width: 'narrow',
    align: 'end',
    cell: (row) => (row.age === null ? <Absent /> : plural(row.age, 'an', 'ans')),
  },
  {
    id: 'departement',
    title: 'Département',
    width: 'narrow',
    cell: (row) =>
      row.departement ? (
        <span className="situation-wrapped">{departementInWords(row.departement)}</span>
      ) : (
        <Absent />
      ),
  },
  {
    id: 'danger',
    title: 'Danger',
    cell: (row) => (row.dangerLevel ? <DangerMark level={row.dangerLevel} /> : <Absent>Non évalué</Absent>),
  },
  { id: 'stage', title: 'Étape', width: 'narrow', cell: (row) => <StageBadge stage={row.stage} isNarrow /> },
  {
    id: 'callback',
    title: 'Rappel',
    width: 'narrow',
    cell: (row) => (row.nextCallbackAt ? <Lateness to={row.nextCallbackAt} /> : '–'),
  },
  {
    id: 'moved',
    title: 'Mouvement',
    isSortable: true,
    width: 'narrow',
    cell: (row) => <When at={row.movedAt} mode="relative" />,
  },
  {
    id: 'opened',
    title: 'Ouverture',
    isSortable: true,
    width: 'narrow',
    isMinor: true,
    cell: (row) => (row.openedAt ? formatDay(row.openedAt) : <Absent>Sans contact</Absent>),
  },
  {
    id: 'assigned',
    title: 'Suivie par',
    isMinor: true,
    isHidden: true,
    cell: (row) =>
      row.assigned.length > 0 ? <Clipped text={row.assigned.join(', ')} /> : <Absent>Personne</Absent>,
  },
  {
    id: 'contacts',
    title: 'Contacts',
    width: 'narrow',
    align: 'end',
    isHidden: true,
    cell: (row) => row.contactCount,
  },
  {
    id: 'gender',
    title: 'Genre',
    isHidden: true,
    isMinor: true,
    cell: (row) => (row.gender ? minorGender.label(row.gender) : <Absent />),
  },
  {
    id: 'caller',
    title: 'Premier appelant',
    isHidden: true,
    isMinor: true,
    cell: (row) => (row.callerProfile ? callerProfile.label(row.callerProfile) : <Absent />),
  },
  {
    id: 'lastContact',
    title: 'Dernier contact',
    isHidden: true,
    isMinor: true,
    cell: (row) =>
      row.lastContactAt ? <When at={row.lastContactAt} mode="relative" /> : <Absent>Aucun</Absent>,
  },
]

/** The columns of the list of files; what it is sorted by is always among them. */
export const situationColumns = (sort: 'moved' | 'opened') =>
  columns.map((column) =>
    column.id === 'opened' ? { ...column, isHidden: sort !== 'opened', isFixed: sort === 'opened' } : column,
  )
