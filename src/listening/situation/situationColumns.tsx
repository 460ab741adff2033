import { Lateness, plural, type TableColumn, When } from '#kernel/ui/index.ts'
import { callerProfile, minorGender } from '#vocabulary'
import type { SituationRow } from './contract.ts'
import { DangerMark, StageBadge } from './Marks.tsx'
import { departementInWords } from './words.ts'

/** What is not known is said, and not left blank. */
const Absent = ({ children = 'Inconnu' }: { children?: string }) => <span className="absent">{children}</span>

/** The columns of the list of files. */
export const situationColumns: readonly TableColumn<SituationRow>[] = [
  {
    id: 'reference',
    title: 'Référence',
    isRowHeader: true,
    width: 'narrow',
    cell: (row) => (
      <span className="situation-naming">
        <span>{row.reference}</span>
        <span>{row.name ?? <Absent>Identité inconnue</Absent>}</span>
      </span>
    ),
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
    cell: (row) => (row.departement ? departementInWords(row.departement) : <Absent />),
  },
  {
    id: 'danger',
    title: 'Danger',
    cell: (row) => (row.dangerLevel ? <DangerMark level={row.dangerLevel} /> : <Absent>Non évalué</Absent>),
  },
  { id: 'stage', title: 'Étape', width: 'narrow', cell: (row) => <StageBadge stage={row.stage} /> },
  {
    id: 'callback',
    title: 'Prochain rappel',
    cell: (row) => (row.nextCallbackAt ? <Lateness to={row.nextCallbackAt} /> : '–'),
  },
  {
    id: 'contacts',
    title: 'Contacts',
    width: 'narrow',
    align: 'end',
    cell: (row) => row.contactCount,
  },
  {
    id: 'assigned',
    title: 'Suivie par',
    isMinor: true,
    cell: (row) => (row.assigned.length > 0 ? row.assigned.join(', ') : <Absent>Personne</Absent>),
  },
  {
    id: 'moved',
    title: 'Dernier mouvement',
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
    cell: (row) => (row.openedAt ? <When at={row.openedAt} mode="exact" /> : <Absent>Aucun contact</Absent>),
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
