import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { call } from '#kernel/call.ts'
import { readEdition } from './contract.ts'

export type Edition = z.infer<typeof readEdition.output>

/** One edition, with its figures, its chapters and what left of it. */
export const useEdition = (id: string) =>
  useQuery({
    queryKey: ['edition', id],
    queryFn: ({ signal }) => call(readEdition, { params: { id }, signal }),
  })

/** Reads editions again, wherever they are shown. */
export function useRefreshEditions() {
  const queries = useQueryClient()
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['edition'] }),
      queries.invalidateQueries({ queryKey: ['editions'] }),
    ])
  }
}
