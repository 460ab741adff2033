import type { ReactNode } from 'react'

/** What a field is described by, for whoever does not see it. */
export interface Described {
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: true
}

/** A question with its hint and what is wrong with the answer. */
export function Field({
  id,
  label,
  hint,
  fault,
  isNeeded,
  children,
}: {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly fault?: string | undefined
  readonly isNeeded?: boolean
  readonly children: (described: Described) => ReactNode
}) {
  const by = [hint && `${id}-aide`, fault && `${id}-faute`].filter(Boolean).join(' ')
  return (
    <div className={fault ? 'field faulty' : 'field'}>
      <label className="question" htmlFor={id}>
        {label} {isNeeded && <span className="needed">(obligatoire)</span>}
      </label>
      {hint && (
        <p className="hint" id={`${id}-aide`}>
          {hint}
        </p>
      )}
      <Fault id={`${id}-faute`} text={fault} />
      {children({ ...(by && { 'aria-describedby': by }), ...(fault && { 'aria-invalid': true }) })}
    </div>
  )
}

export function Fault({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  return text ? (
    <p className="fault" id={id}>
      {text}
    </p>
  ) : null
}

/** One answer among a few, or several with `many`. */
export function Choices({
  legend,
  name,
  choices,
  given,
  many,
}: {
  readonly legend: string
  readonly name: string
  readonly choices: readonly (readonly [code: string, label: string])[]
  readonly given: string | readonly string[] | undefined
  readonly many?: boolean
}) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {choices.map(([code, label]) => (
        <label className="choice" key={code}>
          <input
            type={many ? 'checkbox' : 'radio'}
            name={name}
            value={code}
            defaultChecked={typeof given === 'string' ? given === code : given?.includes(code)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  )
}
