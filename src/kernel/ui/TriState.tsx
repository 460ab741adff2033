import { Check, CircleHelp, type LucideIcon, X } from 'lucide-react'
import { type KeyboardEvent, useId, useRef } from 'react'
import type { FieldProps } from './Field.tsx'
import type { Option } from './option.ts'
import { Select } from './Select.tsx'

export type Presence = 'present' | 'absent' | 'unknown'

/** An answered row; a row without a mark was not asked. */
export interface Mark {
  readonly state: Presence
  readonly source?: string
}

export interface TriStateProps
  extends Pick<FieldProps, 'label' | 'description' | 'hideLabel' | 'isDisabled'> {
  items: readonly Option[]
  value: Readonly<Record<string, Mark | undefined>>
  /** The whole value, and the code of the row that changed. */
  onChange: (value: Record<string, Mark>, code: string) => void
  /** Who may have said it; without them the rows have no such list. */
  sources?: readonly Option[]
  sourceLabel?: string
  /** The source a row takes when it is first answered. */
  defaultSource?: string
  words?: Readonly<Record<Presence, string>>
}

const states: readonly Presence[] = ['present', 'absent', 'unknown']
const icons: Record<Presence, LucideIcon> = { present: Check, absent: X, unknown: CircleHelp }
const frenchWords: Record<Presence, string> = { present: 'Présent', absent: 'Absent', unknown: 'Inconnu' }

/** A row per item: present, absent or unknown, and who said it. Nothing chosen is « not asked ». */
export function TriState(props: TriStateProps) {
  const {
    label,
    description,
    hideLabel,
    items,
    value,
    onChange,
    sources,
    isDisabled,
    words = frenchWords,
  } = props
  const id = useId()
  const rows = useRef(new Map<string, HTMLDivElement>())

  const set = (code: string, mark: Mark | undefined) => {
    const next: Record<string, Mark> = {}
    for (const item of items) {
      const kept = item.value === code ? mark : value[item.value]
      if (kept) next[item.value] = kept
    }
    // Codes that this list does not show (retired ones) stay as they are.
    const shown = new Set(items.map((item) => item.value))
    for (const [key, kept] of Object.entries(value)) if (kept && !shown.has(key)) next[key] = kept
    onChange(next, code)
  }
  const answer = (code: string, state: Presence | null) => {
    if (state === null) return set(code, undefined)
    const source = value[code]?.source ?? (sources ? props.defaultSource : undefined)
    set(code, source ? { state, source } : { state })
  }
  const focusRow = (from: string, by: 1 | -1) => {
    const place = items.findIndex((item) => item.value === from) + by
    const row = rows.current.get(items[place]?.value ?? '')
    row?.querySelector<HTMLElement>('[role="radio"][tabindex="0"]')?.focus()
  }

  return (
    <fieldset className="field" aria-labelledby={`${id}-label`} data-disabled={isDisabled || undefined}>
      <span className={hideLabel ? 'visually-hidden' : 'field-label'} id={`${id}-label`}>
        {label}
      </span>
      {description && <p className="field-description">{description}</p>}
      <div className="tristate" data-bare={!sources || undefined}>
        {items.map((item) => (
          <TriStateRow
            key={item.value}
            item={item}
            mark={value[item.value]}
            words={words}
            isDisabled={isDisabled}
            sources={sources}
            sourceLabel={props.sourceLabel ?? 'Source'}
            onAnswer={(state) => answer(item.value, state)}
            onSource={(source) => set(item.value, { state: value[item.value]?.state ?? 'present', source })}
            onLeave={(by) => focusRow(item.value, by)}
            rowRef={(element) => {
              if (element) rows.current.set(item.value, element)
              else rows.current.delete(item.value)
            }}
          />
        ))}
      </div>
    </fieldset>
  )
}

interface RowProps {
  item: Option
  mark: Mark | undefined
  words: Readonly<Record<Presence, string>>
  isDisabled?: boolean
  sources?: readonly Option[]
  sourceLabel: string
  onAnswer: (state: Presence | null) => void
  onSource: (source: string | undefined) => void
  onLeave: (by: 1 | -1) => void
  rowRef: (element: HTMLDivElement | null) => void
}

function TriStateRow(props: RowProps) {
  const { item, mark, words, isDisabled, sources, onAnswer } = props
  const id = useId()
  const group = useRef<HTMLDivElement>(null)

  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const at = states.indexOf(mark?.state ?? 'present')
    const go = (to: Presence) => {
      onAnswer(to)
      group.current?.querySelectorAll<HTMLElement>('[role="radio"]')[states.indexOf(to)]?.focus()
    }
    const letter = states.find((state) => words[state].charAt(0).toLowerCase() === event.key.toLowerCase())
    if (event.key === 'ArrowDown') props.onLeave(1)
    else if (event.key === 'ArrowUp') props.onLeave(-1)
    else if (event.key === 'ArrowRight') go(mark ? (states[(at + 1) % 3] ?? 'present') : 'present')
    else if (event.key === 'ArrowLeft') go(mark ? (states[(at + 2) % 3] ?? 'present') : 'unknown')
    else if (event.key === 'Delete' || event.key === 'Backspace') onAnswer(null)
    else if (letter) go(letter)
    else return
    event.preventDefault()
  }

  return (
    <div className="tristate-row" data-state={mark?.state} ref={props.rowRef}>
      <span className="tristate-label" id={id}>
        {item.label}
        {item.hint && <small>{item.hint}</small>}
      </span>
      {sources && (
        <div className="tristate-source">
          {mark && (
            <Select
              label={`${props.sourceLabel} : ${item.label}`}
              hideLabel
              options={sources}
              value={mark.source ?? null}
              onChange={(source) => props.onSource(source ?? undefined)}
              placeholder={props.sourceLabel}
              isDisabled={isDisabled}
            />
          )}
        </div>
      )}
      <div className="segments" role="radiogroup" aria-labelledby={id} ref={group} onKeyDown={press}>
        {states.map((state, place) => {
          const Icon = icons[state]
          const isChosen = mark?.state === state
          return (
            // biome-ignore lint/a11y/useSemanticElements: a native radio cannot be taken back by a second click.
            <button
              key={state}
              type="button"
              role="radio"
              aria-checked={isChosen}
              tabIndex={isChosen || (!mark && place === 0) ? 0 : -1}
              className="segment"
              data-value={state}
              disabled={isDisabled}
              onClick={() => onAnswer(isChosen ? null : state)}
            >
              <Icon size={14} strokeWidth={2.25} aria-hidden />
              {words[state]}
            </button>
          )
        })}
      </div>
    </div>
  )
}
