import { z } from 'zod'

const place = z.int().nonnegative()

/**
 * Cells bound by equations, and those that must not be known: around each primary cell, a reader must find at least
 * [value − lpl, value + upl] possible. `lpl` and `upl` follow the order of `primary`.
 */
export const LinkedTable = z
  .object({
    name: z.string().optional(),
    cells: z
      .array(z.object({ key: z.record(z.string(), z.string()).optional(), value: z.number().nonnegative() }))
      .min(1),
    equations: z.array(z.object({ total: place, parts: z.array(place).min(1), dim: z.string().optional() })),
    primary: z.array(place),
    lpl: z.array(z.number().nonnegative()),
    upl: z.array(z.number().nonnegative()),
  })
  .superRefine((table, context) => {
    const fault = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    const size = table.cells.length
    for (const [index, { total, parts }] of table.equations.entries()) {
      const places = [total, ...parts]
      if (places.some((one) => one >= size)) fault(['equations', index], 'Cette cellule n’existe pas.')
      else if (new Set(places).size < places.length)
        fault(['equations', index], 'Une cellule y est deux fois.')
      else if (Math.abs(gap(table.cells, total, parts)) > 1e-6)
        fault(['equations', index], 'Le total n’est pas la somme de ses parties.')
    }
    if (table.primary.some((one) => one >= size)) fault(['primary'], 'Cette cellule n’existe pas.')
    if (new Set(table.primary).size < table.primary.length) fault(['primary'], 'Une cellule y est deux fois.')
    for (const level of ['lpl', 'upl'] as const) {
      if (table[level].length !== table.primary.length) fault([level], 'Il en faut un par cellule primaire.')
    }
  })
export type LinkedTable = z.infer<typeof LinkedTable>

function gap(cells: LinkedTable['cells'], total: number, parts: readonly number[]): number {
  return parts.reduce((rest, part) => rest - (cells[part]?.value ?? 0), cells[total]?.value ?? 0)
}

/** What a reader takes for granted of a hidden count: not negative; whole; or at least one, because zeros are printed. */
export const attackers = ['plain', 'integer', 'positive'] as const
export type Attacker = (typeof attackers)[number]

/** What must stay possible around one primary cell, as distances from its value. */
export interface Guard {
  readonly cell: number
  readonly down: number
  readonly up: number
}

/** The least that this reader believes a hidden cell can hold. */
export function floorOf(value: number, attacker: Attacker): number {
  return attacker === 'positive' ? Math.min(1, value) : 0
}

export const guardsOf = (table: LinkedTable, attacker: Attacker): readonly Guard[] =>
  table.primary.map((cell, index) => ({
    cell,
    down: Math.min(
      table.lpl[index] as number,
      countOf(table, cell) - floorOf(countOf(table, cell), attacker),
    ),
    up: table.upl[index] as number,
  }))

export const countOf = (table: LinkedTable, cell: number): number => table.cells[cell]?.value ?? 0

/** Whether a cell that need not be hidden may be: a zero is no help against a reader who knows that zeros are printed. */
export const mayHide = (table: LinkedTable, cell: number, against: readonly Attacker[]): boolean =>
  table.primary.includes(cell) || countOf(table, cell) > 0 || !against.includes('positive')
