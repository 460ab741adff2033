import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import { LanguageLinks } from '../survey/Languages.server.tsx'
import { speechOf } from '../survey/speech/speech.ts'
import { SurveySections } from './SurveySections.server.tsx'
import type { ReviewProps } from './view.ts'

/** Everything read again, then one person signs for the authority. */
export function SurveyReview(props: ReviewProps) {
  const { locale, lead, holder, sections, missing, action, back, fault, typed } = props
  const speech = speechOf(locale)
  const words = speech.review
  return (
    <PublicFrame skip={speech.skip}>
      <LanguageLinks languages={props.languages} locale={locale} />
      <h1>{words.title}</h1>
      <p className="hint">{lead}</p>
      {fault && (
        <div className="summary" role="alert">
          <h2>{words.notYet}</h2>
          <p>{fault}</p>
        </div>
      )}
      {missing.length > 0 ? (
        <div className="notice">
          <p>{words.missing}</p>
          <ul>
            {missing.map(({ title, sentence, href }) => (
              <li key={href}>
                <a href={href} lang={locale}>
                  {title}
                </a>
                {words.missingLine(sentence)}
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <p>
          {words.nothing}
          <a href="#signer">{words.toSign}</a>
        </p>
      )}
      <SurveySections sections={sections} locale={locale} />
      {missing.length > 0 ? (
        <p className="actions">
          <a className="button" href={back}>
            {words.back}
          </a>
        </p>
      ) : (
        <form method="post" action={action} id="signer" noValidate>
          <h2>{words.send}</h2>
          <div className={fault ? 'faulty field' : 'field'}>
            <label className="question" htmlFor="signataire">
              {words.name}
            </label>
            <p className="hint" id="signataire-aide">
              {words.sign(holder)}
            </p>
            <input
              type="text"
              id="signataire"
              name="signataire"
              defaultValue={typed}
              aria-describedby="signataire-aide"
              aria-invalid={fault ? true : undefined}
              autoComplete="name"
              maxLength={200}
            />
          </div>
          <div className="actions">
            <button type="submit">{words.sendAll}</button>
            <a className="button quiet" href={back}>
              {words.back}
            </a>
          </div>
        </form>
      )}
    </PublicFrame>
  )
}
