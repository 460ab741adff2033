import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { toast } from '#kernel/ui/index.ts'
import { listTransmissions, readTransmission, transmissionsOf } from './contract.ts'

export const transmissionKey = (id: string) => ['transmission', id] as const

/** One transmission, read whole. */
export const transmissionQuery = (id: string) => ({
  queryKey: transmissionKey(id),
  queryFn: ({ signal }: { signal: AbortSignal }) => call(readTransmission, { params: { id }, signal }),
})

/** The transmissions of a file. */
export const ofSituationQuery = (situationId: string) => ({
  queryKey: ['transmissions', 'situation', situationId],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    call(transmissionsOf, { params: { id: situationId }, signal }),
})

/** What waits for a second reading, the urgent first; and how much comes back or is late. */
export const toValidateQuery = {
  queryKey: ['transmissions', 'to_validate', 'desk'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    call(listTransmissions, { query: { view: 'to_validate', limit: 6 }, signal }),
  refetchInterval: 30_000,
}

/** What came back to me with remarks. */
export const toCorrectQuery = {
  queryKey: ['transmissions', 'to_correct', 'desk'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    call(listTransmissions, {
      query: { view: 'writing', mine: 'true', status: 'returned', limit: 6 },
      signal,
    }),
  refetchInterval: 60_000,
}

/** Does something to a transmission, then reads everything that shows it again; says why when it could not. */
export function useTransmissionAct() {
  const client = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const refresh = () =>
    Promise.all(
      ['transmission', 'transmissions', 'situation', 'situations'].map((key) =>
        client.invalidateQueries({ queryKey: [key] }),
      ),
    )
  const act = async <Done>(work: () => Promise<Done>, told?: string): Promise<Done | undefined> => {
    setBusy(true)
    try {
      const done = await work()
      if (told) toast({ text: told })
      return done
    } catch (error) {
      const fields = error instanceof RefusalError ? error.fields.map(({ message }) => message) : []
      toast({ text: [sentenceOf(error), ...fields].join(' ') })
      return undefined
    } finally {
      await refresh()
      setBusy(false)
    }
  }
  return { act, refresh, isBusy }
}
