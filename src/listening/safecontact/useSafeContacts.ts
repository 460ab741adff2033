import { useQuery, useQueryClient } from '@tanstack/react-query'
import { call, sentenceOf } from '#kernel/call.ts'
import { toast } from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { confirmSafeContact, listSafeContacts, type SafeContact, withdrawSafeContact } from './contract.ts'

/** Whose means: those of a file, or those of a contact and of its file. */
export interface MeansOwner {
  readonly situationId?: string | undefined
  readonly contactId?: string | undefined
}

/** How people of a file or of a contact can be reached, read again as the hours pass. */
export function useSafeContacts(owner: MeansOwner) {
  const can = useCan()
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ['safe-contacts', owner.situationId ?? null, owner.contactId ?? null],
    queryFn: ({ signal }) => call(listSafeContacts, { query: { ...owner }, signal }),
    enabled: can('safe_contact.list') && Boolean(owner.situationId ?? owner.contactId),
    refetchInterval: 60_000,
  })
  const refresh = async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: ['safe-contacts'] }),
      client.invalidateQueries({ queryKey: ['callbacks'] }),
      client.invalidateQueries({ queryKey: ['situation'] }),
    ])
  }
  const act = async (work: () => Promise<unknown>, text: string, undo?: () => Promise<unknown>) => {
    try {
      await work()
      toast({ text, ...(undo && { undo: () => act(undo, 'C’est défait.') }) })
    } catch (error) {
      toast({ text: sentenceOf(error) })
    }
    await refresh()
  }
  return {
    query,
    refresh,
    items: query.data?.items ?? [],
    confirm: (one: SafeContact) =>
      void act(
        () => call(confirmSafeContact, { params: { id: one.id }, version: one.version }),
        `Toujours vrai : ${one.person}, noté maintenant.`,
      ),
    withdraw: (one: SafeContact, isWithdrawn: boolean) => {
      let { version } = one
      const write = async (to: boolean) => {
        const saved = await call(withdrawSafeContact, {
          params: { id: one.id },
          version,
          input: { isWithdrawn: to },
        })
        version = saved.version
      }
      void act(
        () => write(isWithdrawn),
        isWithdrawn ? 'Ce moyen ne servira plus.' : 'Remis en service : à confirmer avec la personne.',
        () => write(!isWithdrawn),
      )
    },
  }
}
