import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import type { FieldFault } from '#kernel/refusal.ts'
import { Faults, Line } from './CallFields.server.tsx'

export interface CallListProps {
  readonly items: readonly {
    readonly slug: string
    readonly title: string
    readonly summary: string | null
    readonly isOpen: boolean
    readonly closes: string
  }[]
}

/** The calls of today, and those that ended. */
export function ProjectCallListPage({ items }: CallListProps) {
  return (
    <PublicFrame>
      <h1>Appels à projets</h1>
      <p>La plateforme soutient des projets locaux : former, prévenir, accueillir, aller vers.</p>
      {items.length === 0 && <p className="notice">Aucun appel n’est publié pour le moment.</p>}
      <ul className="entries">
        {items.map(({ slug, title, summary, isOpen, closes }) => (
          <li key={slug}>
            <h2>
              <a href={`/appels-a-projets/${slug}`}>{title}</a>
            </h2>
            <p className="hint">{isOpen ? `Ouvert jusqu’au ${closes}` : `Fermé le ${closes}`}</p>
            {summary && <p>{summary}</p>}
          </li>
        ))}
      </ul>
    </PublicFrame>
  )
}

export interface CallWords {
  readonly title: string
  readonly slug: string
  readonly summary: string | null
  readonly terms: string
  readonly isOpen: boolean
  readonly opens: string
  readonly closes: string
  readonly where: string
  readonly amount: string | null
  readonly amountEach: string | null
  readonly criteria: readonly string[]
}

export interface CallProps extends CallWords {
  readonly given: { readonly organisation: string; readonly email: string }
  readonly faults: readonly FieldFault[]
}

/** What is asked, and how to begin. */
export function ProjectCallPage(props: CallProps) {
  const { title, slug, summary, terms, isOpen, opens, closes, where, amount, amountEach, criteria } = props
  return (
    <PublicFrame>
      <h1>{title}</h1>
      <Faults faults={props.faults} />
      {summary && <p>{summary}</p>}
      <p className="notice">
        {isOpen
          ? `Ouvert du ${opens} au ${closes}, à minuit (heure de Paris).`
          : `Cet appel n’est pas ouvert. Dates : du ${opens} au ${closes}.`}
      </p>
      <h2>Ce qui est attendu</h2>
      <p className="intro">{terms}</p>
      <dl>
        <dt>Où</dt>
        <dd>{where}</dd>
        {amount && (
          <>
            <dt>À partager</dt>
            <dd>{amount}</dd>
          </>
        )}
        {amountEach && (
          <>
            <dt>Par projet</dt>
            <dd>{amountEach} au plus</dd>
          </>
        )}
      </dl>
      <h2>Comment les projets sont choisis</h2>
      <p>Plusieurs personnes les lisent, chacune de son côté, avec les mêmes critères :</p>
      <ul>
        {criteria.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {isOpen && (
        <>
          <h2>Répondre</h2>
          <p>
            Vous recevrez un lien personnel : il permet d’écrire en plusieurs fois, sans compte ni mot de
            passe.
          </p>
          <form method="post" action={`/appels-a-projets/${slug}`} noValidate>
            <Line
              name="organisation"
              label="Organisme"
              value={props.given.organisation}
              faults={props.faults}
            />
            <Line
              name="email"
              type="email"
              label="Adresse où recevoir le lien"
              value={props.given.email}
              faults={props.faults}
            />
            <div hidden>
              <label htmlFor="site">Ne remplissez pas ce champ</label>
              <input type="text" id="site" name="site" tabIndex={-1} autoComplete="off" />
            </div>
            <div className="actions">
              <button type="submit">Commencer</button>
            </div>
          </form>
        </>
      )}
      <p>
        <a href="/appels-a-projets">Tous les appels</a>
      </p>
    </PublicFrame>
  )
}
