import { useRouter, useRouterState } from '@tanstack/react-router'

interface Going {
  /** Takes the place of the current address instead of being one step further. */
  replace?: boolean
  /** Travels with the step in the history of the browser, and never in the address. */
  state?: object
}

/** What the address says after `?` (codes only: an address is kept by the browser and read by whoever passes). */
export function useAddress() {
  const router = useRouter()
  const path = useRouterState({ select: (current) => current.location.pathname })
  const search = useRouterState({ select: (current) => current.location.searchStr })
  const said = new URLSearchParams(search)
  const go = (changes: Readonly<Record<string, string | null>>, { replace = false, state }: Going = {}) => {
    const next = new URLSearchParams(search)
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === '') next.delete(name)
      else next.set(name, value)
    }
    const text = next.toString()
    const address = text ? `${path}?${text}` : path
    if (replace) router.history.replace(address, state)
    else router.history.push(address, state)
  }
  return { said, go, address: `${path}${search}` }
}
