import { MapPin, MapPinPlus, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { Button, dayOf, Empty, formatDay, IconButton, Panel } from '#kernel/ui/index.ts'
import { placeRole } from '#vocabulary'
import { addPlace, removePlace, type Situation, type SituationPlace } from './contract.ts'
import { PlaceDialog } from './PlaceDialog.tsx'
import { type PlaceLine, placeLine } from './placeLine.ts'
import { ScrollRegion } from './ScrollRegion.tsx'
import { useAct } from './useAct.ts'
import { departementInWords, spanInWords } from './words.ts'

/** Where the minor has lived, gone and been exploited: a line of time, and the same in words. */
export function Places({ file }: { file: Situation }) {
  const [edited, setEdited] = useState<SituationPlace | 'new' | null>(null)
  const { attempt } = useAct(file.id)
  const places = file.places.toSorted((a, b) =>
    (a.since ?? a.until ?? '').localeCompare(b.since ?? b.until ?? ''),
  )
  const remove = (place: SituationPlace) => {
    const { recordedAt: _at, recordedBy: _by, ...fields } = place
    return attempt(() => call(removePlace, { params: { id: place.id } }), {
      text: `Lieu retiré : ${placeRole.label(place.role)}.`,
      undo: () => call(addPlace, { params: { id: file.id }, input: fields }),
      undone: 'Lieu remis.',
    })
  }
  const add = file.abilities.edit && (
    <Button icon={MapPinPlus} onPress={() => setEdited('new')}>
      Ajouter un lieu
    </Button>
  )
  return (
    <Panel title="Lieux" isQuiet actions={places.length > 0 && add}>
      {places.length === 0 ? (
        <Empty title="Aucun lieu noté." icon={MapPin} actions={add}>
          Domicile, placement, lieu de fugue ou d’exploitation : avec leurs dates et leur département.
        </Empty>
      ) : (
        <>
          <Line places={places} line={placeLine(places, dayOf(new Date()))} />
          <ScrollRegion label="Lieux et leurs dates">
            <table className="situation-table" data-cards>
              <caption className="visually-hidden">Lieux et leurs dates</caption>
              <thead>
                <tr>
                  <th scope="col">Lieu</th>
                  <th scope="col">Département</th>
                  <th scope="col">Dates</th>
                  <th scope="col">Adresse ou description</th>
                  {file.abilities.edit && (
                    <th scope="col">
                      <span className="visually-hidden">Modifier</span>
                    </th>
                  )}
                </tr>
              </thead>
              <tbody>
                {places.map((place) => (
                  <tr key={place.id}>
                    <th scope="row">{placeRole.label(place.role)}</th>
                    <td data-title="Département">
                      {place.departement ? (
                        departementInWords(place.departement)
                      ) : (
                        <span className="absent">Inconnu</span>
                      )}
                    </td>
                    <td data-title="Dates">{spanInWords(place.since, place.until)}</td>
                    <td data-title="Adresse">
                      {place.address ?? <span className="absent">Non renseignée</span>}
                      <small>
                        noté le {formatDay(place.recordedAt)}
                        {place.recordedBy && ` par ${place.recordedBy}`}
                      </small>
                    </td>
                    {file.abilities.edit && (
                      <td>
                        <span className="situation-row-actions">
                          <IconButton
                            icon={Pencil}
                            size="small"
                            label={`Modifier : ${placeRole.label(place.role)}`}
                            onPress={() => setEdited(place)}
                          />
                          <IconButton
                            icon={Trash2}
                            size="small"
                            label={`Retirer : ${placeRole.label(place.role)}`}
                            onPress={() => void remove(place)}
                          />
                        </span>
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        </>
      )}
      {edited && (
        <PlaceDialog
          situationId={file.id}
          place={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </Panel>
  )
}

/** Bars for the eyes; the table below says the same to everyone. */
function Line({ places, line }: { places: readonly SituationPlace[]; line: PlaceLine }) {
  if (line.ticks.length === 0 && line.stretches.every((one) => one === null)) return null
  return (
    <div className="place-line" aria-hidden>
      {places.map((place, index) => {
        const stretch = line.stretches[index]
        return (
          <div key={place.id} className="place-line-row">
            <span>
              {placeRole.label(place.role)}
              {place.departement && <small>{departementInWords(place.departement)}</small>}
            </span>
            {stretch ? (
              <svg width="100%" height="20" className="place-line-bar" data-role={place.role} aria-hidden>
                {line.ticks.map((tick) => (
                  <line key={tick.label} x1={`${tick.at}%`} x2={`${tick.at}%`} y1="0" y2="20" />
                ))}
                <rect
                  x={`${stretch.from}%`}
                  width={`${stretch.size}%`}
                  y="4"
                  height="12"
                  rx="2"
                  data-open={stretch.isOpenStart || undefined}
                />
              </svg>
            ) : (
              <span className="absent">Dates non renseignées</span>
            )}
          </div>
        )
      })}
      <div className="place-line-row">
        <span />
        <svg width="100%" height="20" className="place-line-axis" aria-hidden>
          {line.ticks.map((tick) => (
            <text key={tick.label} x={`${tick.at}%`} y="14">
              {tick.label}
            </text>
          ))}
          <text x="100%" y="14" textAnchor="end">
            aujourd’hui
          </text>
        </svg>
      </div>
    </div>
  )
}
