import { useQuery } from '@tanstack/react-query'
import { call } from '#kernel/call.ts'
import { Empty, formatTime, Panel, TextLink } from '#kernel/ui/index.ts'
import { shiftKind } from '#vocabulary'
import { readDuty, type Shift } from './contract.ts'
import './shift.css'

/** Who is on duty now, and who comes next. */
export function OnDuty() {
  const { data } = useQuery({
    queryKey: ['shifts', 'duty'],
    queryFn: ({ signal }) => call(readDuty, { signal }),
    refetchInterval: 60_000,
  })
  if (!data) return null
  return (
    <Panel title="De service" isQuiet actions={<TextLink href="/bureau/planning">Planning</TextLink>}>
      {data.now.length === 0 ? (
        <Empty title="Personne n’est inscrit en ce moment.">
          Le planning dit qui est là ; ce qui n’y est pas inscrit ne se voit pas ici.
        </Empty>
      ) : (
        <ul className="duty" aria-label="De service en ce moment">
          {data.now.map((shift) => (
            <li key={shift.id}>
              <strong>{shift.name}</strong>{' '}
              <span className="muted">
                {shiftKind.label(shift.kind).toLowerCase()}, jusqu’à {formatTime(shift.endsAt)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {data.next.length > 0 && (
        <p className="muted small">Ensuite : {data.next.slice(0, 4).map(nextInWords).join(', ')}.</p>
      )}
    </Panel>
  )
}

const nextInWords = ({ name, startsAt }: Shift) => `${name} à ${formatTime(startsAt)}`
