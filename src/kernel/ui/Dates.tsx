import {
  type CalendarDate,
  type CalendarDateTime,
  parseAbsolute,
  parseDate,
  toCalendarDateTime,
  toZoned,
} from '@internationalized/date'
import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DatePicker,
  DateSegment,
  type DateValue,
  Dialog,
  Group,
  Heading,
  Popover,
} from 'react-aria-components'
import { FieldFoot, FieldGroup, FieldHead, type FieldProps, fieldAttributes } from './Field.tsx'
import { houseZone } from './format.ts'

interface PickerProps<D extends DateValue> extends FieldProps {
  date: D | null
  onDate: (date: D | null) => void
  min?: D
  max?: D
  granularity: 'day' | 'minute'
  hasCalendar?: boolean
}

function Picker<D extends DateValue>(props: PickerProps<D>) {
  const { date, onDate, min, max, granularity, hasCalendar = true } = props
  // A year being typed is 2, 20, 202 before it is 2026: it is kept here, and told once it can be a year of a life.
  const [draft, setDraft] = useState<D | null>(null)
  const tell = (next: D | null) => {
    const isHalfTyped = next !== null && next.year < 1900
    setDraft(isHalfTyped ? next : null)
    if (!isHalfTyped) onDate(next)
  }
  return (
    <DatePicker<DateValue>
      {...fieldAttributes(props)}
      value={draft ?? date}
      onChange={(next) => tell(next as D | null)}
      minValue={min}
      maxValue={max}
      granularity={granularity}
      hourCycle={24}
      shouldForceLeadingZeros
      hideTimeZone
      name={props.name}
      autoFocus={props.autoFocus}
      onBlur={() => {
        setDraft(null)
        props.onBlur?.()
      }}
    >
      <FieldHead {...props} />
      <Group className="control control-group control-date">
        <DateInput className="date-input">
          {(segment) => <DateSegment segment={segment} className="date-segment" />}
        </DateInput>
        {hasCalendar && (
          <Button className="control-button">
            <CalendarDays size={18} strokeWidth={1.75} aria-hidden />
          </Button>
        )}
      </Group>
      <FieldFoot error={props.error} />
      <Popover className="popover" offset={4}>
        <Dialog aria-label={`Calendrier : ${props.label}`}>
          <Calendar className="calendar">
            <header>
              <Button slot="previous" className="control-button" aria-label="Mois précédent">
                <ChevronLeft size={18} aria-hidden />
              </Button>
              <Heading />
              <Button slot="next" className="control-button" aria-label="Mois suivant">
                <ChevronRight size={18} aria-hidden />
              </Button>
            </header>
            <CalendarGrid weekdayStyle="short">
              <CalendarGridHeader>
                {(name) => <CalendarHeaderCell>{name}</CalendarHeaderCell>}
              </CalendarGridHeader>
              <CalendarGridBody>
                {(day) => <CalendarCell date={day} className="calendar-day" />}
              </CalendarGridBody>
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  )
}

const readDay = (text: string | null | undefined) => {
  try {
    return text ? parseDate(text.slice(0, 10)) : null
  } catch {
    return null
  }
}

export interface DateFieldProps extends FieldProps {
  /** « 2023-04-03 », or nothing. */
  value: string | null
  onChange: (day: string | null) => void
  min?: string
  max?: string
  /** Not for a birth date, which nobody finds in a calendar. */
  hasCalendar?: boolean
}

/** A day, typed or picked. */
export function DateField({ value, onChange, min, max, ...rest }: DateFieldProps) {
  // The same object as long as the day is the same: a new one would wipe what is half typed.
  const date = useMemo(() => readDay(value), [value])
  const earliest = useMemo(() => readDay(min) ?? undefined, [min])
  const latest = useMemo(() => readDay(max) ?? undefined, [max])
  return (
    <Picker<CalendarDate>
      {...rest}
      date={date}
      onDate={(day) => onChange(day?.toString() ?? null)}
      min={earliest}
      max={latest}
      granularity="day"
    />
  )
}

export interface DateTimeFieldProps extends FieldProps {
  /** An instant with its offset, « 2026-03-04T14:32:00+01:00 », or nothing. */
  value: string | null
  onChange: (instant: string | null) => void
  min?: string
  max?: string
  /** The zone in which it is read and typed; Paris unless told. */
  zone?: string
}

/** An instant on the wall clock of a zone. */
function readInstant(text: string | null | undefined, zone: string): CalendarDateTime | null {
  if (!text || Number.isNaN(Date.parse(text))) return null
  return toCalendarDateTime(parseAbsolute(new Date(text).toISOString(), zone))
}

/** The wall clock of a zone as an instant: « 2026-03-04T14:32:00+01:00 ». */
const writeInstant = (wall: CalendarDateTime, zone: string) =>
  toZoned(wall.set({ second: 0, millisecond: 0 }), zone)
    .toString()
    .replace(/\[.*\]$/, '')

/** A day and a time, read and typed on the wall clock of the zone. */
export function DateTimeField({ value, onChange, min, max, zone = houseZone, ...rest }: DateTimeFieldProps) {
  const date = useMemo(() => readInstant(value, zone), [value, zone])
  const earliest = useMemo(() => readInstant(min, zone) ?? undefined, [min, zone])
  const latest = useMemo(() => readInstant(max, zone) ?? undefined, [max, zone])
  return (
    <Picker<CalendarDateTime>
      {...rest}
      date={date}
      onDate={(next) => onChange(next ? writeInstant(next, zone) : null)}
      min={earliest}
      max={latest}
      granularity="minute"
    />
  )
}

/** Two days, both included. */
export interface DateRange {
  readonly from: string | null
  readonly to: string | null
}

export interface DateRangeFieldProps {
  legend: string
  value: DateRange
  onChange: (range: DateRange) => void
  min?: string
  max?: string
  error?: string
}

/** A period: two days, both included. */
export function DateRangeField({ legend, value, onChange, min, max, error }: DateRangeFieldProps) {
  return (
    <FieldGroup legend={legend}>
      <div className="cluster date-range" data-gap="4">
        <DateField
          label="Du"
          value={value.from}
          onChange={(from) => onChange({ ...value, from })}
          min={min}
          max={value.to ?? max}
          error={error}
        />
        <DateField
          label="Au (inclus)"
          value={value.to}
          onChange={(to) => onChange({ ...value, to })}
          min={value.from ?? min}
          max={max}
        />
      </div>
    </FieldGroup>
  )
}
