import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call, sentenceOf } from '#kernel/call.ts'
import { toast } from '#kernel/ui/index.ts'
import { type Authority, type Unit, verifyAuthority, verifyUnit } from './contract.ts'

export const authorityKey = (id: string) => ['authority', id] as const

/** What was read of authorities is read again. */
export function useRefreshAuthorities() {
  const queries = useQueryClient()
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['authority'] }),
      queries.invalidateQueries({ queryKey: ['authorities'] }),
    ])
  }
}

/** The acts of the entry that need no form. */
export function useAuthorityActs(entry: Authority) {
  const refresh = useRefreshAuthorities()
  const told = (text: string) => async () => {
    await refresh()
    toast({ text })
  }
  const failed = async (error: unknown) => {
    await refresh()
    toast({ text: sentenceOf(error) })
  }
  const verifyAll = useMutation({
    mutationFn: () => call(verifyAuthority, { params: { id: entry.id }, version: entry.version }),
    onSuccess: told('Fiche vérifiée aujourd’hui, services compris.'),
    onError: failed,
  })
  const verifyOne = useMutation({
    mutationFn: (unit: Unit) => call(verifyUnit, { params: { id: unit.id }, version: unit.version }),
    onSuccess: told('Service vérifié aujourd’hui.'),
    onError: failed,
  })
  return { verifyAll, verifyOne }
}
