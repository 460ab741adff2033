import { useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#kernel/call.ts'
import { listDocuments } from './contract.ts'

/** What may be sent: the first hundred items of the catalogue, by title. */
export function useCatalogue() {
  return useQuery({
    queryKey: ['documentation', 'choice'],
    queryFn: ({ signal }) => call(listDocuments, { query: { limit: 100 }, signal }),
  })
}

/** Reads the catalogue again, wherever it is shown. */
export function useRefreshCatalogue() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['documentation'] })
}
