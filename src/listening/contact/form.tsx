import { type ComponentType, memo, type ReactNode } from 'react'
import { NumberField, type Option, optionsOf, RadioChips, TextField } from '#kernel/ui/index.ts'
import { absence } from '#vocabulary'
import type { ContactChanges, ContactField, ContactFields } from './contract.ts'
import { titleOf } from './fields.ts'

/** A contact being written: every part of the page reads and writes it here. */
export interface ContactForm {
  readonly values: ContactFields
  /** A choice is saved at once, a text when the fingers rest. */
  readonly set: (changes: ContactChanges, pace?: 'typing' | 'at once') => void
  /** A field was left. */
  readonly flush: () => void
  /** Why the server refuses a field, in a sentence. */
  readonly errors: Readonly<Record<string, string>>
  readonly isReadOnly: boolean
}

export interface SectionOfForm {
  form: ContactForm
}

/** Draws a part of the form again only when one of its fields has changed: a long form stays quick under the fingers. */
export function partOf<P extends SectionOfForm>(fields: readonly ContactField[], Part: ComponentType<P>) {
  return memo(
    Part,
    (before, after) =>
      before.form.isReadOnly === after.form.isReadOnly &&
      before.form.set === after.form.set &&
      fields.every(
        (field) =>
          before.form.values[field] === after.form.values[field] &&
          before.form.errors[field] === after.form.errors[field],
      ) &&
      Object.keys(after).every((key) => key === 'form' || before[key as keyof P] === after[key as keyof P]),
  )
}

type FieldsHolding<V> = {
  [F in ContactField]: ContactFields[F] extends V ? (V extends ContactFields[F] ? F : never) : never
}[ContactField]
type TextFieldName = FieldsHolding<string | null>

interface TextLineProps extends SectionOfForm {
  field: TextFieldName
  label?: string
  type?: 'text' | 'email' | 'tel'
  description?: string
  maxLength?: number
}

/** One line of text, saved as it is typed. */
export function TextLine({ form, field, label, maxLength = 200, ...rest }: TextLineProps) {
  return (
    <TextField
      {...rest}
      label={label ?? titleOf(field)}
      value={form.values[field]}
      onChange={(text) => form.set({ [field]: text === '' ? null : text })}
      onBlur={form.flush}
      maxLength={maxLength}
      error={form.errors[field]}
      isReadOnly={form.isReadOnly}
    />
  )
}

/** Two short fields side by side, each with its own height. */
export function Beside({ children }: { children: ReactNode }) {
  return <div className="beside">{children}</div>
}

interface ChoiceProps<V extends string> extends SectionOfForm {
  field: ContactField
  value: V | null
  options: readonly Option<V>[]
  label?: string
  description?: string
  /** What else changes with this answer. */
  onChange?: (value: V | null) => void
  size?: 'small'
}

/** One answer of a closed list; « Non demandé » is always there, and takes it back. */
export function Choice<V extends string>(props: ChoiceProps<V>) {
  const { form, field, value, options, label, description, onChange, size } = props
  return (
    <RadioChips
      label={label ?? titleOf(field)}
      description={description}
      options={options}
      value={value}
      onChange={onChange ?? ((chosen) => form.set({ [field]: chosen }, 'at once'))}
      isDisabled={form.isReadOnly}
      error={form.errors[field]}
      size={size}
    />
  )
}

/** « Ne sait pas » and « Ne souhaite pas le dire », which answer without giving an answer. */
export const quietly = { quiet: ['unknown', 'undisclosed'] as const }

const missing = optionsOf(absence, ['unknown', 'undisclosed'], { quiet: ['unknown', 'undisclosed'] })

interface WhyMissingProps extends SectionOfForm {
  field: 'callerNameAbsence' | 'minorAgeAbsence'
  /** The value is there: nothing is missing. It keeps its place, so that nothing moves under the fingers. */
  isThere: boolean
}

/** Why a line is empty: asked without an answer, or not asked. */
export function WhyMissing({ form, field, isThere }: WhyMissingProps) {
  return (
    <div className="why-missing" data-needless={isThere || undefined}>
      <RadioChips
        label={titleOf(field)}
        options={missing}
        value={missing.find((option) => option.value === form.values[field])?.value ?? null}
        onChange={(chosen) => form.set({ [field]: chosen }, 'at once')}
        isDisabled={form.isReadOnly}
        size="small"
      />
    </div>
  )
}

/** The age, which takes away the reason why it was missing. */
export function AgeField({ form }: SectionOfForm) {
  return (
    <NumberField
      label={titleOf('minorAge')}
      value={form.values.minorAge}
      onChange={(minorAge) =>
        form.set(minorAge === null ? { minorAge } : { minorAge, minorAgeAbsence: null }, 'typing')
      }
      onBlur={form.flush}
      min={0}
      max={25}
      suffix="ans"
      error={form.errors.minorAge}
      isReadOnly={form.isReadOnly}
    />
  )
}
