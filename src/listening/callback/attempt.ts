import { call, RefusalError } from '#kernel/call.ts'
import type { CallbackOutcome } from '#vocabulary'
import { type Callback, reopenCallback } from './contract.ts'

/** What was done, in a sentence for the message that follows. */
export const attemptDone: Readonly<Record<CallbackOutcome, string>> = {
  reached: 'Rappel tenu : personne jointe.',
  no_answer: 'Essai noté : pas de réponse. Le rappel reste à faire.',
  postponed: 'Rappel reporté.',
  refused: 'Rappel réglé : refusé par la personne.',
  interrupted: 'Essai noté : interrompu par sécurité. Le rappel reste à faire.',
}

/** Puts back on the list a call-back that has just been settled, whatever its version has become. */
export async function putBack(callback: Pick<Callback, 'id' | 'version' | 'state'>): Promise<void> {
  const reopen = (version: number) => call(reopenCallback, { params: { id: callback.id }, version })
  try {
    await reopen(callback.state === 'settled' ? callback.version : callback.version + 1)
  } catch (error) {
    if (!(error instanceof RefusalError && error.code === 'version_conflict')) throw error
    await reopen((error.current as Callback).version)
  }
}
