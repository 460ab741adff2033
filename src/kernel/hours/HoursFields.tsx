import { useState } from 'react'
import { Button, FieldGroup, RadioChips, TextField } from '#kernel/ui/index.ts'
import { always, type Hours, type Opening, readDay, weekdays, writeDay } from './hours.ts'
import './hours.css'

type Mode = 'unknown' | 'week' | 'always'

/** The hours being typed, day by day, as the person types them. */
export interface HoursDraft {
  readonly mode: Mode
  readonly days: readonly string[]
}

const days = [1, 2, 3, 4, 5, 6, 7]
const modes = [
  { value: 'unknown', label: 'Non renseignés', quiet: true },
  { value: 'week', label: 'Selon les jours' },
  { value: 'always', label: 'Jour et nuit' },
] as const

export function draftOf(hours: Hours | null): HoursDraft {
  const isAlways = hours !== null && JSON.stringify(hours) === JSON.stringify(always)
  return {
    mode: hours === null ? 'unknown' : isAlways ? 'always' : 'week',
    days: days.map((day) => (hours === null || isAlways ? '' : writeDay(hours, day))),
  }
}

/** What the draft says, once every day reads; undefined until then. */
export function hoursOf({ mode, days: typed }: HoursDraft): Hours | null | undefined {
  if (mode === 'unknown') return null
  if (mode === 'always') return always
  const read = typed.map((text, place) => readDay(place + 1, text))
  return read.every((one): one is Opening[] => one !== undefined) ? read.flat() : undefined
}

interface HoursFieldsProps {
  value: HoursDraft
  onChange: (value: HoursDraft) => void
  /** What stands when nothing is noted here. */
  otherwise?: string
}

/** The week of a service: nothing known, day and night, or day by day. */
export function HoursFields({ value, onChange, otherwise }: HoursFieldsProps) {
  const [left, setLeft] = useState<readonly number[]>([])
  const set = (place: number, text: string) =>
    onChange({ ...value, days: value.days.map((was, at) => (at === place ? text : was)) })
  return (
    <FieldGroup
      legend="Horaires d’ouverture"
      description={otherwise ?? 'À l’heure de l’horloge choisie. Un jour laissé vide est un jour fermé.'}
    >
      <RadioChips
        label="Horaires"
        hideLabel
        options={modes}
        value={value.mode}
        onChange={(mode) => mode && onChange({ ...value, mode })}
        noneLabel={false}
        size="small"
      />
      {value.mode === 'week' && (
        <div className="hours-days">
          {weekdays.map((name, place) => (
            <TextField
              key={name}
              label={name}
              value={value.days[place] ?? ''}
              onChange={(text) => set(place, text)}
              onBlur={() => setLeft([...new Set([...left, place])])}
              placeholder={place === 0 ? '8h30-12h, 14h-17h30' : undefined}
              error={
                left.includes(place) && readDay(place + 1, value.days[place] ?? '') === undefined
                  ? 'Écrivez par exemple 8h30-12h, 14h-17h30.'
                  : undefined
              }
            />
          ))}
          <Button
            size="small"
            isDisabled={!value.days[0]}
            onPress={() =>
              onChange({
                ...value,
                days: value.days.map((was, at) => (at < 5 ? (value.days[0] ?? '') : was)),
              })
            }
          >
            Lundi vaut jusqu’à vendredi
          </Button>
        </div>
      )}
    </FieldGroup>
  )
}
