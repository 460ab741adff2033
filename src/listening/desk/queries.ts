import { call } from '#kernel/call.ts'
import { listCallbacks } from '#listening/callback/contract.ts'
import { listContacts } from '#listening/contact/contract.ts'
import { listSituations } from '#listening/situation/contract.ts'

/** The call-backs of the day, late ones first. */
export const dueQuery = {
  queryKey: ['callbacks', 'desk'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    call(listCallbacks, { query: { view: 'today', limit: 8 }, signal }),
  refetchInterval: 60_000,
}

/** What I have not finished. */
export const draftsQuery = {
  queryKey: ['contacts', 'my_drafts'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    call(listContacts, { query: { view: 'my_drafts', limit: 20 }, signal }),
}

/** Every draft that I may see: mine, and the team's for a coordinator. */
export const teamDraftsQuery = {
  queryKey: ['contacts', 'all_drafts'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    call(listContacts, { query: { view: 'all_drafts', limit: 30 }, signal }),
}

/** Finalised contacts that no situation holds yet. */
export const unattachedQuery = {
  queryKey: ['contacts', 'unattached'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    call(listContacts, { query: { view: 'unattached', limit: 6 }, signal }),
}

/** The situations I follow, the last to move first. */
export const mySituationsQuery = {
  queryKey: ['situations', 'desk'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    call(listSituations, { query: { mine: 'true', limit: 8 }, signal }),
}
