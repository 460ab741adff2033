import { RefusalError } from '#kernel/call.ts'

/** What went wrong, in the sentence a person reads. */
export function troubleInWords(error: unknown): string {
  if (error instanceof RefusalError) return error.message
  return 'Le serveur ne répond pas. Rien n’a changé : réessayez dans un instant.'
}

/** Whether somebody else changed the file first. */
export const isConflict = (error: unknown) =>
  error instanceof RefusalError && error.code === 'version_conflict'
