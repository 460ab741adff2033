import type { FieldView } from './view.ts'

interface QuestionFieldProps {
  readonly field: FieldView
  readonly locale: string | undefined
}

/** A question with its hint, what is wrong with its answer, and what was answered last year. */
export function QuestionField({ field, locale }: QuestionFieldProps) {
  const { id, kind, title, hint, fault, isRequired } = field
  const hintId = hint.length > 0 ? `${id}-aide` : ''
  const faultId = fault ? `${id}-faute` : ''
  const described = [hintId, faultId].filter(Boolean).join(' ') || undefined
  const isGroup = ['single', 'multiple', 'yes_no', 'matrix', 'ranking'].includes(kind)
  const heading = (
    <>
      <span lang={locale}>
        {field.number}. {title}
      </span>
      {isRequired && <span className="needed"> (réponse nécessaire)</span>}
    </>
  )
  const notes = (
    <>
      {hint.length > 0 && (
        <p className="hint" id={hintId}>
          {hint.join(' ')}
        </p>
      )}
      {fault && (
        <p className="fault" id={faultId}>
          {fault}
        </p>
      )}
      <Clash field={field} />
    </>
  )
  return (
    <div className={fault || field.clash ? 'faulty' : undefined}>
      <input type="hidden" name={field.was.name} value={field.was.value} />
      {isGroup ? (
        <fieldset id={id} tabIndex={-1} aria-describedby={described}>
          <legend>{heading}</legend>
          {notes}
          <LastYear field={field} />
          <Group field={field} locale={locale} isWrong={Boolean(fault)} />
        </fieldset>
      ) : (
        <div className="field">
          <label className="question" htmlFor={id}>
            {heading}
          </label>
          {notes}
          <LastYear field={field} />
          <Typed field={field} described={described} locale={locale} />
        </div>
      )}
    </div>
  )
}

function Clash({ field: { clash } }: { readonly field: FieldView }) {
  if (!clash) return null
  return (
    <p className="notice">
      Pendant que cette page était ouverte, {clash.by}{' '}
      {clash.words ? (
        <>
          a répondu : « <strong>{clash.words}</strong> ».
        </>
      ) : (
        'a retiré la réponse.'
      )}{' '}
      Votre réponse est ci-dessous et n’est pas encore enregistrée. Continuer l’enregistre ; pour garder
      l’autre, reprenez-la.
    </p>
  )
}

function LastYear({ field: { id, lastYear } }: { readonly field: FieldView }) {
  if (!lastYear) return null
  return (
    <div className="notice">
      <p className="before">
        {lastYear.name} : « {lastYear.words} »
      </p>
      <label className="choice" htmlFor={`${id}-toujours`}>
        <input type="checkbox" id={`${id}-toujours`} name={lastYear.field} value="yes" />
        <span>Toujours exact</span>
      </label>
    </div>
  )
}

interface TypedProps extends QuestionFieldProps {
  readonly described: string | undefined
}

function Typed({ field, described, locale }: TypedProps) {
  const common = {
    id: field.id,
    name: field.field,
    'aria-describedby': described,
    'aria-invalid': field.fault ? true : undefined,
    'aria-required': field.isRequired || undefined,
  } as const
  if (field.kind === 'long_text') {
    return <textarea {...common} rows={4} maxLength={field.maxLength} defaultValue={field.value} />
  }
  if (field.kind === 'dropdown') {
    const chosen = field.options.find(({ isChosen }) => isChosen)?.value ?? ''
    return (
      <>
        <select {...common} defaultValue={chosen} lang={locale}>
          <option value="">Choisissez</option>
          {field.options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <Other field={field} />
      </>
    )
  }
  if (field.kind === 'date') return <input {...common} type="date" defaultValue={field.value} />
  const isNumber = field.kind === 'number'
  return (
    <input
      {...common}
      type="text"
      inputMode={isNumber ? 'decimal' : undefined}
      className={isNumber ? 'number' : undefined}
      maxLength={isNumber ? 20 : field.maxLength}
      defaultValue={field.value}
      autoComplete="off"
    />
  )
}

function Other({ field: { id, other } }: { readonly field: FieldView }) {
  if (!other) return null
  return (
    <div className="other">
      <label htmlFor={`${id}-autre`}>Si « autre », précisez</label>
      <input
        type="text"
        id={`${id}-autre`}
        name={other.field}
        defaultValue={other.value}
        maxLength={500}
        autoComplete="off"
      />
    </div>
  )
}

interface GroupProps extends QuestionFieldProps {
  readonly isWrong: boolean
}

function Group({ field, locale, isWrong }: GroupProps) {
  const { id, kind, options, rows } = field
  if (kind === 'matrix') {
    return (
      <div className="lines" lang={locale}>
        {rows.map((row) => (
          <fieldset key={row.field} className="line">
            <legend>{row.label}</legend>
            <div className="chips">
              {options.map(({ value, label }) => (
                <label key={value} className="choice">
                  <input type="radio" name={row.field} value={value} defaultChecked={row.value === value} />
                  <span>{label}</span>
                </label>
              ))}
            </div>
          </fieldset>
        ))}
      </div>
    )
  }
  if (kind === 'ranking') {
    return (
      <div className="lines" lang={locale}>
        {rows.map((row, at) => (
          <div key={row.field} className="rank">
            <label htmlFor={`${id}-${at}`}>{row.label}</label>
            <select id={`${id}-${at}`} name={row.field} defaultValue={row.value}>
              <option value="">–</option>
              {rows.map((_, rank) => (
                <option key={rows[rank]?.field} value={String(rank + 1)}>
                  {rank + 1}
                </option>
              ))}
            </select>
          </div>
        ))}
      </div>
    )
  }
  return (
    <>
      {options.map(({ value, label, isChosen }) => (
        <label key={value} className="choice" lang={locale}>
          <input
            type={kind === 'multiple' ? 'checkbox' : 'radio'}
            name={field.field}
            value={value}
            defaultChecked={isChosen}
            aria-invalid={isWrong || undefined}
          />
          <span>{label}</span>
        </label>
      ))}
      <Other field={field} />
    </>
  )
}
