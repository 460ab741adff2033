import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { toast } from '#kernel/ui/index.ts'
import { readAuthority } from './contract.ts'
import { type Clash, saveOver } from './saveOver.ts'
import { useRefreshAuthorities } from './useAuthorityActs.ts'

interface Versioned {
  readonly version: number
}

interface Saving<Entry, Changes> {
  readonly authorityId: string
  readonly base: Entry
  readonly send: (version: number, changes: Changes) => Promise<unknown>
  readonly read: (current: unknown) => Entry | undefined
  readonly onDone: () => void
  readonly saved: string
}

/** Who wrote the other version, and when. */
interface Other<Entry> extends Clash<Entry> {
  readonly by: string
  readonly at: string
}

/** Saves an entry over what others may write meanwhile; asks only when the same field was written twice. */
export function useEntryForm<Entry extends Versioned, Changes extends object>(
  saving: Saving<Entry, Changes>,
) {
  const [fault, setFault] = useState<RefusalError | string | null>(null)
  const [clash, setClash] = useState<Other<Entry> | null>(null)
  const [isPending, setPending] = useState(false)
  const refresh = useRefreshAuthorities()
  const save = async (changes: Changes, over: Entry = clash?.now ?? saving.base) => {
    setPending(true)
    setFault(null)
    try {
      const found = await saveOver(over, changes, saving.send, saving.read)
      if (found) {
        const { history } = await call(readAuthority, { params: { id: saving.authorityId } })
        const last = history[0]
        setClash({
          ...found,
          by: last?.author ?? 'Une autre personne',
          at: last?.happenedAt ?? new Date().toISOString(),
        })
        return
      }
      await refresh()
      toast({ text: saving.saved })
      saving.onDone()
    } catch (error) {
      setFault(error instanceof RefusalError ? error : sentenceOf(error))
    } finally {
      setPending(false)
    }
  }
  const faultOf = (field: string) => (fault instanceof RefusalError ? fault.of(field) : undefined)
  const sentence = fault instanceof RefusalError ? sentenceOf(fault) : fault
  return { save, isPending, clash, faultOf, sentence }
}
