import type { FieldFault } from '#kernel/refusal.ts'

/** What is to be put right, with a way to each. */
export function Faults({ faults }: { readonly faults: readonly FieldFault[] }) {
  if (faults.length === 0) return null
  return (
    <div className="summary" role="alert" tabIndex={-1}>
      <h2>{faults.length > 1 ? `${faults.length} points à revoir` : 'Un point à revoir'}</h2>
      <p>Ce que vous avez écrit est gardé.</p>
      <ul>
        {faults.map(({ field, message }) => (
          <li key={`${field} ${message}`}>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface LineProps {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly type?: 'text' | 'email' | 'tel'
  readonly isLong?: boolean
  readonly faults: readonly FieldFault[]
}

/** One question of a form, short or long, with what is wrong with its answer. */
export function Line({ name, label, value, type = 'text', isLong, faults }: LineProps) {
  const fault = faults.find(({ field }) => field === name)?.message
  const described = fault ? `${name}-faute` : undefined
  return (
    <div className={fault ? 'field faulty' : 'field'}>
      <label className="question" htmlFor={name}>
        {label}
      </label>
      {fault && (
        <p className="fault" id={`${name}-faute`}>
          {fault}
        </p>
      )}
      {isLong ? (
        <textarea
          id={name}
          name={name}
          rows={6}
          maxLength={5000}
          defaultValue={value}
          aria-describedby={described}
        />
      ) : (
        <input
          type={type}
          id={name}
          name={name}
          maxLength={200}
          defaultValue={value}
          aria-describedby={described}
        />
      )}
    </div>
  )
}
