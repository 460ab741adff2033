import { useRouter, useRouterState } from '@tanstack/react-router'
import { dayOf } from '#kernel/ui/format.ts'
import type { CallerProfile, Departement } from '#vocabulary'
import { ReportQuery } from './contract.ts'
import { type Period, presetsOf } from './period.ts'

/** What the page shows, as its address says it: dates and codes, nothing else. */
export interface Shown extends Period {
  readonly departement: readonly Departement[]
  readonly callerProfile: readonly CallerProfile[]
}

// A dash between codes: the router would read a lone number or a comma as something else.
const between = '-'

function shownBy(search: string): Shown {
  const said = new URLSearchParams(search)
  const codes = (name: string) => said.get(name)?.split(between) ?? []
  const asked = ReportQuery.safeParse({
    from: said.get('from'),
    to: said.get('to'),
    departement: codes('departement'),
    callerProfile: codes('callerProfile'),
  })
  const [latest] = presetsOf(dayOf(new Date()))
  if (!asked.success || asked.data.from > asked.data.to) {
    return { from: latest?.from ?? '', to: latest?.to ?? '', departement: [], callerProfile: [] }
  }
  const { from, to, departement, callerProfile } = asked.data
  return { from, to, departement: [departement ?? []].flat(), callerProfile: [callerProfile ?? []].flat() }
}

/** The state of the page lives in its address: it can be kept, sent and printed again. */
export function useReportAddress() {
  const router = useRouter()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const search = useRouterState({ select: ({ location }) => location.searchStr })
  const shown = shownBy(search)
  const show = (changes: Partial<Shown>) => {
    const { from, to, departement, callerProfile } = { ...shown, ...changes }
    const next = new URLSearchParams({ from, to })
    if (departement.length > 0) next.set('departement', departement.join(between))
    if (callerProfile.length > 0) next.set('callerProfile', callerProfile.join(between))
    router.history.push(`${path}?${next}`)
  }
  return { shown, show }
}
