import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import { SurveySections } from './SurveySections.server.tsx'
import type { ReviewProps } from './view.ts'

/** Everything read again, then one person signs for the authority. */
export function SurveyReview({ lead, holder, sections, missing, action, back, fault, typed }: ReviewProps) {
  return (
    <PublicFrame>
      <h1>Relire et envoyer</h1>
      <p className="hint">{lead}</p>
      {fault && (
        <div className="summary" role="alert">
          <h2>La réponse n’est pas encore envoyée</h2>
          <p>{fault}</p>
        </div>
      )}
      {missing.length > 0 ? (
        <div className="notice">
          <p>Avant d’envoyer, il reste à compléter :</p>
          <ul>
            {missing.map(({ title, sentence, href }) => (
              <li key={href}>
                <a href={href}>{title}</a> : {sentence}
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <p>
          Rien ne manque. <a href="#signer">Aller à l’envoi</a>
        </p>
      )}
      <SurveySections sections={sections} />
      {missing.length > 0 ? (
        <p className="actions">
          <a className="button" href={back}>
            Revenir aux questions
          </a>
        </p>
      ) : (
        <form method="post" action={action} id="signer" noValidate>
          <h2>Envoyer</h2>
          <div className={fault ? 'faulty field' : 'field'}>
            <label className="question" htmlFor="signataire">
              Votre nom, en toutes lettres
            </label>
            <p className="hint" id="signataire-aide">
              Vous signez « {holder} » pour toutes les personnes qui ont répondu. L’envoi peut être corrigé
              jusqu’à la clôture.
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
            <button type="submit">Envoyer la réponse</button>
            <a className="button quiet" href={back}>
              Revenir aux questions
            </a>
          </div>
        </form>
      )}
    </PublicFrame>
  )
}
