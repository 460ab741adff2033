import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import type { FieldFault } from '#kernel/refusal.ts'

export interface RequestProps {
  readonly title: string
  readonly slug: string
  readonly given: Readonly<Record<string, string>>
  readonly faults: readonly FieldFault[]
}

const asks = [
  { name: 'name', label: 'Votre nom', type: 'text', complete: 'name' },
  { name: 'organisation', label: 'Où vous travaillez', type: 'text', complete: 'organization' },
  { name: 'role', label: 'Votre fonction', type: 'text', complete: 'organization-title' },
  { name: 'email', label: 'Votre adresse professionnelle', type: 'email', complete: 'email' },
] as const

/** Who asks, and what for. */
export function ResourceRequestPage({ title, slug, given, faults }: RequestProps) {
  const faultOf = (name: string) => faults.find(({ field }) => field === name)?.message
  return (
    <PublicFrame>
      <h1>Demander « {title} »</h1>
      {faults.length > 0 && (
        <div className="summary" role="alert" tabIndex={-1}>
          <h2>{faults.length > 1 ? `${faults.length} points à revoir` : 'Un point à revoir'}</h2>
          <ul>
            {faults.map(({ field, message }) => (
              <li key={field}>
                <a href={`#${field}`}>{message}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p>
        Une personne de l’équipe lit votre demande et vous répond par courriel. Ce que vous écrivez ici est
        gardé chiffré et ne sert qu’à vous répondre. N’écrivez rien sur un mineur.
      </p>
      <form method="post" action={`/ressources/${slug}/demande`} noValidate>
        {asks.map(({ name, label, type, complete }) => (
          <div key={name} className={faultOf(name) ? 'field faulty' : 'field'}>
            <label className="question" htmlFor={name}>
              {label}
            </label>
            {faultOf(name) && (
              <p className="fault" id={`${name}-faute`}>
                {faultOf(name)}
              </p>
            )}
            <input
              type={type}
              id={name}
              name={name}
              maxLength={200}
              autoComplete={complete}
              required
              defaultValue={given[name]}
              aria-describedby={faultOf(name) ? `${name}-faute` : undefined}
            />
          </div>
        ))}
        <div className={faultOf('use') ? 'field faulty' : 'field'}>
          <label className="question" htmlFor="use">
            Ce que vous voulez en faire
          </label>
          {faultOf('use') && (
            <p className="fault" id="use-faute">
              {faultOf('use')}
            </p>
          )}
          <textarea
            id="use"
            name="use"
            rows={4}
            maxLength={1000}
            required
            defaultValue={given.use}
            aria-describedby={faultOf('use') ? 'use-faute' : undefined}
          />
        </div>
        <div hidden>
          <label htmlFor="site">Ne remplissez pas ce champ</label>
          <input type="text" id="site" name="site" tabIndex={-1} autoComplete="off" />
        </div>
        <div className="actions">
          <button type="submit">Envoyer la demande</button>
          <a className="button quiet" href={`/ressources/${slug}`}>
            Revenir sans rien envoyer
          </a>
        </div>
      </form>
    </PublicFrame>
  )
}

/** What was just received. */
export function ResourceThanksPage({ title }: { readonly title: string }) {
  return (
    <PublicFrame>
      <h1>Votre demande est arrivée</h1>
      <p className="notice done">
        Vous avez demandé « {title} ». Une personne de l’équipe vous répond par courriel, le plus souvent sous
        cinq jours ouvrés.
      </p>
      <p>
        <a href="/ressources">Toutes les ressources</a>
      </p>
    </PublicFrame>
  )
}
