import type { Locale } from './shape.ts'
import { type Speech, speechOf } from './speech/speech.ts'
import type { FieldView } from './view.ts'

interface QuestionFieldProps {
  readonly field: FieldView
  readonly locale: Locale | undefined
}

/** A question with its hint, what is wrong with its answer, and what was answered last year. */
export function QuestionField({ field, locale }: QuestionFieldProps) {
  const { id, kind, title, hint, fault, isRequired } = field
  const { question: words } = speechOf(locale)
  const hintId = hint.length > 0 ? `${id}-aide` : ''
  const faultId = fault ? `${id}-faute` : ''
  const described = [hintId, faultId].filter(Boolean).join(' ') || undefined
  const isGroup = ['single', 'multiple', 'yes_no', 'matrix', 'ranking'].includes(kind)
  const heading = (
    <>
      <span lang={locale}>
        {field.number}. {title}
      </span>
      {isRequired && <span className="needed">{words.required}</span>}
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
      <Clash field={field} words={words} />
    </>
  )
  return (
    <div className={fault || field.clash ? 'faulty' : undefined}>
      <input type="hidden" name={field.was.name} value={field.was.value} />
      {isGroup ? (
        <fieldset id={id} tabIndex={-1} aria-describedby={described}>
          <legend>{heading}</legend>
          {notes}
          <LastYear field={field} words={words} />
          <Group field={field} locale={locale} isWrong={Boolean(fault)} />
        </fieldset>
      ) : (
        <div className="field">
          <label className="question" htmlFor={id}>
            {heading}
          </label>
          {notes}
          <LastYear field={field} words={words} />
          <Typed field={field} described={described} locale={locale} />
        </div>
      )}
    </div>
  )
}

interface WordedProps {
  readonly field: FieldView
  readonly words: Speech['question']
}

function Clash({ field: { clash }, words }: WordedProps) {
  if (!clash) return null
  return (
    <p className="notice">
      {words.meanwhile(clash.by)}
      {clash.words ? words.answered(clash.words) : words.emptied}
      {words.choose}
    </p>
  )
}

function LastYear({ field: { id, lastYear }, words }: WordedProps) {
  if (!lastYear) return null
  return (
    <div className="notice">
      <p className="before">{words.beforeLine(lastYear.name, lastYear.words)}</p>
      <label className="choice" htmlFor={`${id}-toujours`}>
        <input type="checkbox" id={`${id}-toujours`} name={lastYear.field} value="yes" />
        <span>{words.same}</span>
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
          <option value="">{speechOf(locale).question.choosePlease}</option>
          {field.options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <Other field={field} locale={locale} />
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

function Other({ field: { id, other }, locale }: QuestionFieldProps) {
  if (!other) return null
  return (
    <div className="other">
      <label htmlFor={`${id}-autre`}>{speechOf(locale).question.specify}</label>
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
      <Other field={field} locale={locale} />
    </>
  )
}
