import { useQueryClient } from '@tanstack/react-query'
import { RefusalError, sentenceOf } from './call.ts'
import { toast } from './ui/index.ts'

/** Why something was refused, with what is to be completed; what somebody else changed meanwhile is to be read again. */
export function wordsOfRefusal(error: unknown): string {
  if (!(error instanceof RefusalError)) return sentenceOf(error)
  if (error.code === 'version_conflict')
    return 'Quelqu’un vient de modifier cette page. Relisez-la, puis reprenez.'
  const [fault] = error.fields
  return fault ? `${sentenceOf(error)} ${fault.message}` : sentenceOf(error)
}

/** Reads again everything that is kept under these names, wherever it is shown. */
export function useRefresh(names: readonly string[]): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await Promise.all(names.map((name) => queries.invalidateQueries({ queryKey: [name] })))
  }
}

/**
 * Does something, says what came of it in a message that passes, and reads again what is kept under these names. Gives
 * what was done, or nothing when it was refused.
 */
export function useAct(names: readonly string[]) {
  const refresh = useRefresh(names)
  return async <T>(
    work: () => Promise<T>,
    said: string | ((done: T) => string),
  ): Promise<{ readonly done: T } | undefined> => {
    try {
      const done = await work()
      toast({ text: typeof said === 'string' ? said : said(done) })
      return { done }
    } catch (error) {
      toast({ text: wordsOfRefusal(error) })
      return undefined
    } finally {
      await refresh()
    }
  }
}
