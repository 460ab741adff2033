import { call, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { toast } from '#kernel/ui/index.ts'
import { type CallbackOutcome, type CallbackSettlement, callbackSettlement } from '#vocabulary'
import { tellAttempt } from './AttemptDialog.tsx'
import { putBack } from './attempt.ts'
import { attemptCallback, type Callback, settleCallback } from './contract.ts'
import { useRefreshCallbacks } from './useRefresh.ts'

/** What is done to a call-back in one key; each settlement can be taken back. */
export function useCallbackActs() {
  const refresh = useRefreshCallbacks()
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      toast({ text: sentenceOf(error) })
    }
    await refresh()
  }
  const reopen = (callback: Callback) =>
    attempt(async () => {
      await putBack(callback)
      toast({ text: 'Rappel remis à faire.' })
    })

  return {
    refresh,
    /** Notes an attempt that needs no more words. */
    note: (callback: Callback, outcome: CallbackOutcome) =>
      void attempt(async () => {
        await call(attemptCallback, {
          params: { id: callback.id },
          key: newId(),
          input: { outcome, note: null },
        })
        tellAttempt(callback, outcome, refresh)
      }),
    settle: (callback: Callback, as: Extract<CallbackSettlement, 'cancelled' | 'given_up'>) =>
      void attempt(async () => {
        await call(settleCallback, { params: { id: callback.id }, version: callback.version, input: { as } })
        toast({
          text: `Rappel réglé : ${callbackSettlement.label(as).toLowerCase()}.`,
          undo: () => reopen(callback),
        })
      }),
    reopen: (callback: Callback) => void reopen(callback),
  }
}
