import type { PublicMap } from '#cartography/map/public.server.ts'
import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'

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
