import { type Column, type ColumnName, importColumns } from './columns.ts'
import { type Fault, fault, quoted } from './faults.ts'

/** The place of each column in a file. */
export type Header = ReadonlyMap<ColumnName, number>

/** The columns by their names. */
export const byName = new Map<string, Column>(importColumns.map((column) => [column.name, column]))

/** Reads the first row of a file; without faults, every column has its place. */
export function readHeader(line: number, cells: readonly string[]): { header: Header; faults: Fault[] } {
  const header = new Map<ColumnName, number>()
  const faults: Fault[] = []
  const names = importColumns.map(({ name }) => name)
  for (const [index, cell] of cells.entries()) {
    const name = cell.trim()
    const column = byName.get(name)
    if (!column) {
      const expected = `Les colonnes attendues sont ${names.join(', ')}.`
      faults.push(
        fault(
          line,
          name || String(index + 1),
          'header_unknown',
          `La colonne ${quoted(name)} n’est pas connue. ${expected}`,
        ),
      )
    } else if (header.has(column.name)) {
      faults.push(
        fault(
          line,
          name,
          'header_twice',
          `La colonne ${quoted(name)} figure deux fois. Gardez-en une seule.`,
        ),
      )
    } else header.set(column.name, index)
  }
  for (const name of names) {
    if (header.has(name)) continue
    faults.push(
      fault(
        line,
        name,
        'header_missing',
        `La colonne ${quoted(name)} manque. Ajoutez-la, vide si rien n’a été demandé.`,
      ),
    )
  }
  return { header, faults }
}

/** A row with too many or too few cells: which cell belongs to which column cannot be known. */
export function checkShape(header: Header, line: number, cells: readonly string[]): Fault | undefined {
  const expected = header.size
  if (cells.length === expected) return undefined
  const count = `${cells.length} ${cells.length > 1 ? 'cellules' : 'cellule'} au lieu de ${expected}.`
  if (cells.length > expected) {
    const advice = 'Un texte qui contient le séparateur doit être entre guillemets.'
    return fault(line, String(expected + 1), 'cells_extra', `Cette ligne a ${count} ${advice}`)
  }
  const missing = [...header].find(([, index]) => index === cells.length)?.[0] ?? ''
  return fault(
    line,
    missing,
    'cells_missing',
    `Cette ligne a ${count} Complétez-la, avec des cellules vides au besoin.`,
  )
}
