import { Equal, EqualNot } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatDay, formatList, formatPhone, plural } from '#kernel/ui/index.ts'
import { dangerLevel, knownToChildProtection, livingPlace, minorGender, situationStage } from '#vocabulary'
import type { Situation } from './contract.ts'
import { ScrollRegion } from './ScrollRegion.tsx'
import { departementInWords, nameOf } from './words.ts'

interface Row {
  readonly label: string
  readonly read: (file: Situation) => string | null
  /** Says where the work stands, and nothing of who the minor is: it neither agrees nor differs. */
  readonly isWork?: boolean
}

const rows: readonly Row[] = [
  { label: 'Nom', read: nameOf },
  { label: 'Surnoms', read: (file) => joined(file.aliases) },
  { label: 'Naissance', read: (file) => file.birthDate && formatDay(file.birthDate) },
  { label: 'Genre', read: (file) => worded(minorGender, file.gender ?? file.known.gender) },
  { label: 'Âge au premier contact', read: (file) => aged(file.age ?? file.known.age) },
  {
    label: 'Département',
    read: (file) => {
      const code = file.departement ?? file.known.departement
      return code && departementInWords(code)
    },
  },
  { label: 'Téléphones', read: (file) => joined(file.phones.map(formatPhone)) },
  { label: 'Comptes', read: (file) => joined(file.handles) },
  { label: 'Lieu de vie', read: (file) => worded(livingPlace, file.livingPlace) },
  {
    label: 'Protection de l’enfance',
    read: (file) =>
      worded(knownToChildProtection, file.knownToChildProtection ?? file.known.knownToChildProtection),
  },
  { label: 'Danger', isWork: true, read: (file) => worded(dangerLevel, file.danger?.level ?? null) },
  { label: 'Étape', isWork: true, read: (file) => situationStage.label(file.stage) },
  { label: 'Contacts', isWork: true, read: (file) => plural(file.contacts.length, 'contact', 'contacts') },
  { label: 'Premier contact', isWork: true, read: (file) => file.openedAt && formatDay(file.openedAt) },
  {
    label: 'Dernier contact',
    isWork: true,
    read: (file) => file.lastContactAt && formatDay(file.lastContactAt),
  },
]

const joined = (values: readonly string[]) => (values.length > 0 ? formatList(values) : null)
const aged = (age: number | null) => (age === null ? null : plural(age, 'an', 'ans'))
const worded = (list: { label: (code: string) => string }, code: string | null) => code && list.label(code)

/** Two files side by side, with what agrees and what differs. */
export function FileComparison({ one, other }: { one: Situation; other: Situation }) {
  return (
    <ScrollRegion label="Les deux dossiers côte à côte">
      <table className="situation-table comparison">
        <caption className="visually-hidden">
          {one.reference} et {other.reference}, côte à côte
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Champ</span>
            </th>
            <th scope="col">{one.reference}</th>
            <th scope="col">{other.reference}</th>
            <th scope="col">
              <span className="visually-hidden">Concordance</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, read, isWork }) => {
            const [left, right] = [read(one), read(other)]
            if (!left && !right) return null
            return (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{left || <Absent />}</td>
                <td>{right || <Absent />}</td>
                <td>{!isWork && left && right && <Agreement same={left === right} />}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

const Absent = () => <span className="absent">Non renseigné</span>

function Agreement({ same }: { same: boolean }): ReactNode {
  const Icon = same ? Equal : EqualNot
  return (
    <span className="comparison-mark" data-same={same || undefined}>
      <Icon size={16} strokeWidth={2} aria-hidden />
      {same ? 'Pareil' : 'Diffère'}
    </span>
  )
}
