import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import type { WelcomeProps } from './view.ts'

/** What a respondent reads first: who asks, why, how long it takes, who will read, whom to ask. */
export function SurveyWelcome(props: WelcomeProps) {
  return (
    <PublicFrame>
      <h1>{props.title}</h1>
      <p className="hint">{props.lead}</p>
      <p>
        Bonjour {props.holder}, nous vous demandons de répondre pour votre service.
        {props.others.length > 0 &&
          ` Vous répondez avec ${props.others.join(' ; ')} : c’est une seule réponse, que chacun complète.`}
      </p>
      <Standing {...props} />
      <h2>Pourquoi ce questionnaire</h2>
      <p className="intro">{props.purpose}</p>
      <h2>Qui lira vos réponses</h2>
      <p className="intro">{props.readers}</p>
      <h2>En pratique</h2>
      <ul>
        <li>
          {props.asked} questions, environ {props.minutes} minutes. On peut s’arrêter et reprendre, sur un
          autre appareil aussi, avec le même lien.
        </li>
        <li>Réponse attendue au plus tard le {props.closesOn}.</li>
        <li>
          Ce lien est personnel : ne le transmettez pas. Pour ajouter un collègue, demandez-le au contact
          ci-dessous.
        </li>
        {props.hasBefore && (
          <li>Vos réponses de la dernière fois vous sont proposées : confirmez-les ou changez-les.</li>
        )}
        <li>Jamais le nom d’un enfant ni rien qui permette de le reconnaître.</li>
      </ul>
      <h2>Une question ?</h2>
      <p className="intro">{props.contact}</p>
    </PublicFrame>
  )
}

/** Where the answer stands, and the one thing to do next. */
function Standing({ state, status, submittedAt, refusal, answered, asked, closesOn, links }: WelcomeProps) {
  if (status === 'submitted') {
    return (
      <div className="notice done">
        <p>Cette réponse a été envoyée le {submittedAt}. Merci.</p>
        <p>
          <a href={links.receipt}>Relire ou imprimer la réponse</a>
        </p>
        {state === 'open' && <Resume action={links.here} label="Corriger la réponse" />}
      </div>
    )
  }
  if (state !== 'open') {
    return (
      <div className="notice">
        <p>Cette campagne est close depuis le {closesOn}. Ce que vous aviez écrit est gardé.</p>
        {answered > 0 && (
          <p>
            <a href={links.receipt}>Relire ce qui est gardé</a>
          </p>
        )}
      </div>
    )
  }
  if (status === 'declined') {
    return (
      <div className="notice">
        <p>Vous avez indiqué ne pas répondre ({refusal?.toLowerCase()}).</p>
        <Resume action={links.here} label="Répondre finalement" />
      </div>
    )
  }
  return (
    <>
      {answered > 0 && (
        <p>
          {answered} {answered > 1 ? 'questions répondues' : 'question répondue'} sur {asked}.
        </p>
      )}
      <p className="actions">
        <a className="button" href={links.questions}>
          {answered > 0 ? 'Reprendre' : 'Commencer'}
        </a>
        {answered > 0 && (
          <a className="button quiet" href={links.review}>
            Relire et envoyer
          </a>
        )}
      </p>
      <p>
        <a href={links.refusal}>Nous ne sommes pas concernés, ou ne répondrons pas</a>
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
