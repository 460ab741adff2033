import { weekdays } from '#kernel/hours/hours.ts'
import { serviceVisibility } from '#vocabulary'
import type { Ask, Fault, Typed, TypedContact } from './form.ts'

interface Shown {
  readonly typed: Typed
  readonly faults: readonly Fault[]
}

const faultAt = (faults: readonly Fault[], at: string) => faults.find((one) => one.at === at)?.message

/** One question of the form, with what is wrong with its answer. */
export function AskField({ ask, typed, faults }: Shown & { readonly ask: Ask }) {
  const { name, kind, title, hint, of } = ask
  const fault = faultAt(faults, name)
  const value = typed.values[name] ?? ''
  const hintId = hint && `${name}-aide`
  const faultId = fault && `${name}-faute`
  const described = [hintId, faultId].filter(Boolean).join(' ') || undefined
  const notes = (
    <>
      {hint && (
        <p className="hint" id={hintId}>
          {hint}
        </p>
      )}
      {fault && (
        <p className="fault" id={faultId}>
          {fault}
        </p>
      )}
    </>
  )
  if (kind === 'many' && of) {
    const boxes = of.codes.map((code) => (
      <label className="choice" key={code}>
        <input type="checkbox" name={name} value={code} defaultChecked={value.includes(code)} />
        <span>{of.label(code)}</span>
      </label>
    ))
    return (
      <fieldset id={name} tabIndex={-1} aria-describedby={described} className={fault && 'faulty'}>
        <legend>{title}</legend>
        {notes}
        {of.codes.length > 30 ? (
          <details>
            <summary>{countOf(value)}</summary>
            {boxes}
          </details>
        ) : (
          boxes
        )}
      </fieldset>
    )
  }
  const common = {
    id: name,
    name,
    'aria-describedby': described,
    'aria-invalid': fault ? true : undefined,
  } as const
  return (
    <div className={fault ? 'field faulty' : 'field'}>
      <label className="question" htmlFor={name}>
        {title}
      </label>
      {notes}
      {kind === 'one' && of ? (
        <select {...common} defaultValue={String(value)}>
          {!ask.isNeeded && <option value="">Non précisé</option>}
          {of.codes.map((code) => (
            <option key={code} value={code}>
              {of.label(code)}
            </option>
          ))}
        </select>
      ) : kind === 'area' ? (
        <textarea {...common} rows={4} maxLength={4000} defaultValue={String(value)} />
      ) : (
        <input
          {...common}
          type="text"
          inputMode={kind === 'number' ? 'numeric' : undefined}
          maxLength={400}
          autoComplete="off"
          defaultValue={String(value)}
        />
      )}
    </div>
  )
}

const countOf = (value: string | readonly string[]): string => {
  const count = typeof value === 'string' ? 0 : value.length
  return count === 0
    ? 'Aucun coché : ouvrir la liste'
    : `${count} coché${count > 1 ? 's' : ''} : ouvrir la liste`
}

/** The hours, day by day, as people type them. */
export function HoursAsks({ typed, faults }: Shown) {
  return (
    <fieldset id="hours" tabIndex={-1}>
      <legend>Horaires</legend>
      <label className="choice">
        <input type="radio" name="hours" value="unknown" defaultChecked={typed.hours === 'unknown'} />
        <span>Ils ne sont pas donnés</span>
      </label>
      <label className="choice">
        <input type="radio" name="hours" value="days" defaultChecked={typed.hours === 'days'} />
        <span>Les voici</span>
      </label>
      <p className="hint" id="hours-aide">
        Par exemple « 9h-12h30, 14h-18h ». Laissez vide un jour fermé.
      </p>
      {weekdays.map((day, place) => {
        const id = `day-${place + 1}`
        const fault = faultAt(faults, id)
        return (
          <div key={day} className={fault ? 'field faulty' : 'field'}>
            <label htmlFor={id}>{day[0]?.toUpperCase() + day.slice(1)}</label>
            {fault && (
              <p className="fault" id={`${id}-faute`}>
                {fault}
              </p>
            )}
            <input
              type="text"
              id={id}
              name={id}
              maxLength={120}
              autoComplete="off"
              aria-describedby={fault ? `hours-aide ${id}-faute` : 'hours-aide'}
              aria-invalid={fault ? true : undefined}
              defaultValue={typed.days[place]}
            />
          </div>
        )
      })}
    </fieldset>
  )
}

const contactParts = [
  ['person', 'Personne'],
  ['function', 'Fonction'],
  ['phone', 'Téléphone'],
  ['email', 'Courriel'],
  ['web', 'Page web'],
] as const

const blank: TypedContact = {
  id: '',
  person: '',
  function: '',
  phone: '',
  email: '',
  web: '',
  visibility: 'professionals_only',
}

/** The contacts, and a few blank ones to add others. */
export function ContactAsks({ typed, faults, spare }: Shown & { readonly spare: number }) {
  const all = [...typed.contacts, ...Array.from({ length: spare }, () => blank)]
  return all.map((contact, place) => {
    const isNew = place >= typed.contacts.length
    const id = `contact-${place}`
    return (
      <fieldset key={id} id={id} tabIndex={-1}>
        <legend>{isNew ? `Contact ${place + 1} (à ajouter)` : `Contact ${place + 1}`}</legend>
        <input type="hidden" name={`${id}-id`} value={contact.id} />
        {contactParts.map(([part, title]) => {
          const at = `${id}-${part}`
          const fault = faultAt(faults, at)
          return (
            <div key={part} className={fault ? 'field faulty' : 'field'}>
              <label htmlFor={at}>{title}</label>
              {fault && (
                <p className="fault" id={`${at}-faute`}>
                  {fault}
                </p>
              )}
              <input
                type="text"
                id={at}
                name={at}
                inputMode={part === 'phone' ? 'tel' : part === 'email' ? 'email' : undefined}
                maxLength={300}
                autoComplete="off"
                aria-describedby={fault ? `${at}-faute` : undefined}
                aria-invalid={fault ? true : undefined}
                defaultValue={contact[part]}
              />
            </div>
          )
        })}
        <label htmlFor={`${id}-visibility`}>Qui peut le voir</label>
        <select id={`${id}-visibility`} name={`${id}-visibility`} defaultValue={contact.visibility}>
          <option value="public">{serviceVisibility.label('public')}</option>
          <option value="professionals_only">Les professionnels seulement</option>
        </select>
        {!isNew && (
          <label className="choice">
            <input type="checkbox" name={`${id}-gone`} value="yes" />
            <span>Retirer ce contact</span>
          </label>
        )}
      </fieldset>
    )
  })
}
