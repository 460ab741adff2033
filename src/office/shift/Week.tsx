import { CalendarPlus, TriangleAlert } from 'lucide-react'
import { Button as RacButton } from 'react-aria-components'
import { dayOf, formatDate, formatNearDay, formatTime, IconButton } from '#kernel/ui/index.ts'
import { shiftKind } from '#vocabulary'
import type { Shift } from './contract.ts'
import { daysOf, gapsOn, shiftsOn } from './week.ts'

interface WeekProps {
  week: string
  shifts: readonly Shift[]
  onAdd: ((day: string) => void) | undefined
  onOpen: ((shift: Shift) => void) | undefined
}

/** Seven days side by side, one under the other on a telephone: who, what for, and the hours without anybody. */
export function Week({ week, shifts, onAdd, onOpen }: WeekProps) {
  const today = dayOf(new Date())
  return (
    <ol className="week" aria-label="Jours de la semaine">
      {daysOf(week).map((day) => (
        <li key={day} className="week-day" data-today={day === today || undefined}>
          <div className="week-head">
            <h2>{dayInWords(day)}</h2>
            {onAdd && (
              <IconButton
                icon={CalendarPlus}
                size="small"
                label={`Inscrire quelqu’un le ${formatDate(day)}`}
                onPress={() => onAdd(day)}
              />
            )}
          </div>
          <ul className="week-shifts" aria-label={`Inscrits le ${formatDate(day)}`}>
            {shiftsOn(day, shifts).map(({ shift, goesOn }) => (
              <li key={shift.id}>
                <Entry shift={shift} goesOn={goesOn} onOpen={onOpen} />
              </li>
            ))}
          </ul>
          <Gaps gaps={gapsOn(day, shifts)} />
        </li>
      ))}
    </ol>
  )
}

function Entry({ shift, goesOn, onOpen }: { shift: Shift; goesOn: boolean } & Pick<WeekProps, 'onOpen'>) {
  const words = (
    <>
      <span className="week-hours">
        {goesOn ? 'suite' : formatTime(shift.startsAt)} – {formatTime(shift.endsAt)}
      </span>
      <strong>{shift.name}</strong>
      <span className="week-kind">{shiftKind.label(shift.kind)}</span>
    </>
  )
  if (!onOpen) return <div className="week-shift">{words}</div>
  return (
    <RacButton className="week-shift" data-kind={shift.kind} onPress={() => onOpen(shift)}>
      {words}
    </RacButton>
  )
}

function Gaps({ gaps }: { gaps: readonly string[] }) {
  if (gaps.length === 0) return null
  return (
    <p className="week-gaps">
      <TriangleAlert size={14} strokeWidth={2} aria-hidden />
      <span>
        {gaps.length === 1 && gaps[0] === '00:00 – 24:00' ? 'Personne' : `Personne : ${gaps.join(', ')}`}
      </span>
    </p>
  )
}

/** « lun. 23 nov. ». */
const dayInWords = (day: string) => `${formatDate(day).slice(0, 3)}. ${formatNearDay(day, day)}`
