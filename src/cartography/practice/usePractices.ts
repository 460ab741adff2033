import { useQuery, useQueryClient } from '@tanstack/react-query'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { toast } from '#kernel/ui/index.ts'
import { readPractice } from './contract.ts'

/** One practice, by its identifier. */
export const usePractice = (id: string) =>
  useQuery({
    queryKey: ['practice', id],
    queryFn: ({ signal }) => call(readPractice, { params: { id }, signal }),
  })

/** Reads practices again, wherever they are shown. */
export function useRefreshPractices() {
  const queries = useQueryClient()
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['practice'] }),
      queries.invalidateQueries({ queryKey: ['practices'] }),
    ])
  }
}

/** Does something to a practice, says so, and reads it again; a refusal is said in its own words. */
export function usePracticeAct() {
  const refresh = useRefreshPractices()
  return async (work: () => Promise<unknown>, said: string): Promise<boolean> => {
    try {
      await work()
      toast({ text: said })
      return true
    } catch (error) {
      toast({ text: wordsOf(error) })
      return false
    } finally {
      await refresh()
    }
  }
}

/** A refusal with what to complete, when it says so. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof RefusalError)) return sentenceOf(error)
  if (error.code === 'version_conflict')
    return 'Quelqu’un vient de modifier cette pratique. Fermez, relisez, puis reprenez.'
  const [fault] = error.fields
  return fault ? `${sentenceOf(error)} ${fault.message}` : sentenceOf(error)
}
