import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import { LanguageLinks } from '../survey/Languages.server.tsx'
import { speechOf } from '../survey/speech/speech.ts'
import { SurveySections } from './SurveySections.server.tsx'
import type { ReceiptProps } from './view.ts'

/** The copy that respondents keep: it prints as it stands. */
export function SurveyReceipt(props: ReceiptProps) {
  const { locale } = props
  const speech = speechOf(locale)
  const words = speech.receipt
  return (
    <PublicFrame skip={speech.skip}>
      <LanguageLinks languages={props.languages} locale={locale} />
      <h1>{props.submittedAt ? words.sent : words.kept}</h1>
      <p className="hint">{props.lead}</p>
      {props.submittedAt ? (
        <div className="notice done">
          <p>
            {words.told(props.campaign, props.submittedAt, props.signatory)}
            {props.byTelephone && words.typed}
            {words.reference(props.reference)}
          </p>
        </div>
      ) : (
        <p className="notice">{words.unsent}</p>
      )}
      <p>{words.print}</p>
      {props.canChange && (
        <p>
          {words.mistake(props.closesOn)}
          <a href={props.back}>{words.firstPage}</a>.
        </p>
      )}
      <SurveySections sections={props.sections} locale={locale} />
      <h2>{speech.welcome.question}</h2>
      <p className="intro" lang={locale ? 'fr' : undefined}>
        {props.contact}
      </p>
    </PublicFrame>
  )
}
