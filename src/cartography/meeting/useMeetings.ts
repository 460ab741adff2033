import { useQuery, useQueryClient } from '@tanstack/react-query'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { toast } from '#kernel/ui/index.ts'
import { readMeeting } from './contract.ts'

/** One meeting; what leaves by e-mail shows by itself. */
export const useMeeting = (id: string) =>
  useQuery({
    queryKey: ['meeting', id],
    queryFn: ({ signal }) => call(readMeeting, { params: { id }, signal }),
    refetchInterval: 60_000,
  })

/** Reads meetings again, wherever they are shown. */
export function useRefreshMeetings() {
  const queries = useQueryClient()
  return async () => {
    await Promise.all(
      ['meeting', 'meetings', 'decisions'].map((name) => queries.invalidateQueries({ queryKey: [name] })),
    )
  }
}

/** Does something to a meeting, says what came of it, and reads it again. */
export function useMeetingAct() {
  const refresh = useRefreshMeetings()
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
    return 'Quelqu’un vient de modifier cette rencontre. Relisez-la, puis reprenez.'
  const [fault] = error.fields
  return fault ? `${sentenceOf(error)} ${fault.message}` : sentenceOf(error)
}
