import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import { departement, departements101, problem, region } from '#vocabulary'
import type { OpenDocument, OpenPractice, Sought } from './publicPages.server.ts'

const day = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'Europe/Paris' })

const territories = ({ departements, regions }: OpenPractice): string =>
  [...departements.map((code) => departement.label(code)), ...regions.map((code) => region.label(code))].join(
    ', ',
  ) || 'Sans territoire précis'

/** The address of a search, or of another of its pages. */
function addressOf({ text, problem: about, departement: where }: Sought, page: number): string {
  const said = new URLSearchParams()
  if (text) said.set('texte', text)
  if (about) said.set('probleme', about)
  if (where) said.set('departement', where)
  if (page > 1) said.set('page', String(page))
  const query = said.toString()
  return `/pratiques${text ? '/recherche' : ''}${query && `?${query}`}`
}

interface PracticesProps {
  readonly items: readonly OpenPractice[]
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly sought: Sought
}

/** The practices that territories share with everyone, by problem and by place. */
export function PracticesPage({ items, total, page, pages, sought }: PracticesProps) {
  const isSearch = Boolean(sought.text || sought.problem || sought.departement)
  return (
    <PublicFrame>
      <h1>Pratiques des territoires</h1>
      <p className="intro">
        Ce que des équipes ont mis en place près de chez elles, raconté par elles et relu. Chacune a donné son
        accord pour être lue de tous.
      </p>
      <form action="/pratiques/recherche" aria-label="Chercher une pratique">
        <label className="question" htmlFor="texte">
          Mots cherchés
        </label>
        <input id="texte" name="texte" type="text" maxLength={200} defaultValue={sought.text} />
        <label className="question" htmlFor="probleme">
          Problème
        </label>
        <select id="probleme" name="probleme" defaultValue={sought.problem ?? ''}>
          <option value="">Tous</option>
          {problem.codes.map((code) => (
            <option key={code} value={code}>
              {problem.label(code)}
            </option>
          ))}
        </select>
        <label className="question" htmlFor="departement">
          Département
        </label>
        <select id="departement" name="departement" defaultValue={sought.departement ?? ''}>
          <option value="">Tous</option>
          {departements101.map((code) => (
            <option key={code} value={code}>
              {code} {departement.label(code)}
            </option>
          ))}
        </select>
        <p className="actions">
          <button className="button" type="submit">
            Chercher
          </button>
        </p>
      </form>
      <h2>{countInWords(total)}</h2>
      {total === 0 && (
        <p>
          {isSearch
            ? 'Rien ne répond à cette recherche. Essayez avec moins de mots, ou sans département.'
            : 'Les premières pratiques seront publiées ici.'}
        </p>
      )}
      {items.map((one) => (
        <article key={one.id}>
          <h3>
            <a href={`/pratiques/${one.id}`}>{one.title}</a>
          </h3>
          <p className="hint">
            {[territories(one), one.problems.map((code) => problem.label(code)).join(', ')]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <p>{shortened(one.done)}</p>
        </article>
      ))}
      {pages > 1 && (
        <nav aria-label="Pages de la liste">
          <p>
            {page > 1 && <a href={addressOf(sought, page - 1)}>Page précédente</a>} Page {page} sur {pages}{' '}
            {page < pages && <a href={addressOf(sought, page + 1)}>Page suivante</a>}
          </p>
        </nav>
      )}
    </PublicFrame>
  )
}

const countInWords = (total: number): string =>
  total === 0 ? 'Aucune pratique' : total === 1 ? 'Une pratique' : `${total} pratiques`

const shortened = (text: string): string =>
  text.length <= 240 ? text : `${text.slice(0, text.lastIndexOf(' ', 240))}…`

const sizeInWords = (bytes: number): string =>
  bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} ko`
    : `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} Mo`

const kinds: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'application/vnd.oasis.opendocument.text': 'texte ODT',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'texte DOCX',
  'image/png': 'image PNG',
  'image/jpeg': 'image JPEG',
}

interface PracticeProps {
  readonly practice: OpenPractice
  readonly documents: readonly OpenDocument[]
}

/** One practice, as the territory that tells it allowed. */
export function PracticePage({ practice, documents }: PracticeProps) {
  const parts = [
    ['Ce qui est fait', practice.done],
    ['Avec qui', practice.partners],
    ['Avec quels moyens', practice.means],
    ['Ce que cela change', practice.results],
    ['Ce qui permet de le dire', practice.evidence],
  ] as const
  const contact = [practice.contactName, practice.contactRole, practice.contactEmail, practice.contactPhone]
  return (
    <PublicFrame>
      <p>
        <a href="/pratiques">Toutes les pratiques</a>
      </p>
      <h1>{practice.title}</h1>
      <p className="hint">
        {territories(practice)}. Publiée le {day.format(new Date(practice.publishedAt))}.
      </p>
      {practice.problems.length > 0 && (
        <p>Répond à : {practice.problems.map((code) => problem.label(code)).join(', ')}.</p>
      )}
      {parts.map(([title, text]) => text && <Part key={title} title={title} text={text} />)}
      {practice.adoptions.length > 0 && (
        <>
          <h2>Reprise ailleurs</h2>
          <p>{practice.adoptions.map((code) => departement.label(code)).join(', ')}.</p>
        </>
      )}
      {documents.length > 0 && (
        <>
          <h2>Documents</h2>
          <ul>
            {documents.map((one) => (
              <li key={one.id}>
                <a href={`/pratiques/${practice.id}/documents/${one.id}`}>{one.name}</a> ({kinds[one.type]},{' '}
                {sizeInWords(one.size)})
              </li>
            ))}
          </ul>
        </>
      )}
      {contact.some(Boolean) && (
        <>
          <h2>À qui écrire</h2>
          <p>{contact.filter(Boolean).join(', ')}</p>
        </>
      )}
    </PublicFrame>
  )
}

function Part({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <>
      <h2>{title}</h2>
      {text.split(/\n{2,}/).map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </>
  )
}
