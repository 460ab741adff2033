import { RefusalError } from '#kernel/call.ts'
import type { Fields } from '#listening/contact/autosave.ts'
import { diagnoseSave } from '#listening/contact/fields.ts'
import { type Merger, mergeWords } from '#listening/contact/merge.ts'
import type { Failure } from '#listening/contact/saver.ts'
import { SituationFields } from './contract.ts'

export type FileField = keyof SituationFields

export const fileFields = Object.keys(SituationFields.shape) as readonly FileField[]

/** What a person may write of a file, without what the server says of it. */
export const fieldsOf = (file: SituationFields): Fields =>
  Object.fromEntries(fileFields.map((name) => [name, file[name]]))

/** How two writers' lists become one. */
export const fileMergers: Readonly<Partial<Record<FileField, Merger>>> = {
  aliases: mergeWords,
  handles: mergeWords,
  phones: mergeWords,
  measures: mergeWords,
}

/** The fields of a file and their version, as a refusal holds them, and who wrote it last. */
export type FileNow = SituationFields & {
  readonly version: number
  readonly changedAt: string
  readonly changedBy: string | null
}

/** The file as it is now, when a save was refused because it had moved. */
export const movedTo = (error: unknown): FileNow | undefined =>
  error instanceof RefusalError && error.code === 'version_conflict' ? (error.current as FileNow) : undefined

/** What a failed save of a file means. */
export const diagnoseFile = (error: unknown): Failure =>
  diagnoseSave(error, (current) => {
    const file = current as FileNow
    return { current: fieldsOf(file), version: file.version }
  })
