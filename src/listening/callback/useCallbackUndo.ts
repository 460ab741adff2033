import { call, sentenceOf } from '#kernel/call.ts'
import { toast } from '#kernel/ui/index.ts'
import type { CallbackOutcome } from '#vocabulary'
import { attemptDone } from './attempt.ts'
import { type Callback, undoAttempt } from './contract.ts'
import { useRefreshCallbacks } from './useRefresh.ts'

/** Says what an attempt led to, with the way back while it lasts. */
export function useCallbackUndo() {
  const refresh = useRefreshCallbacks()
  return (callback: Pick<Callback, 'id'>, attemptId: string, outcome: CallbackOutcome): void => {
    void refresh()
    toast({
      text: attemptDone[outcome],
      undo: () =>
        call(undoAttempt, { params: { id: callback.id, attemptId } })
          .then(() => undefined)
          .catch((error) => void toast({ text: sentenceOf(error) }))
          .then(refresh),
    })
  }
}
