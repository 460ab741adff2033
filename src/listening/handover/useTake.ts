import { useQueryClient } from '@tanstack/react-query'
import { call, sentenceOf } from '#kernel/call.ts'
import { toast } from '#kernel/ui/index.ts'
import { takeHandover } from './contract.ts'

/** Takes a hand-over in my name. */
export function useTake() {
  const client = useQueryClient()
  return async (id: string) => {
    try {
      await call(takeHandover, { params: { id } })
      toast({ text: 'Relève prise, à votre nom.' })
    } catch (error) {
      toast({ text: sentenceOf(error) })
    }
    await client.invalidateQueries({ queryKey: ['handovers'] })
  }
}
