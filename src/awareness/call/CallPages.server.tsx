import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import type { FieldFault } from '#kernel/refusal.ts'

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

interface CallWords {
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

function Faults({ faults }: { readonly faults: readonly FieldFault[] }) {
  if (faults.length === 0) return null
  return (
    <div className="summary" role="alert" tabIndex={-1}>
      <h2>{faults.length > 1 ? `${faults.length} points à revoir` : 'Un point à revoir'}</h2>
      <p>Ce que vous avez écrit est gardé.</p>
      <ul>
        {faults.map(({ field, message }) => (
          <li key={`${field} ${message}`}>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface LineProps {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly type?: 'text' | 'email' | 'tel'
  readonly isLong?: boolean
  readonly faults: readonly FieldFault[]
}

function Line({ name, label, value, type = 'text', isLong, faults }: LineProps) {
  const fault = faults.find(({ field }) => field === name)?.message
  const described = fault ? `${name}-faute` : undefined
  return (
    <div className={fault ? 'field faulty' : 'field'}>
      <label className="question" htmlFor={name}>
        {label}
      </label>
      {fault && (
        <p className="fault" id={`${name}-faute`}>
          {fault}
        </p>
      )}
      {isLong ? (
        <textarea
          id={name}
          name={name}
          rows={6}
          maxLength={5000}
          defaultValue={value}
          aria-describedby={described}
        />
      ) : (
        <input
          type={type}
          id={name}
          name={name}
          maxLength={200}
          defaultValue={value}
          aria-describedby={described}
        />
      )}
    </div>
  )
}

export interface FormProps {
  readonly call: CallWords
  readonly reference: string
  readonly typed: {
    readonly words: Readonly<Record<string, string>>
    readonly departement: string
    readonly amount: string
  }
  readonly asks: readonly { readonly name: string; readonly label: string; readonly isLong: boolean }[]
  readonly departements: readonly { readonly code: string; readonly label: string }[]
  readonly files: readonly {
    readonly id: string
    readonly name: string
    readonly size: number
    readonly to: string
  }[]
  readonly mayBring: boolean
  readonly faults: readonly FieldFault[]
  readonly isSaved: boolean
  readonly to: { readonly save: string; readonly bring: string }
}

/** An application being written: kept at each press, handed in when it is whole. */
export function ApplicationForm(props: FormProps) {
  const { call, reference, typed, asks, departements, files, mayBring, faults, isSaved, to } = props
  const faultOf = (name: string) => faults.find(({ field }) => field === name)?.message
  return (
    <PublicFrame service="Appels à projets">
      <h1>{call.title}</h1>
      <p>
        Candidature {reference}, ouverte jusqu’au {call.closes}. Gardez l’adresse de cette page : elle est
        votre clé. Elle vous est aussi envoyée par courriel.
      </p>
      {isSaved && (
        <p className="notice done" role="status">
          C’est enregistré. Vous pouvez fermer la page et revenir par le même lien.
        </p>
      )}
      <Faults faults={faults} />
      <p className="notice">Ne nommez aucun mineur, et ne décrivez personne que l’on pourrait reconnaître.</p>
      <form method="post" action={to.save} noValidate>
        {asks.map(({ name, label, isLong }) => (
          <Line
            key={name}
            name={name}
            label={label}
            isLong={isLong}
            type={name === 'email' ? 'email' : name === 'phone' ? 'tel' : 'text'}
            value={typed.words[name] ?? ''}
            faults={faults}
          />
        ))}
        <div className={faultOf('departement') ? 'field faulty' : 'field'}>
          <label className="question" htmlFor="departement">
            Département du projet
          </label>
          {faultOf('departement') && <p className="fault">{faultOf('departement')}</p>}
          <select id="departement" name="departement" defaultValue={typed.departement}>
            <option value="">Choisissez</option>
            {departements.map(({ code, label }) => (
              <option key={code} value={code}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <Line name="amount" label="Somme demandée, en euros" value={typed.amount} faults={faults} />
        <div className="actions">
          <button type="submit" name="act" value="enregistrer" className="quiet">
            Enregistrer et continuer plus tard
          </button>
          <button type="submit" name="act" value="deposer">
            Déposer la candidature
          </button>
        </div>
      </form>
      <h2 id="piece">Pièces jointes</h2>
      <p className="hint">
        Cinq au plus, de 5 Mo chacune : PDF, ODT, DOCX ou image. Enregistrez d’abord ce que vous avez écrit.
      </p>
      {files.length > 0 && (
        <ul>
          {files.map((file) => (
            <li key={file.id}>
              <a href={file.to}>{file.name}</a> ({Math.max(1, Math.round(file.size / 1000))} ko)
              <form method="post" action={to.bring}>
                <input type="hidden" name="retirer" value={file.id} />
                <button type="submit" className="quiet">
                  Retirer {file.name}
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      {mayBring && (
        <form method="post" action={to.bring} encType="multipart/form-data">
          <label className="question" htmlFor="file">
            Ajouter une pièce
          </label>
          <input type="file" id="file" name="file" accept=".pdf,.odt,.docx,.png,.jpg,.jpeg" />
          <div className="actions">
            <button type="submit" className="quiet">
              Joindre ce fichier
            </button>
          </div>
        </form>
      )}
    </PublicFrame>
  )
}

export interface SummaryProps {
  readonly call: CallWords
  readonly reference: string
  readonly state: string
  readonly stateLabel: string
  readonly lines: readonly { readonly label: string; readonly words: string }[]
  readonly granted: string | null
  readonly reasons: string | null
  readonly mayReopen: boolean
  readonly to: string
}

/** What was handed in, and what became of it. */
export function ApplicationSummary(props: SummaryProps) {
  const { call, reference, state, stateLabel, lines, granted, reasons, mayReopen, to } = props
  return (
    <PublicFrame service="Appels à projets">
      <h1>{call.title}</h1>
      <p className={state === 'accepted' || state === 'submitted' ? 'notice done' : 'notice'}>
        Candidature {reference} : {stateLabel.toLowerCase()}
        {granted && `, pour ${granted}`}.
        {state === 'draft' && ' L’appel est fermé : elle ne peut plus être déposée.'}
      </p>
      {reasons && (
        <>
          <h2>Les raisons de cette décision</h2>
          <p className="intro">{reasons}</p>
        </>
      )}
      {mayReopen && (
        <form method="post" action={to} className="actions">
          <button type="submit" name="act" value="corriger">
            Corriger avant la clôture
          </button>
          <button type="submit" name="act" value="retirer" className="quiet">
            Retirer la candidature
          </button>
        </form>
      )}
      <h2>Ce que vous avez écrit</h2>
      <dl>
        {lines.map(({ label, words }) => (
          <div key={label} className="pair">
            <dt>{label}</dt>
            <dd className="intro">{words || 'Rien'}</dd>
          </div>
        ))}
      </dl>
    </PublicFrame>
  )
}
