import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { call } from '#kernel/call.ts'
import { type Present, showPresence } from './contract.ts'

type Kind = 'situation' | 'contact'

/** How long after the last key somebody is still said to write. */
const afterTyping = 15_000

/** Says that I have this open, and reads who else has: every twenty seconds, and as soon as somebody comes or goes. */
export function usePresence(kind: Kind, id: string, isEnabled = true): readonly Present[] {
  const client = useQueryClient()
  const isWriting = useIsWriting()
  const state = useRef<'reading' | 'writing'>('reading')
  const { data } = useQuery({
    queryKey: ['presence', id],
    queryFn: ({ signal }) => call(showPresence, { input: { kind, id, state: state.current }, signal }),
    refetchInterval: 20_000,
    enabled: isEnabled,
    gcTime: 0,
    retry: false,
  })
  useEffect(() => {
    const next = isWriting ? 'writing' : 'reading'
    if (state.current === next) return
    state.current = next
    void client.invalidateQueries({ queryKey: ['presence', id] })
  }, [client, id, isWriting])
  useEffect(() => {
    if (!isEnabled) return
    const leave = () => sayGone(kind, id)
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [kind, id, isEnabled])
  return isEnabled ? (data?.others ?? []) : []
}

/** Sent even while the page goes away; unheard, the others know it a minute later. */
function sayGone(kind: Kind, id: string): void {
  const body = new Blob([JSON.stringify({ kind, id, state: 'gone' })], { type: 'application/json' })
  navigator.sendBeacon(showPresence.path, body)
}

/** Whether something has just been typed on the page. */
function useIsWriting(): boolean {
  const [isWriting, setWriting] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const typed = () => {
      setWriting(true)
      clearTimeout(timer)
      timer = setTimeout(() => setWriting(false), afterTyping)
    }
    const main = document.getElementById('main')
    main?.addEventListener('input', typed)
    return () => {
      clearTimeout(timer)
      main?.removeEventListener('input', typed)
    }
  }, [])
  return isWriting
}
