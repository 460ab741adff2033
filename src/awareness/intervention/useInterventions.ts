import { useQuery, useQueryClient } from '@tanstack/react-query'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { toast } from '#kernel/ui/index.ts'
import { readIntervention } from './contract.ts'

/** One intervention; letters that leave and answers that come show by themselves. */
export const useIntervention = (id: string) =>
  useQuery({
    queryKey: ['intervention', id],
    queryFn: ({ signal }) => call(readIntervention, { params: { id }, signal }),
    refetchInterval: 30_000,
  })

/** Reads interventions and requests again, wherever they are shown. */
export function useRefreshInterventions() {
  const queries = useQueryClient()
  return async () => {
    const names = ['intervention', 'interventions', 'intervention-requests', 'signatures']
    await Promise.all(names.map((name) => queries.invalidateQueries({ queryKey: [name] })))
  }
}

/** Does something to an intervention, says what came of it, and reads it again. */
export function useInterventionAct() {
  const refresh = useRefreshInterventions()
  return async <T>(work: () => Promise<T>, said: string | ((done: T) => string)): Promise<T | undefined> => {
    try {
      const done = await work()
      toast({ text: typeof said === 'string' ? said : said(done) })
      return done
    } catch (error) {
      toast({ text: wordsOf(error) })
      return undefined
    } finally {
      await refresh()
    }
  }
}

/** A refusal with the field that it is about. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof RefusalError)) return sentenceOf(error)
  if (error.code === 'version_conflict')
    return 'Quelqu’un vient de modifier cette page. Relisez-la, puis reprenez.'
  const [fault] = error.fields
  return fault ? `${sentenceOf(error)} ${fault.message}` : sentenceOf(error)
}
