import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  CheckboxGroup,
  Checkbox as RacCheckbox,
  Switch as RacSwitch,
  Radio,
  RadioGroup,
} from 'react-aria-components'
import { FieldFoot, FieldHead, type FieldProps, fieldAttributes } from './Field.tsx'
import type { Option } from './option.ts'

export interface RadioChipsProps<V extends string> extends FieldProps {
  options: readonly Option<V>[]
  value: V | null
  onChange: (value: V | null) => void
  /** The chip that means null; `false` when an answer cannot be taken back to nothing. */
  noneLabel?: string | false
  size?: 'small'
}

const none = '-none-'

/** One choice among a few. Arrows choose, Delete goes back to « Non demandé ». */
export function RadioChips<V extends string>(props: RadioChipsProps<V>) {
  const { options, value, onChange, noneLabel = 'Non demandé', size } = props
  const canClear = noneLabel !== false
  return (
    <RadioGroup
      {...fieldAttributes(props)}
      orientation="horizontal"
      value={value ?? (canClear ? none : null)}
      onChange={(key) => onChange(options.find((option) => option.value === key)?.value ?? null)}
      name={props.name}
      onBlur={props.onBlur}
    >
      <FieldHead {...props} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of the radios, which React Aria keeps to itself. */}
      <div
        className="chips"
        data-size={size}
        onKeyDown={(event) => {
          const isErase = event.key === 'Delete' || event.key === 'Backspace'
          if (isErase && canClear && !props.isDisabled && !props.isReadOnly) onChange(null)
        }}
      >
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            className="chip"
            data-quiet={option.quiet || undefined}
            isDisabled={option.isDisabled}
            autoFocus={props.autoFocus && option === options[0]}
          >
            <ChipWords option={option} />
          </Radio>
        ))}
        {canClear && (
          <Radio value={none} className="chip" data-quiet data-none>
            {noneLabel}
          </Radio>
        )}
      </div>
      <FieldFoot error={props.error} />
    </RadioGroup>
  )
}

function ChipWords({ option }: { option: Option }) {
  return (
    <span>
      {option.label}
      {option.hint && <span className="visually-hidden"> ({option.hint})</span>}
    </span>
  )
}

export interface CheckChipsProps<V extends string> extends FieldProps {
  options: readonly Option<V>[]
  value: readonly V[]
  onChange: (value: V[]) => void
  size?: 'small'
}

/** Several choices among a few, kept in the order of the list. */
export function CheckChips<V extends string>(props: CheckChipsProps<V>) {
  const { options, value, onChange, size } = props
  return (
    <CheckboxGroup
      {...fieldAttributes(props)}
      value={[...value]}
      onChange={(keys) =>
        onChange(options.filter((option) => keys.includes(option.value)).map((option) => option.value))
      }
      name={props.name}
      onBlur={props.onBlur}
    >
      <FieldHead {...props} />
      <div className="chips" data-size={size}>
        {options.map((option) => (
          <RacCheckbox
            key={option.value}
            value={option.value}
            className="chip"
            data-quiet={option.quiet || undefined}
            isDisabled={option.isDisabled}
          >
            {({ isSelected }) => (
              <>
                {isSelected && <Check size={16} aria-hidden />}
                <ChipWords option={option} />
              </>
            )}
          </RacCheckbox>
        ))}
      </div>
      <FieldFoot error={props.error} />
    </CheckboxGroup>
  )
}

interface ToggleProps {
  isSelected: boolean
  onChange: (isSelected: boolean) => void
  children: ReactNode
  isDisabled?: boolean
  name?: string
}

/** One box to tick. */
export function Checkbox({ children, ...rest }: ToggleProps & { isIndeterminate?: boolean }) {
  return (
    <RacCheckbox {...rest} className="check">
      {({ isIndeterminate }) => (
        <>
          <CheckBoxMark isIndeterminate={isIndeterminate} />
          <span>{children}</span>
        </>
      )}
    </RacCheckbox>
  )
}

/** The square of a checkbox, for the tables too. */
export function CheckBoxMark({ isIndeterminate }: { isIndeterminate?: boolean }) {
  const Mark = isIndeterminate ? Minus : Check
  return (
    <span className="check-box">
      <Mark size={16} strokeWidth={3} aria-hidden />
    </span>
  )
}

/** On or off, at once. */
export function Switch({ children, ...rest }: ToggleProps) {
  return (
    <RacSwitch {...rest} className="switch">
      <span className="switch-track" />
      <span>{children}</span>
    </RacSwitch>
  )
}
