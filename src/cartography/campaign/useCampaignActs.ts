import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { sentenceOf } from '#kernel/call.ts'
import { toast } from '#kernel/ui/index.ts'

/** Does something to a campaign and reads everything around it again; what is refused is said. */
export function useCampaignAct() {
  const client = useQueryClient()
  const [isPending, setPending] = useState(false)
  const act = async (work: () => Promise<string | undefined>): Promise<boolean> => {
    setPending(true)
    try {
      const text = await work()
      if (text) toast({ text })
      return true
    } catch (error) {
      toast({ text: sentenceOf(error) })
      return false
    } finally {
      setPending(false)
      await client.invalidateQueries({ queryKey: ['campaigns'] })
    }
  }
  return { act, isPending }
}
