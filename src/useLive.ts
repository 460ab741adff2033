import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { endSession } from '#kernel/call.ts'
import { follow } from '#kernel/followLive.ts'
import { isTopic, liveRoles, type Topic } from '#topics.ts'
import type { Role } from '#vocabulary'

/** What a change makes out of date, beside the page of the very thing that changed. */
const lists: Readonly<Record<Topic, readonly QueryKey[]>> = {
  contact: [['contacts']],
  situation: [['situations'], ['transmissions'], ['due']],
  callback: [['callbacks'], ['due'], ['situation']],
  transmission: [
    ['transmissions'],
    ['transmission'],
    ['situation'],
    ['delivery'],
    ['escalations'],
    ['undelivered'],
  ],
  handover: [['handovers'], ['flags']],
  presence: [],
  debrief: [['debriefs']],
  pulse: [['pulse']],
  shift: [['shifts']],
}

/** Topics whose identifier is that of a page read by itself. */
const pages: readonly Topic[] = ['contact', 'situation', 'presence', 'transmission']

/** Changes that come together are read together, and five hundred desks do not ask at the same instant. */
const gathering = 250
const spread = 500
const rest = 2000

/** Reads again what is on the screen as it changes elsewhere, through the usual rights, for as long as the frame is there. */
export function useLive(role: Role): void {
  const client = useQueryClient()
  const isTold = liveRoles.some((one) => one === role)
  useEffect(() => {
    if (!isTold) return
    const refresh = gather(client)
    let leaving: ReturnType<typeof setTimeout> | undefined
    const stop = follow({
      onChanges: (changes) => {
        for (const [topic, id] of changes) if (isTopic(topic)) refresh.add(keysOf(topic, id))
      },
      onLost: () =>
        refresh.add(
          Object.values(lists)
            .flat()
            .concat([['situation'], ['presence']]),
        ),
      // Whoever signs out on purpose leaves the frame before that, and is not told that the session has ended.
      onEnd: () => {
        leaving = setTimeout(() => endSession('ended'), 1000)
      },
    })
    return () => {
      clearTimeout(leaving)
      stop()
      refresh.stop()
    }
  }, [client, isTold])
}

const keysOf = (topic: Topic, id: string): readonly QueryKey[] =>
  pages.includes(topic) ? [...lists[topic], [topic, id]] : lists[topic]

function gather(client: QueryClient) {
  const waiting = new Map<string, QueryKey>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let last = 0
  const flush = () => {
    timer = undefined
    last = Date.now()
    const keys = [...waiting.values()]
    waiting.clear()
    // A window that nobody looks at reads again when somebody does.
    const refetchType = document.visibilityState === 'hidden' ? 'none' : 'active'
    for (const queryKey of keys) void client.invalidateQueries({ queryKey, refetchType })
  }
  return {
    add: (keys: readonly QueryKey[]) => {
      for (const key of keys) waiting.set(JSON.stringify(key), key)
      const pause = Math.max(gathering, last + rest - Date.now()) + Math.random() * spread
      timer ??= setTimeout(flush, pause)
    },
    stop: () => clearTimeout(timer),
  }
}
