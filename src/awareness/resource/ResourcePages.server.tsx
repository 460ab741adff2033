import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import type { Sought } from './published.server.ts'
import type { ItemWords } from './words.ts'

interface Choice {
  readonly code: string
  readonly label: string
}

export interface ListProps {
  readonly sought: Sought
  readonly choices: {
    readonly pour: readonly Choice[]
    readonly sujet: readonly Choice[]
    readonly nature: readonly Choice[]
    readonly langue: readonly Choice[]
    readonly hasEasy: boolean
  }
  readonly items: readonly ItemWords[]
  readonly total: number
  readonly page: number
  readonly last: number
  readonly to: { readonly before?: string; readonly after?: string }
}

/** What may be read, downloaded or asked for, and a way to narrow it. */
export function ResourceListPage({ sought, choices, items, total, page, last, to }: ListProps) {
  const { text, audience, topic, kind, language, isEasy } = sought
  const isNarrowed = Boolean(text || audience || topic || kind || language || isEasy)
  return (
    <PublicFrame>
      <h1>Ressources</h1>
      <p>
        Des guides, des affiches et des fiches pour comprendre, repérer et agir. Tout est gratuit. Nous ne
        gardons aucune trace de qui les consulte.
      </p>
      <search>
        <form action="/ressources/recherche" method="get">
          <div className="field">
            <label className="question" htmlFor="mots">
              Chercher des mots
            </label>
            <input type="text" id="mots" name="mots" maxLength={100} defaultValue={text} />
          </div>
          <Picker name="pour" label="Pour qui" choices={choices.pour} value={audience} />
          <details className="more" open={Boolean(topic || kind || language || isEasy)}>
            <summary>Préciser</summary>
            <Picker name="sujet" label="Sujet" choices={choices.sujet} value={topic} />
            <Picker name="nature" label="Nature" none="Toutes" choices={choices.nature} value={kind} />
            {choices.langue.length > 1 && (
              <Picker name="langue" label="Langue" none="Toutes" choices={choices.langue} value={language} />
            )}
            {choices.hasEasy && (
              <label className="choice">
                <input type="checkbox" name="facile" value="oui" defaultChecked={isEasy} />
                <span>Facile à lire et à comprendre</span>
              </label>
            )}
          </details>
          <div className="actions">
            <button type="submit">Chercher</button>
            {isNarrowed && (
              <a className="button quiet" href="/ressources">
                Tout montrer
              </a>
            )}
          </div>
        </form>
      </search>
      <h2>
        {total === 0
          ? 'Aucune ressource'
          : `${total} ressource${total > 1 ? 's' : ''}${last > 1 ? `, page ${page} sur ${last}` : ''}`}
      </h2>
      {total === 0 ? (
        <p className="notice">
          {isNarrowed
            ? 'Rien ne répond à cette recherche. Essayez un autre mot, ou enlevez un choix. Si vous cherchez de l’aide pour vous ou pour quelqu’un, n’attendez pas un document : écrivez-nous ou appelez.'
            : 'Aucune ressource n’est publiée pour le moment.'}
        </p>
      ) : (
        <ul className="entries">
          {items.map((item) => (
            <li key={item.address}>
              <h3>
                <a href={item.address} lang={langOf(item)}>
                  {item.title}
                </a>
              </h3>
              <p className="hint">
                {[item.kind, item.audience, item.language, item.isEasy && 'facile à lire']
                  .filter(Boolean)
                  .join(' · ')}
                {item.isOnRequest && ' · sur demande, pour les professionnels'}
              </p>
              {item.summary && <p lang={langOf(item)}>{item.summary}</p>}
            </li>
          ))}
        </ul>
      )}
      {last > 1 && (
        <nav aria-label="Pages" className="actions">
          {to.before && (
            <a className="button quiet" href={to.before} rel="prev">
              Page précédente
            </a>
          )}
          {to.after && (
            <a className="button quiet" href={to.after} rel="next">
              Page suivante
            </a>
          )}
        </nav>
      )}
    </PublicFrame>
  )
}

const langOf = (item: ItemWords): string | undefined => (item.lang === 'fr' ? undefined : item.lang)

function Picker(props: {
  readonly name: string
  readonly label: string
  /** What stands for no choice at all. */
  readonly none?: string
  readonly choices: readonly Choice[]
  readonly value: string | undefined
}) {
  const { name, label, none = 'Tous', choices, value } = props
  return (
    <div className="field">
      <label className="question" htmlFor={name}>
        {label}
      </label>
      <select id={name} name={name} defaultValue={value ?? ''}>
        <option value="">{none}</option>
        {choices.map(({ code, label: words }) => (
          <option key={code} value={code}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}

export interface ResourceProps extends ItemWords {
  readonly slug: string
  readonly versions: readonly {
    readonly number: number
    readonly label: string
    readonly published: string
    readonly note: string | null
    readonly link: string | null
    readonly file:
      | { readonly to: string; readonly name: string; readonly facts: string; readonly access: string | null }
      | undefined
  }[]
}

/** One resource, its versions, and how to have it. */
export function ResourcePage(props: ResourceProps) {
  const { title, summary, kind, audience, language, licence, topics, isEasy, versions, slug } = props
  const [last, ...older] = versions
  return (
    <PublicFrame>
      <h1 lang={langOf(props)}>{title}</h1>
      {summary && <p lang={langOf(props)}>{summary}</p>}
      {props.isOnRequest ? (
        <>
          <p className="notice">
            Cette ressource est faite pour des professionnels. Elle vous est envoyée sur demande, par un lien
            personnel.
          </p>
          <p className="actions">
            <a className="button" href={`/ressources/${slug}/demande`}>
              Demander cette ressource
            </a>
          </p>
        </>
      ) : (
        last && <Version version={last} isLast />
      )}
      <h2>À savoir</h2>
      <dl>
        <dt>Nature</dt>
        <dd>{kind}</dd>
        <dt>Pour qui</dt>
        <dd>{audience}</dd>
        {topics.length > 0 && (
          <>
            <dt>Sujets</dt>
            <dd>{topics.join(', ')}</dd>
          </>
        )}
        <dt>Langue</dt>
        <dd>{language ?? 'Français'}</dd>
        {isEasy && (
          <>
            <dt>Lecture</dt>
            <dd>Facile à lire et à comprendre</dd>
          </>
        )}
        {licence && (
          <>
            <dt>Licence</dt>
            <dd>{licence}</dd>
          </>
        )}
      </dl>
      {!props.isOnRequest && older.length > 0 && (
        <section>
          <h2>Versions précédentes</h2>
          {older.map((version) => (
            <Version key={version.number} version={version} />
          ))}
        </section>
      )}
      <p>
        <a href="/ressources">Toutes les ressources</a>
      </p>
    </PublicFrame>
  )
}

function Version({ version, isLast }: { version: ResourceProps['versions'][number]; isLast?: boolean }) {
  const { label, published, note, link, file } = version
  return (
    <div className="edition">
      <p>
        <strong>{label}</strong>, publiée le {published}
      </p>
      {note && <p>{note}</p>}
      {file && (
        <p>
          <a className={isLast ? 'button' : undefined} href={file.to} download>
            Télécharger {isLast ? '' : `${label} `}({file.facts})
          </a>
        </p>
      )}
      {file?.access && <p className="hint">{file.access}</p>}
      {link && (
        <p>
          <a href={link} rel="noreferrer">
            Page du document, sur un autre site
          </a>
        </p>
      )}
      {!file && !link && <p>Elle n’existe que sur papier. Écrivez-nous pour la recevoir.</p>}
    </div>
  )
}
