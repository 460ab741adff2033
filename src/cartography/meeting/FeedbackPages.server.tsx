import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import { feedbackUsefulness } from '#vocabulary'

interface CodeProps {
  /** What was typed, when it opens nothing. */
  readonly refused?: string
}

/** Where somebody who has a paper code types it. */
export function FeedbackCode({ refused }: CodeProps) {
  return (
    <PublicFrame>
      <h1>Votre avis sur une rencontre</h1>
      {refused !== undefined && (
        <p className="summary" role="alert" id="fault">
          Ce code n’ouvre aucun avis : il a déjà servi, ou une lettre manque. Vérifiez-le et réessayez.
        </p>
      )}
      <form method="post" action="/avis">
        <label className="question" htmlFor="code">
          Votre code
        </label>
        <p className="hint" id="code-hint">
          Douze lettres et chiffres, remis à la fin de la rencontre.
        </p>
        <input
          id="code"
          name="code"
          type="text"
          autoComplete="off"
          spellCheck={false}
          defaultValue={refused}
          aria-describedby={refused === undefined ? 'code-hint' : 'fault code-hint'}
          required
        />
        <p className="actions">
          <button className="button" type="submit">
            Continuer
          </button>
        </p>
      </form>
    </PublicFrame>
  )
}

interface FormProps {
  readonly title: string
  readonly action: string
  readonly isMissing?: boolean
  readonly words?: string
}

/** One question and a few words; nothing asks who answers. */
export function FeedbackForm({ title, action, isMissing, words }: FormProps) {
  return (
    <PublicFrame>
      <h1>Votre avis : {title}</h1>
      <p>
        Votre avis est anonyme. Votre code ne sert qu’une fois ; rien ne le relie à vous, ni l’heure de votre
        réponse. Les avis ne se lisent qu’ensemble, à partir de trois réponses.
      </p>
      {isMissing && (
        <p className="summary" role="alert" id="fault">
          Choisissez une réponse à la première question, puis envoyez.
        </p>
      )}
      <form method="post" action={action}>
        <fieldset aria-describedby={isMissing ? 'fault' : undefined}>
          <legend>Cette rencontre vous a été</legend>
          {feedbackUsefulness.codes.map((code) => (
            <label className="choice" key={code}>
              <input type="radio" name="usefulness" value={code} required />
              {feedbackUsefulness.label(code)}
            </label>
          ))}
        </fieldset>
        <label className="question" htmlFor="words">
          Ce que vous voulez ajouter (facultatif)
        </label>
        <p className="hint" id="words-hint">
          N’écrivez aucun nom, ni le vôtre ni celui d’un mineur.
        </p>
        <textarea
          id="words"
          name="words"
          rows={5}
          maxLength={2000}
          defaultValue={words}
          aria-describedby="words-hint"
        />
        <p className="actions">
          <button className="button" type="submit">
            Envoyer mon avis
          </button>
        </p>
      </form>
    </PublicFrame>
  )
}

/** What remains once it is sent. */
export function FeedbackThanks(_props: { readonly isDone: true }) {
  return (
    <PublicFrame>
      <h1>Merci, votre avis est enregistré</h1>
      <p>Il ne peut plus être relié à vous : pas même par nous. Vous pouvez fermer cette page.</p>
    </PublicFrame>
  )
}
