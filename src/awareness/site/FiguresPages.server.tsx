import type { PublicMap } from '#cartography/map/public.server.ts'
import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import type { PublishedRow } from './tables.server.ts'

const percent = (value: number): string => `${value.toLocaleString('fr-FR', { maximumFractionDigits: 0 })} %`

/** The figures of a year, as they were published. */
export function FiguresPage({
  year,
  years,
  figures,
}: {
  readonly year: number | undefined
  readonly years: readonly number[]
  readonly figures: readonly {
    readonly title: string
    readonly rule: string
    readonly rows: readonly PublishedRow[]
  }[]
}) {
  return (
    <PublicFrame>
      <h1>Les chiffres{year ? ` de ${year}` : ''}</h1>
      {year === undefined && (
        <p>Aucun chiffre n’est publié pour le moment. Les premiers le seront avec le rapport de l’année.</p>
      )}
      {year !== undefined && (
        <p>
          Derrière chaque nombre, il y a des enfants. Un nombre trop petit n’est pas donné : personne ne doit
          pouvoir être reconnu. Un tiret veut dire « nombre non donné ».
        </p>
      )}
      {years.length > 1 && (
        <p>
          Autres années :{' '}
          {years
            .filter((one) => one !== year)
            .map((one, index) => (
              <span key={one}>
                {index > 0 && ' · '}
                <a href={`/chiffres?annee=${one}`}>{one}</a>
              </span>
            ))}
        </p>
      )}
      {figures.map(({ title, rule, rows }) => (
        <section key={title}>
          <h2>{title}</h2>
          <p className="hint">{rule}</p>
          <div className="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">Réponse</th>
                  <th scope="col">Nombre</th>
                  <th scope="col">Part</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ label, count, percent: part }) => (
                  <tr key={label}>
                    <th scope="row">{label}</th>
                    <td>{count === null ? '–' : count.toLocaleString('fr-FR')}</td>
                    <td>{part === null ? '–' : percent(part)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ))}
    </PublicFrame>
  )
}

/** The map, and the table that says the same. */
export function MapPage({
  map,
  levels,
}: {
  readonly map: PublicMap
  readonly levels: readonly { readonly href: string; readonly label: string; readonly isHere: boolean }[]
}) {
  return (
    <PublicFrame>
      <h1>La carte</h1>
      <p>
        Elle montre les services que chacun peut joindre. Choisissez un département pour lire leurs
        coordonnées.
      </p>
      <ul className="chips">
        {levels.map(({ href, label, isHere }) => (
          <li key={href}>
            <a href={href} aria-current={isHere ? 'true' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
      <h2>{map.title}</h2>
      <p>{map.rule}</p>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by us, every word of it escaped */}
      <div className="drawing" dangerouslySetInnerHTML={{ __html: map.svg }} />
      {map.outside && <p>{map.outside}</p>}
      <h2>La carte en tableau</h2>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Département</th>
              <th scope="col">Ce que la carte montre</th>
            </tr>
          </thead>
          <tbody>
            {map.rows.map((row) => (
              <tr key={row.departement}>
                <th scope="row">
                  <a href={row.href}>
                    {row.name} ({row.departement})
                  </a>
                </th>
                <td>
                  {row.text}
                  {row.places && <span className="hint"> {row.places}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </PublicFrame>
  )
}
