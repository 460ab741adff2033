import { useSyncExternalStore } from 'react'

export type Theme = 'system' | 'light' | 'dark'

const themes: readonly Theme[] = ['system', 'light', 'dark']
const listeners = new Set<() => void>()

function readTheme(): Theme {
  try {
    return themes.find((theme) => theme === localStorage.getItem('theme')) ?? 'system'
  } catch {
    return 'system'
  }
}

let current = readTheme()

function apply() {
  if (current === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = current
}

// Before the first render, so that nobody is dazzled by a white page at three in the morning.
apply()

function setTheme(theme: Theme) {
  current = theme
  try {
    localStorage.setItem('theme', theme)
  } catch {
    // The choice then lasts as long as the page.
  }
  apply()
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** The theme of this browser, and how to change it. */
export const useTheme = () => [useSyncExternalStore(subscribe, () => current), setTheme] as const

/** Whether the screen is too narrow for columns side by side. */
export function useIsNarrow(query = '(max-width: 1023px)'): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}
