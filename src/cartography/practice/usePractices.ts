import { useQuery } from '@tanstack/react-query'
import { call } from '#kernel/call.ts'
import { useAct, useRefresh } from '#kernel/useAct.ts'
import { readPractice } from './contract.ts'

/** One practice, by its identifier. */
export const usePractice = (id: string) =>
  useQuery({
    queryKey: ['practice', id],
    queryFn: ({ signal }) => call(readPractice, { params: { id }, signal }),
  })

const names = ['practice', 'practices']

export const useRefreshPractices = () => useRefresh(names)
export const usePracticeAct = () => useAct(names)
