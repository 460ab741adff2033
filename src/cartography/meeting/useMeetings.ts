import { useQuery } from '@tanstack/react-query'
import { call } from '#kernel/call.ts'
import { useAct, useRefresh } from '#kernel/useAct.ts'
import { readMeeting } from './contract.ts'

/** One meeting; what leaves by e-mail shows by itself. */
export const useMeeting = (id: string) =>
  useQuery({
    queryKey: ['meeting', id],
    queryFn: ({ signal }) => call(readMeeting, { params: { id }, signal }),
    refetchInterval: 60_000,
  })

const names = ['meeting', 'meetings', 'decisions']

export const useRefreshMeetings = () => useRefresh(names)
export const useMeetingAct = () => useAct(names)
