import { LinkedTable } from './table.ts'

/** A table of counts by rows and columns with its margins; counts from 1 to under `threshold` are sensitive. */
export function crossed(inside: readonly (readonly number[])[], threshold: number): LinkedTable {
  const width = (inside[0]?.length ?? 0) + 1
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const rows = inside.map((row) => [sum(row), ...row])
  const totals = Array.from({ length: width }, (_, column) => sum(rows.map((row) => row[column] ?? 0)))
  const values = [totals, ...rows].flat()
  const place = (row: number, column: number) => row * width + column
  const equations = [
    ...Array.from({ length: rows.length + 1 }, (_, row) => ({
      total: place(row, 0),
      parts: Array.from({ length: width - 1 }, (_, column) => place(row, column + 1)),
    })),
    ...Array.from({ length: width }, (_, column) => ({
      total: place(0, column),
      parts: rows.map((_, row) => place(row + 1, column)),
    })),
  ]
  const primary = values.flatMap((value, cell) => (value > 0 && value < threshold ? [cell] : []))
  return LinkedTable.parse({
    cells: values.map((value) => ({ value })),
    equations,
    primary,
    lpl: primary.map((cell) => (values[cell] ?? 0) - 1),
    upl: primary.map((cell) => threshold - (values[cell] ?? 0)),
  })
}
