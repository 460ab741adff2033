import { useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#kernel/call.ts'
import { listResources } from './contract.ts'

/** What may be sent: the first hundred resources of the catalogue, by title. */
export function useCatalogue() {
  return useQuery({
    queryKey: ['resources', 'choice'],
    queryFn: ({ signal }) => call(listResources, { query: { limit: 100 }, signal }),
  })
}

/** Reads the catalogue again, wherever it is shown. */
export function useRefreshCatalogue() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['resources'] })
}
