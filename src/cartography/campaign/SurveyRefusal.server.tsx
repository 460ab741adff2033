import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import { LanguageLinks } from '../survey/Languages.server.tsx'
import { speechOf } from '../survey/speech/speech.ts'
import type { RefusalProps } from './view.ts'

/** Saying that there will be no answer: it counts as such, and nobody is reminded again. */
export function SurveyRefusal({ locale, languages, lead, action, back, reasons, fault }: RefusalProps) {
  const speech = speechOf(locale)
  const words = speech.refusal
  return (
    <PublicFrame skip={speech.skip}>
      <LanguageLinks languages={languages} locale={locale} />
      <h1>{words.title}</h1>
      <p className="hint">{lead}</p>
      <p>{words.lead}</p>
      <form method="post" action={action} noValidate>
        <fieldset
          aria-describedby={fault ? 'motif-faute' : undefined}
          className={fault ? 'faulty' : undefined}
        >
          <legend>{words.why}</legend>
          {fault && (
            <p className="fault" id="motif-faute">
              {fault}
            </p>
          )}
          {reasons.map(({ code, label, hint }) => (
            <label key={code} className="choice">
              <input type="radio" name="motif" value={code} />
              <span>
                {label}
                {hint && <span className="hint"> {hint}</span>}
              </span>
            </label>
          ))}
        </fieldset>
        <div className="field">
          <label className="question" htmlFor="precision">
            {words.note}
          </label>
          <textarea id="precision" name="precision" rows={3} maxLength={1000} />
        </div>
        <div className="actions">
          <button type="submit">{words.confirm}</button>
          <a className="button quiet" href={back}>
            {words.back}
          </a>
        </div>
      </form>
    </PublicFrame>
  )
}
