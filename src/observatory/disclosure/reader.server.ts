import loadHighs, { type Highs } from 'highs'
import { type Attacker, countOf, floorOf, type LinkedTable } from './table.ts'

let loaded: Promise<Highs> | undefined

/** The solver, loaded once for the process. */
export function openSolver(): Promise<Highs> {
  // Its types are those of a CommonJS module, and what is loaded is the ES one.
  loaded ??= (loadHighs as unknown as typeof loadHighs.default)()
  return loaded
}

/** As far up as a hidden cell may go: beyond anything that could matter. */
const far = 1e7

/** How close two numbers are taken to be equal. */
export const nearly = 1e-6

/** A table that says the same as what is printed, as differences from the true one; and what would have stopped it going further. */
export interface OtherTable {
  readonly differences: Float64Array
  /** Per cell, how much one more unit of room above or below it would be worth. */
  readonly worth: Float64Array
}

/**
 * What a reader can work out: the tables that agree with every printed cell and every equation. Its memory is native:
 * whoever opens a reader closes it.
 */
export class Reader {
  readonly #model: ReturnType<Highs['createModel']>
  readonly #table: LinkedTable
  readonly #attacker: Attacker
  readonly #size: number

  constructor(solver: Highs, table: LinkedTable, attacker: Attacker) {
    this.#table = table
    this.#attacker = attacker
    this.#size = table.cells.length
    const starts = [0]
    const indices: number[] = []
    const values: number[] = []
    for (const { total, parts } of table.equations) {
      indices.push(total, ...parts)
      values.push(1, ...parts.map(() => -1))
      starts.push(indices.length)
    }
    const zeros = new Array(this.#size).fill(0)
    this.#model = solver.createModel({
      numCols: this.#size,
      numRows: table.equations.length,
      colCost: zeros,
      colLower: zeros,
      colUpper: zeros,
      rowLower: table.equations.map(() => 0),
      rowUpper: table.equations.map(() => 0),
      matrix: {
        format: 'csr',
        numRows: table.equations.length,
        numCols: this.#size,
        starts,
        indices,
        values,
      },
      ...(attacker === 'integer' && {
        integrality: zeros.map(() => solver.constants.variableType.integer),
      }),
    })
    this.#model.options.set({ output_flag: false, random_seed: 0 })
    if (attacker === 'integer') this.#model.options.set({ mip_rel_gap: 0, mip_abs_gap: 0.5 })
  }

  /** What is printed and what is not. */
  face(hidden: Iterable<number>): void {
    const lower = new Float64Array(this.#size)
    const upper = new Float64Array(this.#size)
    for (const cell of hidden) {
      lower[cell] = this.#lowest(cell)
      upper[cell] = far
    }
    this.#model.changeColsBounds({ kind: 'range', from: 0, to: this.#size - 1 }, lower, upper)
  }

  #lowest(cell: number): number {
    const value = countOf(this.#table, cell)
    return floorOf(value, this.#attacker) - value
  }

  /** One of the tables furthest along the given cells, each as far as asked and no more, each in proportion to what it asks. */
  furthest(wishes: readonly Wish[]): OtherTable {
    for (const { cell, toward, atMost } of wishes) {
      this.#model.changeColCost(cell, wishes.length > 1 ? -toward / atMost : -toward)
      if (toward > 0) this.#model.changeColBounds(cell, this.#lowest(cell), atMost)
      else this.#model.changeColBounds(cell, -Math.min(atMost, -this.#lowest(cell)), far)
    }
    try {
      this.#model.run()
      const { colValue, colDual } = this.#model.getSolution()
      return { differences: colValue.slice(), worth: colDual.slice() }
    } finally {
      for (const { cell } of wishes) {
        this.#model.changeColCost(cell, 0)
        this.#model.changeColBounds(cell, this.#lowest(cell), far)
      }
    }
  }

  close(): void {
    this.#model.dispose()
  }
}

/** Where to pull a cell, and how far is enough. */
export interface Wish {
  readonly cell: number
  readonly toward: 1 | -1
  readonly atMost: number
}

/** Whether a table moves nothing but hidden cells. */
export function movesOnly(differences: Float64Array, isHidden: (cell: number) => boolean): boolean {
  return differences.every((value, cell) => Math.abs(value) <= nearly || isHidden(cell))
}
