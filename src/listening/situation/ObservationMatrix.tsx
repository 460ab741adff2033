import {
  ArrowRight,
  Check,
  CircleDashed,
  CircleHelp,
  Eye,
  type LucideIcon,
  Minus,
  RotateCcw,
  Sparkles,
  X,
} from 'lucide-react'
import { Cluster, Empty, formatDay, plural, TextLink, VisuallyHidden } from '#kernel/ui/index.ts'
import { contactChannel, type Presence, presence } from '#vocabulary'
import type { SituationContact } from './contract.ts'
import { ScrollRegion } from './ScrollRegion.tsx'
import {
  type Course,
  inOrder,
  type Said,
  type SeriesGroup,
  type SeriesRow,
  seriesOf,
  shortSource,
  sourceInWords,
} from './series.ts'

const presenceIcons: Record<Presence, LucideIcon> = { present: Check, absent: X, unknown: CircleHelp }

const courses: Record<Course, { icon: LucideIcon; label: string }> = {
  new: { icon: Sparkles, label: 'Nouveau au dernier contact' },
  persists: { icon: ArrowRight, label: 'Persiste' },
  returns: { icon: RotateCcw, label: 'Revient' },
  not_repeated: { icon: CircleDashed, label: 'Pas redit' },
  now_absent: { icon: X, label: 'Dit absent ensuite' },
  never_present: { icon: Minus, label: 'Jamais dit présent' },
}

/** The last contact is what one comes to read: it is on the screen from the start. */
const toLast = (region: HTMLElement | null) => {
  if (region) region.scrollLeft = region.scrollWidth
}

/** What was said of each thing, contact after contact: rows are things, columns are contacts, marks are words. */
export function ObservationMatrix({ contacts }: { contacts: readonly SituationContact[] }) {
  const ordered = inOrder(contacts)
  const groups = seriesOf(contacts)
  if (groups.length === 0)
    return (
      <Empty title="Aucune observation pour l’instant." icon={Eye}>
        Ce qui est noté pendant les contacts se suit ici, d’un contact à l’autre.
      </Empty>
    )
  return (
    <div className="matrix-frame">
      <p>{summaryOf(groups, ordered)}</p>
      <Legend />
      <ScrollRegion label="Observations par contact" className="matrix-scroll" regionRef={toLast}>
        <table className="matrix">
          <caption className="visually-hidden">
            Ce qui a été dit de chaque problème, signe, mode et lieu, contact après contact
          </caption>
          <thead>
            <tr>
              <th scope="col">
                <VisuallyHidden>Observation</VisuallyHidden>
              </th>
              {ordered.map((contact) => (
                <th key={contact.id} scope="col">
                  <TextLink href={`/bureau/contacts/${contact.id}`}>{formatDay(contact.occurredAt)}</TextLink>
                  <span>{contactChannel.label(contact.channel)}</span>
                  {contact.status === 'draft' && <span className="absent">Brouillon</span>}
                </th>
              ))}
            </tr>
          </thead>
          {groups.map((group) => (
            <tbody key={group.kind}>
              <tr className="matrix-group">
                <th scope="rowgroup" colSpan={ordered.length + 1}>
                  <span>{group.label}</span>
                </th>
              </tr>
              {group.rows.map((row) => (
                <Line key={row.code} row={row} ordered={ordered} />
              ))}
            </tbody>
          ))}
        </table>
      </ScrollRegion>
    </div>
  )
}

function Line({ row, ordered }: { row: SeriesRow; ordered: readonly SituationContact[] }) {
  const { icon: Icon, label } = courses[row.course]
  return (
    <tr>
      <th scope="row">
        {row.label}
        {ordered.length > 1 && (
          <span className="matrix-course" data-course={row.course}>
            <Icon size={14} strokeWidth={2} aria-hidden />
            {label}
            {row.course !== 'new' && row.firstAt && ` · ${timesInWords(row.times, row.firstAt)}`}
          </span>
        )}
      </th>
      {ordered.map((contact) => (
        <td key={contact.id}>
          <Mark
            said={row.said.get(contact.id)}
            isNew={ordered.length > 1 && contact === ordered.at(-1) && row.course === 'new'}
          />
        </td>
      ))}
    </tr>
  )
}

const timesInWords = (times: number, firstAt: string) =>
  times === 1 ? `dit le ${formatDay(firstAt)}` : `${times} fois, dès le ${formatDay(firstAt)}`

function Mark({ said, isNew }: { said: Said | undefined; isNew: boolean }) {
  if (!said)
    return (
      <span className="matrix-silence hatched">
        <VisuallyHidden>Pas abordé</VisuallyHidden>
      </span>
    )
  const Icon = presenceIcons[said.presence]
  return (
    <span className="matrix-mark" data-presence={said.presence} data-new={isNew || undefined}>
      <Icon size={16} strokeWidth={2.25} aria-hidden />
      <VisuallyHidden>
        {[presence.label(said.presence), sourceInWords(said.source)].filter(Boolean).join(', ')}
      </VisuallyHidden>
      <span aria-hidden>{shortSource(said.source)}</span>
    </span>
  )
}

function Legend() {
  return (
    <div className="matrix-legend muted small">
      <Cluster gap={4}>
        {(['present', 'absent', 'unknown'] as const).map((code) => {
          const Icon = presenceIcons[code]
          return (
            <span key={code} className="matrix-mark" data-presence={code}>
              <Icon size={16} strokeWidth={2.25} aria-hidden />
              {presence.label(code)}
            </span>
          )
        })}
        <span className="matrix-mark">
          <span className="matrix-silence hatched" />
          Pas abordé
        </span>
        <span>À côté de la marque : qui l’a dit.</span>
      </Cluster>
    </div>
  )
}

/** « Au dernier contact (12 nov. 2026) : 2 éléments nouveaux, 4 persistent, 1 n’a pas été redit. » */
function summaryOf(groups: readonly SeriesGroup[], ordered: readonly SituationContact[]): string {
  const rows = groups.flatMap((group) => group.rows)
  const count = (course: Course) => rows.filter((row) => row.course === course).length
  const last = ordered.at(-1)
  if (!last) return ''
  if (ordered.length === 1)
    return `Un seul contact, le ${formatDay(last.occurredAt)} : la suite se lira à partir du prochain.`
  const parts = [
    count('new') > 0 && plural(count('new'), 'élément nouveau', 'éléments nouveaux'),
    count('persists') > 0 && `${plural(count('persists'), 'persiste', 'persistent')}`,
    count('returns') > 0 && `${plural(count('returns'), 'revient', 'reviennent')}`,
    count('now_absent') > 0 && `${plural(count('now_absent'), 'est dit absent', 'sont dits absents')}`,
    count('not_repeated') > 0 &&
      `${plural(count('not_repeated'), 'n’a pas été redit', 'n’ont pas été redits')}`,
  ].filter(Boolean)
  return `Au dernier contact (${formatDay(last.occurredAt)}) : ${parts.join(', ') || 'rien de présent'}.`
}
