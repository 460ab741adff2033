import { useSyncExternalStore } from 'react'

/** The file at work: the last one opened in this tab, so that what is found elsewhere can be sent to it. */
export interface OpenSituation {
  readonly id: string
  readonly reference: string
  readonly departement: string | null
  readonly age: number | null
}

let current: OpenSituation | null = null
const listeners = new Set<() => void>()

/** Says which file is at work; kept in memory only, forgotten with the tab. */
export function setOpenSituation(situation: OpenSituation | null): void {
  current = situation
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

export const useOpenSituation = (): OpenSituation | null => useSyncExternalStore(subscribe, () => current)
