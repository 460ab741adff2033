import { useSyncExternalStore } from 'react'

/** The opened identity of the person, in memory only: a reload, the end of the session or « Verrouiller » forgets it. */
let identity: string | null = null
const listeners = new Set<() => void>()

function set(next: string | null): void {
  identity = next
  for (const listener of listeners) listener()
}

export const unlockKey = (opened: string): void => set(opened)
export const lockKey = (): void => set(null)

/** The identity that opens packages; null while it is locked. */
export function useIdentity(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => identity,
  )
}
