import { useQueryClient } from '@tanstack/react-query'

/** Reads again every list of call-backs, and the file that shows them. */
export function useRefreshCallbacks(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: ['callbacks'] }),
      client.invalidateQueries({ queryKey: ['situation'] }),
    ])
  }
}
