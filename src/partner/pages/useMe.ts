import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { call, endSession, RefusalError } from '#kernel/call.ts'
import { type PartnerMe, readMe, signOut, signOutEverywhere } from '../session/contract.ts'

/** Who is signed in on the portal; null when nobody is. */
export const meQuery = queryOptions({
  queryKey: ['partner-me'],
  queryFn: async ({ signal }): Promise<PartnerMe | null> => {
    try {
      return await call(readMe, { signal })
    } catch (error) {
      if (error instanceof RefusalError && error.code === 'not_signed_in') return null
      throw error
    }
  },
  staleTime: 60_000,
})

/** The person, on any page behind the sign-in. */
export function useMe(): PartnerMe {
  const { data } = useSuspenseQuery(meQuery)
  if (!data) throw new Error('a page that needs somebody was shown to nobody')
  return data
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
