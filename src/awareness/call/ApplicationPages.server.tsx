import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import type { FieldFault } from '#kernel/refusal.ts'
import { Faults, Line } from './CallFields.server.tsx'
import type { CallWords } from './CallPages.server.tsx'

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
        votre clé. Elle vous est aussi envoyée par courriel. Ce qui n’est pas déposé est effacé trois mois
        après la fermeture de l’appel.
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
