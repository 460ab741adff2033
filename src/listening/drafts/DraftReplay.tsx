import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { plural, toast } from '#kernel/ui/index.ts'
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
  }, [data, client])
  return null
}

const savedInWords = ({ saved }: Replayed) =>
  `Ce qui attendait sur ce poste est enregistré : ${plural(saved.length, 'contact', 'contacts')}.`
