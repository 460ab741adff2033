import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import type { RefusalProps } from './view.ts'

/** Saying that there will be no answer: it counts as such, and nobody is reminded again. */
export function SurveyRefusal({ lead, action, back, reasons, fault }: RefusalProps) {
  return (
    <PublicFrame>
      <h1>Ne pas répondre</h1>
      <p className="hint">{lead}</p>
      <p>
        Vous ne recevrez plus de relance. Vous pourrez changer d’avis jusqu’à la clôture, avec le même lien.
      </p>
      <form method="post" action={action} noValidate>
        <fieldset
          aria-describedby={fault ? 'motif-faute' : undefined}
          className={fault ? 'faulty' : undefined}
        >
          <legend>Pour quel motif ?</legend>
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
            Une précision, si vous le souhaitez
          </label>
          <textarea id="precision" name="precision" rows={3} maxLength={1000} />
        </div>
        <div className="actions">
          <button type="submit">Confirmer</button>
          <a className="button quiet" href={back}>
            Revenir
          </a>
        </div>
      </form>
    </PublicFrame>
  )
}
