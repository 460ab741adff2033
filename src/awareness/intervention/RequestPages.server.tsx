import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import { audience, departement, departements101 } from '#vocabulary'
import { RequestFields, RequestWords } from './requestContract.ts'

interface Field {
  readonly name: string
  readonly typed: Readonly<Record<string, string>>
  readonly faults: Readonly<Record<string, string>>
  readonly hint?: string
  readonly isNeeded?: boolean
}

const titles: Readonly<Record<string, string | undefined>> = Object.fromEntries(
  [...Object.entries(RequestWords.shape), ...Object.entries(RequestFields.shape)].map(([name, field]) => [
    name,
    field.meta()?.title,
  ]),
)

/** What surrounds a field: its question, its hint, what is wrong with it. */
function idsOf({ name, hint, faults }: Field): string | undefined {
  const ids = [faults[name] && `${name}-fault`, hint && `${name}-hint`].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}

function Asked({ children, ...field }: Field & { readonly children: React.ReactNode }) {
  const { name, hint, faults, isNeeded } = field
  return (
    <div className={faults[name] ? 'field faulty' : 'field'}>
      <label className="question" htmlFor={name}>
        {titles[name]}
        {!isNeeded && <span className="needed"> (facultatif)</span>}
      </label>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {faults[name] && (
        <p className="fault" id={`${name}-fault`}>
          {faults[name]}
        </p>
      )}
      {children}
    </div>
  )
}

function Text({
  type = 'text',
  autoComplete,
  most = 200,
  ...field
}: Field & { readonly type?: string; readonly autoComplete?: string; readonly most?: number }) {
  const { name, typed, faults, isNeeded } = field
  return (
    <Asked {...field}>
      <input
        id={name}
        name={name}
        type={type}
        autoComplete={autoComplete ?? 'off'}
        inputMode={type === 'text' && name === 'expected' ? 'numeric' : undefined}
        maxLength={type === 'date' ? undefined : most}
        defaultValue={typed[name]}
        aria-describedby={idsOf(field)}
        aria-invalid={faults[name] ? true : undefined}
        required={isNeeded}
      />
    </Asked>
  )
}

function Long({ rows, most, ...field }: Field & { readonly rows: number; readonly most: number }) {
  const { name, typed, faults, isNeeded } = field
  return (
    <Asked {...field}>
      <textarea
        id={name}
        name={name}
        rows={rows}
        maxLength={most}
        defaultValue={typed[name]}
        aria-describedby={idsOf(field)}
        aria-invalid={faults[name] ? true : undefined}
        required={isNeeded}
      />
    </Asked>
  )
}

interface FormProps {
  readonly action: string
  /** Drawn for this form alone: sent twice, it makes one request. */
  readonly form: string
  readonly typed: Readonly<Record<string, string>>
  readonly faults?: Readonly<Record<string, string>>
}

/** Where an organisation asks for an intervention. */
export function InterventionForm({ action, form, typed, faults = {} }: FormProps) {
  const of = { typed, faults }
  const wrong = Object.keys(faults)
  return (
    <PublicFrame>
      <h1>Demander une intervention</h1>
      <p>
        Conférence, formation, atelier{'\u00a0'}: nous venons auprès des professionnels qui rencontrent des
        mineurs. Dites-nous qui vous êtes et ce que vous attendez{'\u00a0'}: nous répondons dans les dix jours
        ouvrés.
      </p>
      <p className="notice">
        Ce formulaire n’est pas fait pour signaler un danger. N’écrivez rien ici qui permette de reconnaître
        un mineur. Un mineur est en danger immédiat{'\u00a0'}? Appelez le 17, ou le 119 à toute heure.
      </p>
      {wrong.length > 0 && (
        <div className="summary" role="alert" id="fault">
          <p>Votre demande n’est pas encore partie. Corrigez ce qui suit, puis envoyez-la de nouveau.</p>
          <ul>
            {wrong.map((name) => (
              <li key={name}>
                <a href={`#${name}`}>
                  {titles[name]}
                  {'\u00a0'}: {faults[name]}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <form method="post" action={action}>
        <input type="hidden" name="form" value={form} />
        <h2>Ce que vous attendez</h2>
        <Long
          {...of}
          name="subject"
          rows={5}
          most={3000}
          isNeeded
          hint="Le thème, le contexte, ce qui a été déjà fait."
        />
        <Asked {...of} name="audience" isNeeded>
          <select
            id="audience"
            name="audience"
            defaultValue={typed.audience ?? ''}
            aria-describedby={idsOf({ ...of, name: 'audience' })}
            required
          >
            <option value="">Choisir</option>
            {audience.codes.map((code) => (
              <option key={code} value={code}>
                {audience.label(code)}
              </option>
            ))}
          </select>
        </Asked>
        <Text {...of} name="expected" most={7} isNeeded hint="Une estimation suffit." />
        <Asked {...of} name="departement" hint="Laissez vide pour plusieurs départements, ou à distance.">
          <select
            id="departement"
            name="departement"
            defaultValue={typed.departement ?? ''}
            aria-describedby={idsOf({ ...of, name: 'departement', hint: 'hint' })}
          >
            <option value="">Plusieurs, ou à distance</option>
            {departements101.map((code) => (
              <option key={code} value={code}>
                {`${code} – ${departement.label(code)}`}
              </option>
            ))}
          </select>
        </Asked>
        <Text {...of} name="wishedFrom" type="date" />
        <Text {...of} name="wishedTo" type="date" />
        <Long {...of} name="when" rows={2} most={500} hint="Un jour de la semaine, une heure, une durée." />
        <h2>Comment vous répondre</h2>
        <Text {...of} name="organisation" isNeeded autoComplete="organization" />
        <Text {...of} name="name" isNeeded autoComplete="name" />
        <Text {...of} name="job" autoComplete="organization-title" />
        <Text {...of} name="email" type="email" most={300} isNeeded autoComplete="email" />
        <Text {...of} name="phone" type="tel" most={40} autoComplete="tel" />
        <p className="hint">
          Vos coordonnées servent à vous répondre et à préparer l’intervention. Elles sont chiffrées, lues par
          la seule équipe de sensibilisation, et effacées au plus tard après deux ans.
        </p>
        <p className="actions">
          <button className="button" type="submit">
            Envoyer ma demande
          </button>
        </p>
      </form>
    </PublicFrame>
  )
}

/** What remains once it is sent: a reference, and what comes next. */
export function InterventionReceipt({ reference }: { readonly reference: string }) {
  return (
    <PublicFrame>
      <h1>Votre demande est arrivée</h1>
      <p className="notice done">
        Sa référence{'\u00a0'}: <strong>{reference}</strong>. Notez-la si vous voulez{'\u00a0'}: elle permet
        de la retrouver.
      </p>
      <h2>Et maintenant</h2>
      <ul>
        <li>Un courriel vous confirme son arrivée.</li>
        <li>
          Nous vous répondons dans les dix jours ouvrés{'\u00a0'}: oui, à une autre date, ou pourquoi non.
        </li>
      </ul>
      <p>
        <a href="/professionnels/intervention">Faire une autre demande</a>
      </p>
    </PublicFrame>
  )
}
