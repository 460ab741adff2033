import { typeset } from '#kernel/trouble.ts'

/** Why a cell, a row or a file is refused. */
export const faultCodes = [
  'file_empty',
  'header_missing',
  'header_unknown',
  'header_twice',
  'quotes_broken',
  'row_too_long',
  'cells_missing',
  'cells_extra',
  'encoding',
  'required',
  'unknown_code',
  'code_not_in_force',
  'not_a_date',
  'offset_missing',
  'date_impossible',
  'date_in_future',
  'date_too_old',
  'not_an_age',
  'age_out_of_range',
  'too_long',
  'duplicate',
] as const
export type FaultCode = (typeof faultCodes)[number]

/** One reason for which a row is refused, with the line of the file on which its row begins. */
export interface Fault {
  readonly line: number
  /** Name of the column; of a cell beyond the last column, its number; empty when the whole file is meant. */
  readonly column: string
  readonly code: FaultCode
  /** What is wrong and what is expected, in French. */
  readonly message: string
}

export const fault = (line: number, column: string, code: FaultCode, message: string): Fault => ({
  line,
  column,
  code,
  message: typeset(message),
})

/** A value as a message shows it: short, since a misplaced narrative may stand there. */
export const quoted = (value: string): string =>
  `« ${value.length > 40 ? `${value.slice(0, 39)}…` : value} »`.replaceAll(/\s+/g, ' ')
