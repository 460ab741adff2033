import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { readNarratives, type Situation } from './contract.ts'
import { situationKey } from './useAct.ts'

/** What was told during the contacts of a file, by contact. */
export type Stories = ReadonlyMap<string, string>

/** The narratives of a file: the last one comes with it, all the others when somebody wants to read them. */
export function useStories(file: Situation) {
  const [isWanted, setWanted] = useState(false)
  const { data, error, isFetching, refetch } = useQuery({
    // Another contact, another save: what was read before may no longer be what is told.
    queryKey: [...situationKey(file.id), 'narratives', file.contacts.map(({ id, version }) => [id, version])],
    queryFn: ({ signal }) => readAll(file.id, signal),
    enabled: isWanted,
  })
  const own = file.contacts.flatMap(({ id, narrative }): [string, string][] =>
    narrative === null ? [] : [[id, narrative]],
  )
  const stories: Stories = new Map([...own, ...(data ?? [])])
  return {
    stories,
    /** How many are not read yet. */
    missing: file.contacts.filter(({ id, isTold }) => isTold && !stories.has(id)).length,
    isReading: isFetching,
    error: isWanted ? error : null,
    /** Reads them all; the promise ends when they are on the page. */
    readAll: async () => {
      setWanted(true)
      await refetch()
    },
  }
}
export type StoriesOfFile = ReturnType<typeof useStories>

async function readAll(id: string, signal: AbortSignal): Promise<[string, string][]> {
  const found: [string, string][] = []
  let after: string | undefined
  do {
    const page = await call(readNarratives, { params: { id }, query: { after }, signal })
    for (const { contactId, narrative } of page.items)
      if (narrative !== null) found.push([contactId, narrative])
    after = page.next ?? undefined
  } while (after)
  return found
}
