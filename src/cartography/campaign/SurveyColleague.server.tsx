import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import { LanguageLinks } from '../survey/Languages.server.tsx'
import { speechOf } from '../survey/speech/speech.ts'
import type { ColleagueProps } from './view.ts'

/** Asking a colleague to answer too: they receive a link of their own, and the platform sees it. */
export function SurveyColleague(props: ColleagueProps) {
  const { locale, faults, left, action, back } = props
  const speech = speechOf(locale)
  const words = speech.colleague
  const faultAt = (at: string) => faults.find((fault) => fault.at === at)?.sentence
  return (
    <PublicFrame skip={speech.skip}>
      <LanguageLinks languages={props.languages} locale={locale} />
      <h1>{words.title}</h1>
      <p className="hint">{props.lead}</p>
      {props.done && (
        <p className="notice done" role="status">
          {props.done}
        </p>
      )}
      {faults.length > 0 && (
        <div className="summary" role="alert">
          <h2>{words.wrong}</h2>
          <ul>
            {faults.map(({ at, sentence }) => (
              <li key={at + sentence}>
                <a href={`#${at}`}>{sentence}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p>{words.lead}</p>
      {left === 0 ? (
        <>
          <p className="notice">{words.full}</p>
          <p className="actions">
            <a className="button quiet" href={back}>
              {words.back}
            </a>
          </p>
        </>
      ) : (
        <form method="post" action={action} noValidate>
          <Line id="nom" label={words.name} value={props.name} fault={faultAt('nom')} />
          <Line
            id="courriel"
            type="email"
            label={words.email}
            hint={words.emailHint}
            value={props.email}
            fault={faultAt('courriel')}
          />
          <Line id="fonction" label={words.job} value={props.job} fault={undefined} />
          <p className="hint">{words.left(left)}</p>
          <div className="actions">
            <button type="submit">{words.send}</button>
            <a className="button quiet" href={back}>
              {words.back}
            </a>
          </div>
        </form>
      )}
    </PublicFrame>
  )
}

interface LineProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly fault: string | undefined
  readonly hint?: string
  readonly type?: 'text' | 'email'
}

function Line({ id, label, value, fault, hint, type = 'text' }: LineProps) {
  const described = [hint && `${id}-aide`, fault && `${id}-faute`].filter(Boolean).join(' ')
  return (
    <div className={fault ? 'faulty field' : 'field'}>
      <label className="question" htmlFor={id}>
        {label}
      </label>
      {hint && (
        <p className="hint" id={`${id}-aide`}>
          {hint}
        </p>
      )}
      {fault && (
        <p className="fault" id={`${id}-faute`}>
          {fault}
        </p>
      )}
      <input
        type={type}
        id={id}
        name={id}
        defaultValue={value}
        aria-describedby={described || undefined}
        aria-invalid={fault ? true : undefined}
        maxLength={160}
        autoComplete="off"
      />
    </div>
  )
}
