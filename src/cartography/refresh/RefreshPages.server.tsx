import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import { AskField, ContactAsks, HoursAsks } from './Asks.server.tsx'
import { type EntryLine, type Fault, sections, type Typed } from './form.ts'

export interface EntryProps {
  readonly name: string
  readonly organisation: string
  readonly parts: readonly { readonly title: string; readonly lines: readonly EntryLine[] }[]
  readonly isConfidential: boolean
  /** « vérifiée le 3 mars 2026 », or that nobody has verified it. */
  readonly verified: string
  readonly version: number
  /** Stands for what is shown. */
  readonly mark: string
  /** What they already sent, and what became of it. */
  readonly earlier: readonly string[]
  /** The entry changed after it was shown: what they confirmed is not this. */
  readonly hasMoved: boolean
  readonly hasObjected: boolean
  readonly to: { readonly confirm: string; readonly edit: string; readonly leave: string }
}

const service = 'Annuaire de la plateforme'

/** The entry as it stands, and the three answers that a service may give. */
export function ServiceEntryPage(props: EntryProps) {
  const {
    name,
    organisation,
    parts,
    isConfidential,
    verified,
    version,
    mark,
    earlier,
    hasMoved,
    hasObjected,
    to,
  } = props
  return (
    <PublicFrame service={service}>
      <h1>{name}</h1>
      <p>
        {organisation}. Voici ce que notre annuaire dit de votre service. {verified}
      </p>
      {hasMoved && (
        <p className="notice" role="alert">
          La fiche a changé pendant que vous la lisiez. Relisez-la avant de la confirmer.
        </p>
      )}
      {hasObjected && (
        <p className="notice done">
          Vous avez demandé à ne plus y figurer : c’est noté, et nous ne vous écrirons plus à ce sujet.
        </p>
      )}
      {earlier.length > 0 && (
        <div className="notice">
          <h2>Ce que vous nous avez déjà dit</h2>
          <ul>
            {earlier.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
      <form method="post" action={to.confirm} className="actions">
        <input type="hidden" name="version" value={version} />
        <input type="hidden" name="mark" value={mark} />
        <button type="submit">C’est toujours exact</button>
        <a className="button quiet" href={to.edit}>
          Proposer des changements
        </a>
      </form>
      {parts.map(({ title, lines }) => (
        <section key={title}>
          <h2>{title}</h2>
          <dl>
            {lines.map((line) => (
              <div key={line.title} className="pair">
                <dt>{line.title}</dt>
                <dd>{line.words}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {isConfidential && (
        <p className="notice">
          L’adresse de ce service est confidentielle : elle n’est pas montrée ici et n’est jamais publiée. Si
          elle a changé, dites-le-nous par téléphone plutôt que par cette page.
        </p>
      )}
      <h2>Ne plus figurer dans l’annuaire</h2>
      <p>
        Vous pouvez demander que vos coordonnées, ou le service entier, n’y figurent plus.{' '}
        <a href={to.leave}>Faire cette demande</a>
      </p>
    </PublicFrame>
  )
}

/** What must be corrected, each with a link to its field. */
function FaultSummary({ faults }: { readonly faults: readonly Fault[] }) {
  if (faults.length === 0) return null
  return (
    <div className="summary" role="alert" id="fautes" tabIndex={-1}>
      <h2>{faults.length > 1 ? `${faults.length} points à revoir` : 'Un point à revoir'}</h2>
      <p>Rien n’est perdu : ce que vous avez écrit est ci-dessous.</p>
      <ul>
        {faults.map(({ at, message }) => (
          <li key={`${at} ${message}`}>
            <a href={`#${at}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

export interface EditProps {
  readonly name: string
  readonly typed: Typed
  /** The form as it was first shown, sent back with it. */
  readonly base: string
  readonly remark: string
  readonly faults: readonly Fault[]
  readonly isConfidential: boolean
  readonly spare: number
  readonly to: { readonly send: string; readonly back: string }
}

/** The whole entry as a form: what is changed is proposed, nothing is written until somebody of the platform agrees. */
export function ServiceEditPage({ name, typed, base, remark, faults, isConfidential, spare, to }: EditProps) {
  return (
    <PublicFrame service={service}>
      <h1>Proposer des changements : {name}</h1>
      <FaultSummary faults={faults} />
      <p>
        Changez ce qui n’est plus exact et laissez le reste. Vos changements seront relus par notre équipe
        avant de paraître.
      </p>
      <form method="post" action={to.send} noValidate>
        <input type="hidden" name="base" value={base} />
        {sections.map(({ id, title, asks }) => (
          <section key={id}>
            <h2>{title}</h2>
            {id === 'lieu' && isConfidential && (
              <p className="notice">L’adresse est confidentielle : elle ne se change pas par cette page.</p>
            )}
            {asks
              .filter(({ exactOnly }) => !isConfidential || !exactOnly)
              .map((ask) => (
                <AskField key={ask.name} ask={ask} typed={typed} faults={faults} />
              ))}
          </section>
        ))}
        <h2>Quand le joindre</h2>
        <HoursAsks typed={typed} faults={faults} />
        <h2>Comment le joindre</h2>
        <ContactAsks typed={typed} faults={faults} spare={spare} />
        <h2>Autre chose</h2>
        <label className="choice">
          <input type="checkbox" name="isClosed" value="yes" id="isClosed" defaultChecked={typed.isClosed} />
          <span>Ce service a fermé</span>
        </label>
        <label className="question" htmlFor="remark">
          Ce que vous voulez nous dire
        </label>
        <p className="hint" id="remark-aide">
          N’écrivez rien ici sur une personne que vous accompagnez.
        </p>
        <textarea
          id="remark"
          name="remark"
          rows={4}
          maxLength={4000}
          aria-describedby="remark-aide"
          defaultValue={remark}
        />
        <div className="actions">
          <button type="submit">Envoyer ces changements</button>
          <a className="button quiet" href={to.back}>
            Revenir à la fiche sans rien envoyer
          </a>
        </div>
      </form>
    </PublicFrame>
  )
}

export interface LeaveProps {
  readonly name: string
  readonly email: string
  readonly who: string
  readonly remark: string
  readonly faults: readonly Fault[]
  readonly to: { readonly send: string; readonly back: string }
}

/** The request not to be listed any more: for oneself, or for the service. */
export function ServiceLeavePage({ name, email, who, remark, faults, to }: LeaveProps) {
  return (
    <PublicFrame service={service}>
      <h1>Ne plus figurer dans l’annuaire</h1>
      <FaultSummary faults={faults} />
      <form method="post" action={to.send} noValidate>
        <fieldset id="who" tabIndex={-1} className={faults.length > 0 ? 'faulty' : undefined}>
          <legend>Que voulez-vous retirer ?</legend>
          <label className="choice">
            <input type="radio" name="who" value="not_me" defaultChecked={who === 'not_me'} />
            <span>
              Mes coordonnées seulement ({email}). Elles cessent aussitôt d’être montrées hors de la
              plateforme.
            </span>
          </label>
          <label className="choice">
            <input type="radio" name="who" value="not_us" defaultChecked={who === 'not_us'} />
            <span>
              Tout le service « {name} ». Il cesse aussitôt d’être montré hors de la plateforme, et notre
              équipe vous répond.
            </span>
          </label>
        </fieldset>
        <label className="question" htmlFor="remark">
          Pourquoi (si vous voulez le dire)
        </label>
        <textarea id="remark" name="remark" rows={3} maxLength={4000} defaultValue={remark} />
        <p className="hint">Dans les deux cas, nous ne vous écrirons plus au sujet de cet annuaire.</p>
        <div className="actions">
          <button type="submit">Ne plus figurer</button>
          <a className="button quiet" href={to.back}>
            Revenir à la fiche
          </a>
        </div>
      </form>
    </PublicFrame>
  )
}

/** What was just received. */
export function ServiceThanksPage({ said, back }: { readonly said: string; readonly back: string }) {
  return (
    <PublicFrame service={service}>
      <h1>C’est noté, merci</h1>
      <p className="notice done">{said}</p>
      <p>
        <a href={back}>Revoir la fiche</a>
      </p>
      <p>
        Vous pouvez fermer cette page. Votre lien reste valable jusqu’à ce qu’un nouveau vous soit envoyé.
      </p>
    </PublicFrame>
  )
}
