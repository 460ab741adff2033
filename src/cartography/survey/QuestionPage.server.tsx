import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import { LanguageButtons } from './Languages.server.tsx'
import { QuestionField } from './QuestionField.server.tsx'
import { speechOf } from './speech/speech.ts'
import type { QuestionPageProps } from './view.ts'

/** One page of a questionnaire: a plain form, which needs neither a script nor a cookie. */
export function QuestionPage(props: QuestionPageProps) {
  const { fields, locale } = props
  const speech = speechOf(locale)
  const words = speech.question
  const wrong = fields.filter(({ fault, clash }) => fault || clash)
  return (
    <PublicFrame skip={speech.skip}>
      <p className="hint" lang={locale}>
        {props.survey}
      </p>
      <h1 lang={locale}>{props.title}</h1>
      {props.lead && <p className="hint">{props.lead}</p>}
      <p className="hint">
        {props.step} · {props.progress}
      </p>
      <progress max={props.total} value={props.done} aria-label={words.bar} />
      {props.notice && (
        <p className="notice done" role="status">
          {props.notice}
        </p>
      )}
      {wrong.length > 0 && (
        <div className="summary" role="alert">
          <h2 id="a-corriger">{words.wrong(wrong.length)}</h2>
          <ul>
            {wrong.map(({ id, title, fault }) => (
              <li key={id}>
                <a href={`#${id}`}>{words.wrongLine(title, fault ?? words.otherwise)}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {props.intro.map((text) => (
        <p key={text} lang={locale} className="intro">
          {text}
        </p>
      ))}
      <p className="notice">{words.noNames}</p>
      <form
        method="post"
        action={props.action}
        noValidate
        {...(props.script && {
          'data-autosave': '',
          'data-tag': speech.tag,
          ...Object.fromEntries(Object.entries(speech.saving).map(([name, said]) => [`data-${name}`, said])),
        })}
      >
        {props.hidden.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {fields.map((field) => (
          <QuestionField key={field.id} field={field} locale={locale} />
        ))}
        <p className="hint" role="status" data-said="" />
        <div className="actions">
          <button type="submit" name="act" value="next">
            {props.isLast ? words.check : words.next}
          </button>
          {props.hasPrevious && (
            <button type="submit" name="act" value="previous" className="quiet">
              {words.previous}
            </button>
          )}
          {props.canSave && (
            <button type="submit" name="act" value="save" className="quiet">
              {words.save}
            </button>
          )}
        </div>
        <LanguageButtons languages={props.languages} locale={locale} />
      </form>
      {props.script && <script src={props.script} defer />}
    </PublicFrame>
  )
}
