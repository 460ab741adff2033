import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { FieldError, Label, Form as RacForm, Text } from 'react-aria-components'

/** What every field takes. */
export interface FieldProps {
  label: string
  description?: ReactNode
  /** What is wrong and what to do, in a sentence; nothing is blocked by it. */
  error?: string
  isRequired?: boolean
  isDisabled?: boolean
  isReadOnly?: boolean
  /** The label is then said, not shown. */
  hideLabel?: boolean
  autoFocus?: boolean
  name?: string
  onBlur?: () => void
}

/** The shared props in the words of React Aria. */
export function fieldAttributes({ label, error, hideLabel, isRequired, isDisabled, isReadOnly }: FieldProps) {
  return {
    className: 'field',
    'aria-label': hideLabel ? label : undefined,
    isInvalid: error !== undefined,
    isRequired,
    isDisabled,
    isReadOnly,
    // The server and the page say what is wrong; the browser's own bubbles stay silent.
    validationBehavior: 'aria' as const,
  }
}

/** Label and description, above the control. */
export function FieldHead({ label, description, isRequired, hideLabel }: FieldProps) {
  return (
    <>
      {!hideLabel && (
        <Label className="field-label">
          {label}
          {isRequired && <span> (obligatoire)</span>}
        </Label>
      )}
      {description && (
        <Text slot="description" className="field-description">
          {description}
        </Text>
      )}
    </>
  )
}

/** The error, below the control. */
export function FieldFoot({ error }: { error?: string }) {
  return (
    <FieldError className="field-error">
      {error && (
        <>
          <CircleAlert size={16} aria-hidden />
          <span>{error}</span>
        </>
      )}
    </FieldError>
  )
}

/** Fields sent together; the page decides what an error is. */
export function Form({
  onSubmit,
  children,
  label,
}: {
  onSubmit: () => void
  children: ReactNode
  label?: string
}) {
  return (
    <RacForm
      className="form"
      aria-label={label}
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
    </RacForm>
  )
}

/** Fields side by side while there is room. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className="field-row">{children}</div>
}

/** Fields that answer one question. */
export function FieldGroup({
  legend,
  description,
  children,
}: {
  legend: string
  description?: ReactNode
  children: ReactNode
}) {
  return (
    <fieldset className="field-group">
      <legend>{legend}</legend>
      {description && <p className="field-description">{description}</p>}
      {children}
    </fieldset>
  )
}
