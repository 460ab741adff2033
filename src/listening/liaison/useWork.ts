import { useQuery, useQueryClient } from '@tanstack/react-query'
import { call, sentenceOf } from '#kernel/call.ts'
import { toast } from '#kernel/ui/index.ts'
import { cancelAction, restoreAction } from '#listening/action/contract.ts'
import { situationKey } from '#listening/situation/useAct.ts'
import { readServiceWork } from './contract.ts'

/** The work with services of one file; read again whenever the file is. */
export function useServiceWork(situationId: string) {
  return useQuery({
    queryKey: [...situationKey(situationId), 'services'],
    queryFn: ({ signal }) => call(readServiceWork, { params: { id: situationId }, signal }),
  })
}

interface Told {
  readonly text: string
  readonly undo?: () => Promise<unknown>
  readonly undone?: string
}

/** Does something to the work with services, reads again what shows it, and says so with the way back. */
export function useWorkActs() {
  const client = useQueryClient()
  const refresh = () =>
    Promise.all(
      [['situation'], ['situations'], ['due']].map((queryKey) => client.invalidateQueries({ queryKey })),
    )
  const tell = ({ text, undo, undone }: Told) =>
    toast({
      text,
      ...(undo && {
        undo: async () => {
          await attempt(undo, undone ? { text: undone } : undefined)
        },
      }),
    })
  const attempt = async (work: () => Promise<unknown>, told?: Told): Promise<boolean> => {
    try {
      await work()
    } catch (error) {
      toast({ text: sentenceOf(error) })
      void refresh()
      return false
    }
    if (told) tell(told)
    await refresh()
    return true
  }
  const withdraw = (id: string, what: string) =>
    attempt(() => call(cancelAction, { params: { id } }), {
      text: `${what} : retiré.`,
      undo: () => call(restoreAction, { params: { id } }),
      undone: `${what} : rétabli.`,
    })
  return { attempt, refresh, tell, withdraw }
}
