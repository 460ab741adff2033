import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { base64Of } from '#kernel/base64.ts'
import { call } from '#kernel/call.ts'
import type {
  Departement,
  ExchangeDecision,
  ExchangeFormat,
  ExchangeVerdict,
  ServiceVisibility,
} from '#vocabulary'
import {
  acceptRun,
  bringFile,
  cancelRun,
  decideItems,
  type ExchangeRun,
  fileLimit,
  listExchangeFaults,
  listExports,
  listItems,
  listRuns,
  readRun,
  requestExport,
} from './contract.ts'

const isBusy = (state: ExchangeRun['state'] | undefined): boolean =>
  state === 'checking' || state === 'writing'
const key = ['directory', 'exchange'] as const

/** The files brought lately, the last first. */
export const useRuns = () =>
  useQuery({ queryKey: [...key, 'runs'], queryFn: ({ signal }) => call(listRuns, { signal }) })

/** One file, asked for again every second while the server works on it. */
export const useRun = (id: string) =>
  useQuery({
    queryKey: [...key, 'runs', id],
    queryFn: ({ signal }) => call(readRun, { params: { id }, signal }),
    refetchInterval: ({ state }) => (isBusy(state.data?.state) ? 1000 : false),
  })

/** One page of what a file says. */
export const useItems = (
  run: ExchangeRun,
  verdict: ExchangeVerdict,
  after: string | undefined,
  limit: number,
) =>
  useQuery({
    queryKey: [...key, 'runs', run.id, 'items', run.state, verdict, after],
    queryFn: ({ signal }) =>
      call(listItems, { params: { id: run.id }, query: { verdict, limit, ...(after && { after }) }, signal }),
    placeholderData: keepPreviousData,
  })

/** One page of what is refused. */
export const useExchangeFaults = (run: ExchangeRun, after: string | undefined, limit: number) =>
  useQuery({
    queryKey: [...key, 'runs', run.id, 'faults', run.state, after],
    queryFn: ({ signal }) =>
      call(listExchangeFaults, { params: { id: run.id }, query: { limit, ...(after && { after }) }, signal }),
    placeholderData: keepPreviousData,
  })

/** The exports of the day, asked for again every second while one is made. */
export const useExports = () =>
  useQuery({
    queryKey: [...key, 'exports'],
    queryFn: ({ signal }) => call(listExports, { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some((one) => one.state === 'making') ? 1000 : false),
  })

/** The file does not fit: said before it travels. */
export class FileTooLarge extends Error {}

export interface Bringing {
  readonly file: File
  readonly format: ExchangeFormat
  readonly source: string
  readonly onlyCheck: boolean
}

export interface Asked {
  readonly format: ExchangeFormat
  readonly audience: ServiceVisibility
  readonly departement: Departement | null
}

/** What a person does with files of the directory. */
export function useExchangeActs() {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['directory'] })
  // The same file sent again after a failure is the same request.
  const last = useRef<{ asked: string; key: string }>(undefined)
  const bring = useMutation({
    mutationFn: async ({ file, format, source, onlyCheck }: Bringing) => {
      if (file.size > fileLimit) throw new FileTooLarge()
      const asked = JSON.stringify([file.name, file.size, file.lastModified, format, source, onlyCheck])
      if (last.current?.asked !== asked) last.current = { asked, key: crypto.randomUUID() }
      const content = await base64Of(file)
      return call(bringFile, {
        input: { name: file.name, format, source, onlyCheck, content },
        key: last.current.key,
      })
    },
    onSuccess: () => {
      last.current = undefined
      return refresh()
    },
  })
  const accept = useMutation({
    mutationFn: ({ id, ...input }: { id: string; acceptValid: boolean; undecided: ExchangeDecision }) =>
      call(acceptRun, { params: { id }, input }),
    onSettled: refresh,
  })
  const cancel = useMutation({
    mutationFn: (id: string) => call(cancelRun, { params: { id } }),
    onSettled: refresh,
  })
  const decide = useMutation({
    mutationFn: ({
      id,
      position,
      decision,
    }: {
      id: string
      position: number
      decision: ExchangeDecision | null
    }) => call(decideItems, { params: { id }, input: { items: [{ position, decision }] } }),
    onSettled: refresh,
  })
  const ask = useMutation({
    mutationFn: (input: Asked) => call(requestExport, { input }),
    onSettled: refresh,
  })
  return { bring, accept, cancel, decide, ask }
}
