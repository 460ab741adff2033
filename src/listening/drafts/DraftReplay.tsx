import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { formatList, plural, toast } from '#kernel/ui/index.ts'
import { type Replayed, replayDrafts } from './replay.ts'

const minute = 60_000

/** What waits on this machine, looked at now and each minute, and as soon as the network is back. */
export const useReplayedDrafts = () =>
  useQuery({
    queryKey: ['drafts of this machine'],
    queryFn: replayDrafts,
    refetchInterval: minute,
    staleTime: minute,
    refetchOnReconnect: 'always',
    retry: false,
    // A browser without room or without keys must not take the desk away.
    throwOnError: false,
  })

/** Brings back what an earlier page, a cut or a session that ended left on this machine. */
export function DraftReplay() {
  const client = useQueryClient()
  const { data } = useReplayedDrafts()
  useEffect(() => {
    if (!data || data.saved.length === 0) return
    toast({ text: savedInWords(data) })
    void client.invalidateQueries({ queryKey: ['contacts'] })
    for (const { kind, recordId } of data.saved) {
      if (kind === 'situation') void client.invalidateQueries({ queryKey: ['situation', recordId] })
    }
  }, [data, client])
  return null
}

const savedInWords = ({ saved }: Replayed) =>
  `Ce qui attendait sur ce poste est enregistré\u00a0: ${countInWords(saved)}.`

/** « 2 contacts et 1 situation ». */
export function countInWords(records: Replayed['saved']): string {
  const contacts = records.filter(({ kind }) => kind === 'contact').length
  const files = records.length - contacts
  return formatList([
    ...(contacts > 0 ? [plural(contacts, 'contact', 'contacts')] : []),
    ...(files > 0 ? [plural(files, 'situation', 'situations')] : []),
  ])
}
