import { stringify } from 'csv-stringify/sync'
import { servedShapes } from '#kernel/ui/map/shapes.server.ts'
import { departementName, region, regionOf } from '#vocabulary'
import { drawingOf, type MapLevel, placesInWords } from './level.ts'
import { mapSvg } from './svg.ts'

/** A level as a file of its own: the drawing, with its legend. */
export const levelAsSvg = (level: MapLevel, href?: (code: string) => string): string =>
  mapSvg(servedShapes(), { ...drawingOf(level), legend: level.classes, ...(href && { href }) })

const columns = ['departement', 'nom', 'region', 'classe', 'valeur', 'libelle', 'lieux'] as const

/** A level as a table of its own; a cell that a spreadsheet would run as a formula is made text. */
export function levelAsCsv({ cells, classes, places }: MapLevel): string {
  const named = placesInWords(places)
  const labels = new Map(classes.map(({ id, label }) => [id, label]))
  const lines = cells.map((cell) => {
    const of = regionOf(cell.departement)
    return {
      departement: cell.departement,
      nom: departementName(cell.departement),
      region: of ? region.label(of) : '',
      classe: labels.get(cell.class) ?? '',
      valeur: cell.value ?? '',
      libelle: cell.text,
      lieux: named.get(cell.departement) ?? '',
    }
  })
  return stringify(lines, {
    header: true,
    columns: [...columns],
    escape_formulas: true,
    record_delimiter: 'windows',
  })
}
