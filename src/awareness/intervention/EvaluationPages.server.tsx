import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import { type EvaluationMoment, type EvaluationQuestion, evaluationQuestion } from '#vocabulary'
import { points } from './evaluation.ts'

interface CodeProps {
  /** What was typed, when it opens nothing. */
  readonly refused?: string
}

/** Where the code shown in the room is typed. */
export function EvaluationCode({ refused }: CodeProps) {
  return (
    <PublicFrame>
      <h1>Votre évaluation d’une intervention</h1>
      {refused !== undefined && (
        <p className="summary" role="alert" id="fault">
          Ce code n’ouvre aucune évaluation{'\u00a0'}: elle est close, ou une lettre manque. Vérifiez-le et
          réessayez.
        </p>
      )}
      <form method="post" action="/evaluation">
        <label className="question" htmlFor="code">
          Le code affiché dans la salle
        </label>
        <p className="hint" id="code-hint">
          Huit lettres et chiffres.
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
  readonly moment: EvaluationMoment
  readonly questions: readonly EvaluationQuestion[]
  readonly action: string
  readonly form: string
  readonly given?: Readonly<Record<string, number>>
  readonly isMissing?: boolean
  readonly words?: string
}

const openings: Readonly<Record<EvaluationMoment, string>> = {
  before: 'Avant de commencer',
  after: 'Pour finir',
}

/** The same questions before and after; nothing asks who answers. */
export function EvaluationForm({
  title,
  moment,
  questions,
  action,
  form,
  given = {},
  isMissing,
  words,
}: FormProps) {
  return (
    <PublicFrame>
      <h1>
        {openings[moment]}
        {'\u00a0'}: {title}
      </h1>
      <p>
        Vos réponses sont anonymes. Elles s’ajoutent à des totaux{'\u00a0'}: rien n’est gardé de vous, ni
        votre nom, ni l’heure. Les résultats ne se lisent qu’à partir de cinq réponses.
      </p>
      {isMissing && (
        <p className="summary" role="alert" id="fault">
          Il manque une réponse. Complétez les questions signalées, puis envoyez.
        </p>
      )}
      <form method="post" action={action}>
        <input type="hidden" name="form" value={form} />
        {questions.map((question) => {
          const isUnsaid = isMissing === true && given[question] === undefined
          return (
            <fieldset
              key={question}
              className={isUnsaid ? 'faulty' : undefined}
              aria-describedby={isUnsaid ? 'fault' : undefined}
            >
              <legend>{evaluationQuestion.label(question)}</legend>
              {points.map((label, place) => (
                <label className="choice" key={label}>
                  <input
                    type="radio"
                    name={question}
                    value={place + 1}
                    defaultChecked={given[question] === place + 1}
                    required
                  />
                  {label}
                </label>
              ))}
            </fieldset>
          )
        })}
        {moment === 'after' && (
          <>
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
          </>
        )}
        <p className="actions">
          <button className="button" type="submit">
            Envoyer mes réponses
          </button>
        </p>
      </form>
    </PublicFrame>
  )
}

/** What remains once it is sent. */
export function EvaluationThanks(_props: { readonly isDone: true }) {
  return (
    <PublicFrame>
      <h1>Merci, vos réponses sont comptées</h1>
      <p>
        Elles ne peuvent plus être reliées à vous{'\u00a0'}: pas même par nous. Vous pouvez fermer cette page.
      </p>
    </PublicFrame>
  )
}
