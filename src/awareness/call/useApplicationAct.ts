import { useQueryClient } from '@tanstack/react-query'
import { sentenceOf } from '#kernel/call.ts'
import { toast } from '#kernel/ui/index.ts'

/** Does something, says it, and reads again what is shown of the calls. */
export type Act = (work: () => Promise<unknown>, said: string) => Promise<void>

export function useApplicationAct(): Act {
  const client = useQueryClient()
  return async (work, said) => {
    try {
      await work()
      toast({ text: said })
    } catch (error) {
      toast({ text: sentenceOf(error) })
    }
    await client.invalidateQueries({ queryKey: ['project_calls'] })
  }
}
