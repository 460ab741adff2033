import { useQuery } from '@tanstack/react-query'
import { call } from '#kernel/call.ts'
import { readInterventionRequest } from './requestContract.ts'

/** One request; a letter that leaves shows by itself. */
export const useInterventionRequest = (id: string) =>
  useQuery({
    queryKey: ['intervention-requests', id],
    queryFn: ({ signal }) => call(readInterventionRequest, { params: { id }, signal }),
    refetchInterval: 30_000,
  })
