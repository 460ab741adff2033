import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import { formatDate } from '#kernel/ui/format.ts'
import type { Block } from './names.ts'
import { type EditionOutput, hidingRule, type OutputFigure } from './output.ts'

const number = (value: number | null): string => (value === null ? '–' : value.toLocaleString('fr-FR'))
const share = (value: number | null): string =>
  value === null ? '–' : `${value.toLocaleString('fr-FR', { maximumFractionDigits: 1 })} %`

function Chapter({ title, blocks }: { readonly title: string; readonly blocks: readonly Block[] }) {
  return (
    <section>
      <h2>{title}</h2>
      {blocks.map((block, index) => {
        const key = `${index}-${block.kind}`
        if (block.kind === 'heading') return <h3 key={key}>{block.text}</h3>
        if (block.kind === 'paragraph') return <p key={key}>{block.text}</p>
        return (
          <ul key={key}>
            {block.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        )
      })}
    </section>
  )
}

/** Long lists are read in the data: on the page, what is at zero is left out. */
const longList = 40

function Figure({
  figure,
  threshold,
  year,
}: {
  readonly figure: OutputFigure
  readonly threshold: number
  readonly year: number
}) {
  const rows = figure.rows.length > longList ? figure.rows.filter(({ count }) => count !== 0) : figure.rows
  return (
    <section>
      <h3>{figure.title}</h3>
      <p className="hint">{figure.rule}</p>
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
            {rows.map(({ code, label, count, percent }) => (
              <tr key={code}>
                <th scope="row">{label}</th>
                <td>{number(count)}</td>
                <td>{share(percent)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {figure.rows.some(({ count }) => count === null) && <p className="hint">{hidingRule(threshold)}</p>}
      <p>
        <a href={`/donnees/${year}/${figure.id}.csv`}>{figure.title} : le fichier CSV</a>
      </p>
    </section>
  )
}

/** The figures of the last edition published, with what was written around them. */
export function EditionFiguresPage({
  output,
  years,
}: {
  readonly output: EditionOutput | undefined
  readonly years: readonly number[]
}) {
  if (!output)
    return (
      <PublicFrame>
        <h1>Les chiffres</h1>
        <p>Aucun chiffre n’est publié pour le moment. Les premiers le seront avec le rapport de l’année.</p>
      </PublicFrame>
    )
  const { year, period, figures, headlines, chapters, erratum, methodWords, threshold } = output
  return (
    <PublicFrame>
      <h1>Les chiffres de {year}</h1>
      <p>
        Du {formatDate(period.from)} au {formatDate(period.to)}. Derrière chaque nombre, il y a des enfants.
        Un nombre trop petit n’est pas donné : personne ne doit pouvoir être reconnu.
      </p>
      {erratum && <p>Erratum : {erratum}</p>}
      {years.length > 1 && (
        <ul className="chips">
          {years.map((one) => (
            <li key={one}>
              <a href={`/chiffres?annee=${one}`} aria-current={one === year ? 'true' : undefined}>
                {one}
              </a>
            </li>
          ))}
        </ul>
      )}
      <ul>
        {headlines.map(
          ({ name, label, value }) => value !== null && <li key={name}>{`${value} ${label}`}</li>,
        )}
      </ul>
      {chapters.map((chapter) => (
        <Chapter key={chapter.title} {...chapter} />
      ))}
      <h2>Les tableaux</h2>
      {figures
        .filter(({ base, rows }) => base !== 0 && rows.length > 0)
        .map((figure) => (
          <Figure key={figure.id} figure={figure} threshold={threshold} year={year} />
        ))}
      <h2>Comment c’est compté</h2>
      <p>{methodWords}</p>
      <p>
        <a href="/donnees">Toutes les données, à télécharger</a>
      </p>
    </PublicFrame>
  )
}

const paperNames: Readonly<Record<string, string>> = {
  'rapport.pdf': 'Le rapport',
  'synthese.pdf': 'La synthèse',
}

/** Every year that is published, as files. */
export function OpenDataPage({
  years,
}: {
  readonly years: readonly {
    readonly year: number
    readonly title: string
    readonly tables: readonly { readonly id: string; readonly title: string }[]
    readonly papers: readonly string[]
    readonly changes: readonly {
      readonly at: string
      readonly note: string
      readonly erratum: string | null
    }[]
  }[]
}) {
  return (
    <PublicFrame>
      <h1>Données ouvertes</h1>
      <p>
        Ces données sont publiées sous la Licence Ouverte 2.0 : vous pouvez les reprendre en citant leur
        source et leur date. Leurs adresses ne changent pas.
      </p>
      {years.length === 0 && <p>Rien n’est publié pour le moment.</p>}
      {years.map(({ year, title, tables, papers, changes }) => (
        <section key={year}>
          <h2>{title}</h2>
          <ul>
            {papers.map((name) => (
              <li key={name}>
                <a href={`/donnees/${year}/${name}`}>{`${paperNames[name] ?? name} de ${year} (PDF)`}</a>
              </li>
            ))}
            <li>
              <a href={`/donnees/${year}/datapackage.json`}>{`Description des données de ${year} (JSON)`}</a>
            </li>
            {tables.map((table) => (
              <li key={table.id}>
                {table.title} : <a href={`/donnees/${year}/${table.id}.csv`}>{`${table.id}.csv`}</a>,{' '}
                <a href={`/donnees/${year}/${table.id}.json`}>{`${table.id}.json`}</a>
              </li>
            ))}
          </ul>
          <h3>Ce qui a changé</h3>
          <ul>
            {changes.map(({ at, note, erratum }) => (
              <li key={at}>
                {formatDate(at)} : {note}
                {erratum && ` ${erratum}`}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </PublicFrame>
  )
}
