import { Search, X } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, type Ref, useState } from 'react'
import {
  Button,
  Group,
  Input,
  SearchField as RacSearchField,
  TextArea as RacTextArea,
  TextField as RacTextField,
} from 'react-aria-components'
import { FieldFoot, FieldHead, type FieldProps, fieldAttributes } from './Field.tsx'
import { Kbd } from './Kbd.tsx'

export interface TextFieldProps extends FieldProps {
  value: string | null
  onChange: (text: string) => void
  type?: 'text' | 'email' | 'tel' | 'password' | 'url'
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email'
  /** « off » unless told: what is typed here is about other people than the one who types. */
  autoComplete?: string
  maxLength?: number
  placeholder?: string
  suffix?: string
  inputRef?: Ref<HTMLInputElement>
}

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const { value, onChange, type, inputMode, autoComplete = 'off', maxLength, placeholder, suffix } = props
  const input = (className: string) => (
    <Input
      ref={props.inputRef}
      className={className}
      placeholder={placeholder}
      spellCheck={type ? false : undefined}
    />
  )
  return (
    <RacTextField
      {...fieldAttributes(props)}
      {...{ type, inputMode, autoComplete, maxLength, onChange, name: props.name }}
      value={value ?? ''}
      autoFocus={props.autoFocus}
      onBlur={props.onBlur}
    >
      <FieldHead {...props} />
      {suffix ? (
        <Group className="control control-group">
          {input('')}
          <span className="control-suffix">{suffix}</span>
        </Group>
      ) : (
        input('control')
      )}
      <FieldFoot error={props.error} />
    </RacTextField>
  )
}

export interface TextAreaProps extends FieldProps {
  value: string | null
  onChange: (text: string) => void
  rows?: number
  maxLength?: number
  placeholder?: string
}

/** Several lines; it grows with its text. */
export function TextArea(props: TextAreaProps) {
  return (
    <RacTextField
      {...fieldAttributes(props)}
      value={props.value ?? ''}
      onChange={props.onChange}
      maxLength={props.maxLength}
      autoComplete="off"
      name={props.name}
      autoFocus={props.autoFocus}
      onBlur={props.onBlur}
    >
      <FieldHead {...props} />
      <RacTextArea
        className="control"
        rows={props.rows ?? 3}
        style={{ '--rows': props.rows ?? 3 } as CSSProperties}
        placeholder={props.placeholder}
        lang="fr"
      />
      <FieldFoot error={props.error} />
    </RacTextField>
  )
}

export interface NumberFieldProps extends FieldProps {
  value: number | null
  onChange: (value: number | null) => void
  min?: number
  max?: number
  /** How many decimals may be typed; none unless told. */
  decimals?: number
  suffix?: string
}

/**
 * A number. React Aria's own field tells its value when it loses focus; a form that saves itself two seconds
 * after the last key needs it at each key, so this one is a text field that reads digits.
 */
export function NumberField(props: NumberFieldProps) {
  const { value, onChange, min = 0, max = Number.MAX_SAFE_INTEGER, decimals = 0 } = props
  const [draft, setDraft] = useState<string | null>(null)
  const shown = draft ?? (value === null ? '' : String(value).replace('.', ','))
  const type = (text: string) => {
    const kept = text.replace('.', ',').replace(decimals > 0 ? /[^\d,-]/g : /[^\d-]/g, '')
    setDraft(kept)
    const read = kept === '' || kept === '-' ? null : Number(kept.replace(',', '.'))
    if (read === null) onChange(null)
    else if (Number.isFinite(read) && read >= min && read <= max) onChange(read)
  }
  const step = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    setDraft(null)
    onChange(Math.min(max, Math.max(min, value === null ? Math.max(min, 0) : value + by)))
  }
  const isOut = draft !== null && draft !== '' && shownValueIsOut(draft, min, max)
  const range = max === Number.MAX_SAFE_INTEGER ? `${min} ou plus` : `de ${min} à ${max}`
  const error =
    props.error ?? (isOut ? `Un nombre ${range} est attendu. L’ancienne valeur est gardée.` : undefined)
  return (
    <RacTextField
      {...fieldAttributes({ ...props, error })}
      value={shown}
      onChange={type}
      inputMode={decimals > 0 ? 'decimal' : 'numeric'}
      autoComplete="off"
      name={props.name}
      autoFocus={props.autoFocus}
      onBlur={() => {
        setDraft(null)
        props.onBlur?.()
      }}
    >
      <FieldHead {...props} />
      <Group className="control control-group control-number">
        <Input className="numeric" onKeyDown={step} />
        {props.suffix && <span className="control-suffix">{props.suffix}</span>}
      </Group>
      <FieldFoot error={error} />
    </RacTextField>
  )
}

function shownValueIsOut(text: string, min: number, max: number): boolean {
  const read = Number(text.replace(',', '.'))
  return !Number.isFinite(read) || read < min || read > max
}

export interface SearchFieldProps extends FieldProps {
  value: string
  onChange: (text: string) => void
  onSubmit?: (text: string) => void
  shortcut?: string
  placeholder?: string
  inputRef?: Ref<HTMLInputElement>
}

/** A search: Escape empties it, Enter sends it. */
export function SearchField(props: SearchFieldProps) {
  return (
    <RacSearchField
      {...fieldAttributes(props)}
      value={props.value}
      onChange={props.onChange}
      onSubmit={props.onSubmit}
      autoComplete="off"
      name={props.name}
      autoFocus={props.autoFocus}
    >
      {({ isEmpty }) => (
        <>
          <FieldHead {...props} />
          <Group className="control control-group">
            <Search size={18} strokeWidth={1.75} aria-hidden />
            <Input ref={props.inputRef} placeholder={props.placeholder} />
            {isEmpty ? (
              props.shortcut && (
                <span className="control-suffix">
                  <Kbd>{props.shortcut}</Kbd>
                </span>
              )
            ) : (
              <Button className="control-button" aria-label="Effacer la recherche">
                <X size={16} aria-hidden />
              </Button>
            )}
          </Group>
          <FieldFoot error={props.error} />
        </>
      )}
    </RacSearchField>
  )
}
