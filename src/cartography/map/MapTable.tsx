import { useState } from 'react'
import { Empty, fold, SearchField, TextLink } from '#kernel/ui/index.ts'
import { departementName, region } from '#vocabulary'
import type { MapShown } from './contract.ts'
import { FillSwatch } from './LevelMap.tsx'
import { placesInWords } from './level.ts'

const isFound = (code: string, of: string, sought: string) =>
  code.toLowerCase() === sought || fold(`${departementName(code)} ${of}`).includes(sought)

/** The same cells as the map, to be read, searched and opened. */
export function MapTable({ shown }: { readonly shown: MapShown }) {
  const [text, setText] = useState('')
  const sought = fold(text)
  const classes = new Map(shown.classes.map((one) => [one.id, one]))
  const named = placesInWords(shown.places)
  const lines = shown.cells.filter(
    (cell) => sought === '' || isFound(cell.departement, region.label(cell.region), sought),
  )
  return (
    <div className="territory-table">
      <search className="no-print">
        <SearchField
          label="Nom, numéro ou région"
          hideLabel
          placeholder="Nom, numéro ou région"
          value={text}
          onChange={setText}
          shortcut="/"
        />
      </search>
      {lines.length === 0 ? (
        <Empty title="Aucun département ne porte ce nom.">
          Cherchez par son nom, son numéro ou celui de sa région.
        </Empty>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever scrolls with the keyboard must reach it.
        <section className="territory-scroll" aria-label="Table des départements" tabIndex={0}>
          <table className="territory-lines">
            <caption>{shown.title}</caption>
            <thead>
              <tr>
                <th scope="col">Département</th>
                <th scope="col">Ce que dit la carte</th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ departement, text: words, class: of }) => (
                <tr key={departement}>
                  <th scope="row">
                    <TextLink href={`/bureau/territoires/${departement}`}>
                      {departementName(departement)} ({departement})
                    </TextLink>
                  </th>
                  <td>
                    <span className="territory-value">
                      <FillSwatch fill={classes.get(of)?.fill ?? 'none'} />
                      <span>
                        {words}
                        {named.has(departement) && <small>{named.get(departement)}</small>}
                      </span>
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  )
}
