import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { call } from '#kernel/call.ts'
import {
  cancelImport,
  confirmImport,
  type ImportRun,
  listFaults,
  listImports,
  previewImport,
  readImport,
  uploadLimit,
} from './contract.ts'

const isBusy = (state: ImportRun['state'] | undefined): boolean =>
  state === 'checking' || state === 'importing'

/** The imports made lately, the last first. */
export const useImports = () =>
  useQuery({ queryKey: ['imports'], queryFn: ({ signal }) => call(listImports, { signal }) })

/** One import, asked for again every second while the server works on it. */
export const useImport = (id: string) =>
  useQuery({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => call(readImport, { params: { id }, signal }),
    refetchInterval: ({ state }) => (isBusy(state.data?.state) ? 1000 : false),
  })

/** One page of the refused rows. */
export const useFaults = (id: string, after: string | undefined, limit: number) =>
  useQuery({
    queryKey: ['imports', id, 'faults', after],
    queryFn: ({ signal }) =>
      call(listFaults, { params: { id }, query: { limit, ...(after && { after }) }, signal }),
    placeholderData: keepPreviousData,
  })

/** The file does not fit: said before it travels. */
export class FileTooLarge extends Error {}

/** What a coordinator does with a file: sends it, says yes, or gives it up. */
export function useImportActs() {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['imports'] })
  // The same file sent again after a failure is the same request.
  const attempt = useRef<{ file: File; key: string }>(undefined)
  const upload = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > uploadLimit) throw new FileTooLarge()
      if (attempt.current?.file !== file) attempt.current = { file, key: crypto.randomUUID() }
      const text = await file.text()
      return call(previewImport, { input: { name: file.name, text }, key: attempt.current.key })
    },
    onSuccess: refresh,
  })
  const confirm = useMutation({
    mutationFn: ({ id, acceptValid }: { id: string; acceptValid: boolean }) =>
      call(confirmImport, { params: { id }, input: { acceptValid } }),
    onSettled: refresh,
  })
  const cancel = useMutation({
    mutationFn: (id: string) => call(cancelImport, { params: { id } }),
    onSettled: refresh,
  })
  return { upload, confirm, cancel }
}
