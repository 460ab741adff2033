import { useRouter } from '@tanstack/react-router'
import { call, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { toast } from '#kernel/ui/index.ts'
import { type CallbackSettlement, callbackSettlement } from '#vocabulary'
import { putBack } from './attempt.ts'
import { type Callback, noteCalledIn, settleCallback } from './contract.ts'
import { useRefreshCallbacks } from './useRefresh.ts'
import type { Window } from './windows.ts'

/** What is done to a call-back in one key; each settlement can be taken back. */
export function useCallbackActs() {
  const router = useRouter()
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
    settle: (callback: Callback, as: Extract<CallbackSettlement, 'cancelled' | 'given_up'>) =>
      void attempt(async () => {
        await call(settleCallback, { params: { id: callback.id }, version: callback.version, input: { as } })
        toast({
          text: `Rappel réglé : ${callbackSettlement.label(as).toLowerCase()}.`,
          undo: () => reopen(callback),
        })
      }),
    /** Moves a promise to another window, without calling. */
    postpone: (callback: Callback, next: Window) =>
      void attempt(async () => {
        const { id, version } = callback
        await call(settleCallback, { params: { id }, version, input: { as: 'postponed', next } })
        toast({ text: 'Rappel reporté.', undo: () => reopen(callback) })
      }),
    /** The person called us first: their contact opens. */
    calledIn: (callback: Callback) =>
      void attempt(async () => {
        const { contactId } = await call(noteCalledIn, { params: { id: callback.id }, key: newId() })
        toast({ text: 'Rappel tenu : la personne a rappelé d’elle-même.' })
        router.history.push(`/bureau/contacts/${contactId}`)
      }),
    reopen: (callback: Callback) => void reopen(callback),
  }
}
