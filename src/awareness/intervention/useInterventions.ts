import { useQuery } from '@tanstack/react-query'
import { call } from '#kernel/call.ts'
import { useAct, useRefresh } from '#kernel/useAct.ts'
import { readIntervention } from './contract.ts'

/** One intervention; letters that leave and answers that come show by themselves. */
export const useIntervention = (id: string) =>
  useQuery({
    queryKey: ['intervention', id],
    queryFn: ({ signal }) => call(readIntervention, { params: { id }, signal }),
    refetchInterval: 30_000,
  })

const names = ['intervention', 'interventions', 'intervention-requests', 'signatures']

export const useRefreshInterventions = () => useRefresh(names)
export const useInterventionAct = () => useAct(names)
