import { sign } from '#vocabulary'
import { optionsFrom } from './build.ts'

/** The signs that the field knows, under the codes with which they are recorded. */
export const prostitutionSigns = optionsFrom(sign)

export const certainty = [
  ['risk', 'un risque, des conduites pré-prostitutionnelles'],
  ['suspected', 'suspectée'],
  ['probable', 'probable'],
  ['established', 'avérée'],
  ['unknown', 'Ne sait pas'],
] as const
