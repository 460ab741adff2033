import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import { departementName } from '#vocabulary'

/** Every page of the site, by what it is for. */
export function PlanPage({
  parts,
  departements,
}: {
  readonly parts: readonly {
    readonly title: string
    readonly pages: readonly (readonly [string, string])[]
  }[]
  readonly departements: readonly string[]
}) {
  return (
    <PublicFrame>
      <h1>Plan du site</h1>
      {parts.map(({ title, pages }) => (
        <section key={title}>
          <h2>{title}</h2>
          <ul>
            {pages.map(([href, label]) => (
              <li key={href}>
                <a href={href}>{label}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <h2>L’aide dans chaque département</h2>
      <ul className="columns">
        {departements.map((code) => (
          <li key={code}>
            <a href={`/aide/${code}`}>
              {departementName(code)} ({code})
            </a>
          </li>
        ))}
      </ul>
    </PublicFrame>
  )
}
