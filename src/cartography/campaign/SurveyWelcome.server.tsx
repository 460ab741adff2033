import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import { LanguageLinks } from '../survey/Languages.server.tsx'
import { type Speech, speechOf } from '../survey/speech/speech.ts'
import type { WelcomeProps } from './view.ts'

/** What a respondent reads first: who asks, why, how long it takes, who will read, whom to ask. */
export function SurveyWelcome(props: WelcomeProps) {
  const { locale, links } = props
  const speech = speechOf(locale)
  const words = speech.welcome
  // What the platform wrote of its campaign is in French, whatever the language of the questions.
  const written = locale ? 'fr' : undefined
  return (
    <PublicFrame skip={speech.skip}>
      <LanguageLinks languages={props.languages} locale={locale} />
      <h1 lang={locale}>{props.title}</h1>
      <p className="hint">{props.lead}</p>
      <p>
        {words.hello(props.holder)}
        {props.others.length > 0 && words.others(props.others)}
      </p>
      <Standing {...props} words={words} />
      <h2>{words.why}</h2>
      <p className="intro" lang={written}>
        {props.purpose}
      </p>
      <h2>{words.readers}</h2>
      <p className="intro" lang={written}>
        {props.readers}
      </p>
      <h2>{words.practice}</h2>
      <ul>
        <li>{words.length(props.asked, props.minutes)}</li>
        <li>{words.until(props.closesOn)}</li>
        <li>
          {words.personal}
          {links.colleague && (
            <>
              <a href={links.colleague}>{words.invite}</a>
              {words.inviteAfter}
            </>
          )}
        </li>
        {props.hasBefore && <li>{words.before}</li>}
        <li>{words.noChild}</li>
      </ul>
      <h2>{words.question}</h2>
      <p className="intro" lang={written}>
        {props.contact}
      </p>
    </PublicFrame>
  )
}

/** Where the answer stands, and the one thing to do next. */
function Standing({
  state,
  status,
  submittedAt,
  refusal,
  answered,
  asked,
  closesOn,
  links,
  words,
}: WelcomeProps & { readonly words: Speech['welcome'] }) {
  if (status === 'submitted') {
    return (
      <div className="notice done">
        <p>{words.sent(submittedAt ?? '')}</p>
        <p>
          <a href={links.receipt}>{words.readAgain}</a>
        </p>
        {state === 'open' && <Resume action={links.here} label={words.correct} />}
      </div>
    )
  }
  if (state !== 'open') {
    return (
      <div className="notice">
        <p>{words.closed(closesOn)}</p>
        {answered > 0 && (
          <p>
            <a href={links.receipt}>{words.readKept}</a>
          </p>
        )}
      </div>
    )
  }
  if (status === 'declined') {
    return (
      <div className="notice">
        <p>{words.declined(refusal ?? '')}</p>
        <Resume action={links.here} label={words.answerAfterAll} />
      </div>
    )
  }
  return (
    <>
      {answered > 0 && <p>{words.answered(answered, asked)}</p>}
      <p className="actions">
        <a className="button" href={links.questions}>
          {answered > 0 ? words.resume : words.begin}
        </a>
        {answered > 0 && (
          <a className="button quiet" href={links.review}>
            {words.review}
          </a>
        )}
      </p>
      <p>
        <a href={links.refusal}>{words.refuse}</a>
      </p>
    </>
  )
}

function Resume({ action, label }: { readonly action: string; readonly label: string }) {
  return (
    <form method="post" action={action}>
      <button type="submit" className="quiet">
        {label}
      </button>
    </form>
  )
}
