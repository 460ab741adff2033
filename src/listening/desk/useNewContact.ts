import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { call, OfflineError, RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { toast } from '#kernel/ui/index.ts'
import { type ContactFields, createContact } from '#listening/contact/contract.ts'
import { openLocally } from '#listening/contact/offline.ts'
import type { Creation } from '#listening/drafts/draftStore.ts'

type Kind = Pick<ContactFields, 'channel' | 'direction'>

/** After that, whoever speaks has waited long enough: the contact opens on this machine. */
const patience = 4000

/** Picks up: the contact exists from this second on, on the server, or on this machine while the server is away. */
export function useNewContact() {
  const router = useRouter()
  const client = useQueryClient()
  const isStarting = useRef(false)
  const [isPending, setPending] = useState(false)

  const start = async (kind: Kind, isAfterTheFact = false) => {
    if (isStarting.current) return
    isStarting.current = true
    setPending(true)
    try {
      const id = await open({ ...kind, occurredAt: new Date().toISOString(), key: newId() })
      void client.invalidateQueries({ queryKey: ['contacts'] })
      router.history.push(`/bureau/contacts/${id}${isAfterTheFact ? '?apres-coup' : ''}`)
    } catch (error) {
      toast({ text: sentenceOf(error) })
    } finally {
      isStarting.current = false
      setPending(false)
    }
  }
  return { start: (kind: Kind, isAfterTheFact?: boolean) => void start(kind, isAfterTheFact), isPending }
}

async function open(creation: Creation): Promise<string> {
  const { key, ...input } = creation
  try {
    const made = await call(createContact, { input, key, signal: AbortSignal.timeout(patience) })
    return made.id
  } catch (error) {
    if (error instanceof OfflineError) return openLocally(creation)
    // The clock of this machine is ahead: the server's own will do.
    if (error instanceof RefusalError && error.code === 'happened_in_future') {
      const { occurredAt: _, ...rest } = input
      return (await call(createContact, { input: rest })).id
    }
    throw error
  }
}
