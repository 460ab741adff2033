import type { Writing } from './writing.ts'

/** One thing still wanted, and the part of the page where it is written. */
export interface Missing {
  readonly field: string
  readonly message: string
}

const isBlank = (text: string | null): boolean => !text?.trim()

/** What a writing still wants before somebody else may read it. */
export function missingOf(writing: Writing, recipients: number): Missing[] {
  const missing: Missing[] = []
  const want = (field: string, message: string) => missing.push({ field, message })
  if (recipients === 0) want('recipients', 'Choisissez au moins un destinataire.')
  if (writing.statements.length === 0 && writing.observations.length === 0 && isBlank(writing.appreciation)) {
    want('statements', 'Reprenez au moins un propos ou un constat, ou écrivez votre appréciation.')
  }
  if (writing.statements.some(({ text }) => isBlank(text))) {
    want('statements', 'Un propos est vide : complétez-le ou retirez-le.')
  }
  if (writing.statements.some(({ source }) => isBlank(source))) {
    want('statements', 'Un propos n’a pas de source : dites par qui et quand.')
  }
  if (!writing.parentsInformed)
    want('parentsInformed', 'Dites si les parents sont informés de la transmission.')
  else if (writing.parentsInformed !== 'yes' && isBlank(writing.parentsReason)) {
    want('parentsReason', 'Dites pourquoi les parents ne sont pas informés, ou quand ils le seront.')
  }
  return missing
}
