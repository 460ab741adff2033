import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import { QuestionField } from './QuestionField.server.tsx'
import type { QuestionPageProps } from './view.ts'

/** One page of a questionnaire: a plain form, which needs neither a script nor a cookie. */
export function QuestionPage(props: QuestionPageProps) {
  const { fields, locale } = props
  const wrong = fields.filter(({ fault, clash }) => fault || clash)
  return (
    <PublicFrame>
      <p className="hint">{props.survey}</p>
      <h1 lang={locale}>{props.title}</h1>
      {props.lead && <p className="hint">{props.lead}</p>}
      <p className="hint">
        {props.step} · {props.progress}
      </p>
      <progress max={props.total} value={props.done} aria-label="Avancement du questionnaire" />
      {props.notice && (
        <p className="notice done" role="status">
          {props.notice}
        </p>
      )}
      {wrong.length > 0 && (
        <div className="summary" role="alert">
          <h2 id="a-corriger">
            {wrong.length > 1 ? `${wrong.length} réponses sont à revoir` : 'Une réponse est à revoir'}
          </h2>
          <ul>
            {wrong.map(({ id, title, fault }) => (
              <li key={id}>
                <a href={`#${id}`}>
                  {title} : {fault ?? 'quelqu’un d’autre a répondu autrement.'}
                </a>
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
      <p className="notice">
        N’écrivez jamais le nom, le prénom, l’adresse ni rien qui permette de reconnaître un enfant ou un
        proche.
      </p>
      <form method="post" action={props.action} noValidate data-autosave={props.script ? '' : undefined}>
        {props.hidden.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {fields.map((field) => (
          <QuestionField key={field.id} field={field} locale={locale} />
        ))}
        <p className="hint" role="status" data-saved="" />
        <div className="actions">
          <button type="submit" name="act" value="next">
            {props.isLast ? 'Vérifier mes réponses' : 'Continuer'}
          </button>
          {props.hasPrevious && (
            <button type="submit" name="act" value="previous" className="quiet">
              Page précédente
            </button>
          )}
          {props.canSave && (
            <button type="submit" name="act" value="save" className="quiet">
              Enregistrer et reprendre plus tard
            </button>
          )}
        </div>
      </form>
      {props.languages.length > 0 && (
        <nav aria-label="Langue des questions">
          <ul className="languages">
            {props.languages.map(({ code, label }) => (
              <li key={label}>
                <a href={code ? `?langue=${code}` : '?'} lang="fr">
                  Questions en {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {props.script && <script src={props.script} defer />}
    </PublicFrame>
  )
}
