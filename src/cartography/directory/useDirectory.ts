import { useQueryClient } from '@tanstack/react-query'
import { sentenceOf } from '#kernel/call.ts'
import { toast } from '#kernel/ui/index.ts'

/** Under which one entry is kept by the browser; every list of the directory begins the same way. */
export const serviceKey = (id: string) => ['directory', 'service', id] as const

/** Does something to the directory, reads again what shows it, and says so with the way back. */
export function useDirectoryActs() {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['directory'] })
  const attempt = async (
    work: () => Promise<unknown>,
    text: string,
    undo?: () => Promise<unknown>,
  ): Promise<boolean> => {
    try {
      await work()
    } catch (error) {
      toast({ text: sentenceOf(error) })
      void refresh()
      return false
    }
    toast({ text, ...(undo && { undo: async () => void (await attempt(undo, 'C’est défait.')) }) })
    await refresh()
    return true
  }
  return { attempt, refresh }
}
