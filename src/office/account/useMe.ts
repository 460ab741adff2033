import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { call, endSession, RefusalError } from '#kernel/call.ts'
import { type Me, readMe, signOut, signOutEverywhere } from './contract.ts'

/** Who is signed in; null when nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await call(readMe, { signal })
    } catch (error) {
      if (error instanceof RefusalError && error.code === 'not_signed_in') return null
      throw error
    }
  },
  staleTime: 60_000,
})

/** The person at work, on any page behind the sign-in. */
export function useMe(): Me {
  const { data } = useSuspenseQuery(meQuery)
  if (!data) throw new Error('a page that needs somebody was shown to nobody')
  return data
}

/** Whether the person may ask for an action: shows or hides a button; the server decides anyway. */
export function useCan(): (action: string) => boolean {
  const { abilities } = useMe()
  return (action) => abilities.includes(action)
}

/** Ends this session, or all of them, and forgets what was read. */
export function useSignOut() {
  const queries = useQueryClient()
  const leave = async (contract: typeof signOut | typeof signOutEverywhere) => {
    // The session may have ended by itself meanwhile: leaving is done either way.
    await call(contract).catch((error) => {
      if (!(error instanceof RefusalError && error.code === 'not_signed_in')) throw error
    })
    queries.clear()
    endSession('left')
  }
  return { here: () => leave(signOut), everywhere: () => leave(signOutEverywhere) }
}
