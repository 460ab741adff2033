import { useQueryClient } from '@tanstack/react-query'
import { sentenceOf } from '#kernel/call.ts'
import { toast } from '#kernel/ui/index.ts'

/** Where the query cache keeps a file. */
export const situationKey = (id: string) => ['situation', id] as const

interface Told {
  /** What has been done, in a sentence. */
  readonly text: string
  readonly undo?: () => Promise<unknown>
  readonly undone?: string
}

/**
 * Does something to a file, then reads it again and says so with the way back.
 * The promise is false when it could not be done, and why has then been said.
 */
export function useAct(situationId: string) {
  const client = useQueryClient()
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: situationKey(situationId) }),
      client.invalidateQueries({ queryKey: ['situations'] }),
      client.invalidateQueries({ queryKey: ['callbacks'] }),
    ])
  const attempt = async (work: () => Promise<unknown>, told?: Told): Promise<boolean> => {
    try {
      await work()
    } catch (error) {
      toast({ text: sentenceOf(error) })
      void refresh()
      return false
    }
    const { undo, undone } = told ?? {}
    if (told)
      toast({
        text: told.text,
        ...(undo && {
          undo: async () => {
            await attempt(undo, undone ? { text: undone } : undefined)
          },
        }),
      })
    await refresh()
    return true
  }
  return { attempt, refresh }
}
