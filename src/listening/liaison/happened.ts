import type { Sending } from '#listening/documentation/contract.ts'
import type { Orientation } from '#listening/orientation/contract.ts'
import type { DueItem, Exchange, ServiceWork } from './contract.ts'

interface When {
  readonly kind: 'service'
  readonly id: string
  readonly at: string
  readonly recordedAt: string
  readonly by: string | null
}

/** One thing on the line of time of a file that was done with services. */
export type ServiceHappening =
  | (When & { readonly exchange: Exchange })
  | (When & { readonly sending: Sending })
  | (When & { readonly orientation: Orientation; readonly isAnswered: boolean })
  | (When & { readonly due: DueItem; readonly isSettled: boolean })

/** The identifiers of the actions that are told here at more length. */
export const toldHere = (work: ServiceWork | undefined): ReadonlySet<string> =>
  new Set([
    ...(work?.exchanges ?? []).map(({ id }) => id),
    ...(work?.sendings ?? []).map(({ id }) => id),
    ...(work?.orientations ?? []).map(({ id }) => id),
  ])

/** What was done with services, and what came of it, in no particular order. */
export function serviceHappeningsOf(work: ServiceWork | undefined): ServiceHappening[] {
  if (!work) return []
  return [
    ...work.exchanges.map((exchange) => ({ ...about(exchange), exchange })),
    ...work.sendings.map((sending) => ({ ...about(sending), sending })),
    ...work.orientations.flatMap(fromOrientation),
    ...work.dueItems.flatMap(fromDue),
  ]
}

const about = (record: Pick<Exchange, 'id' | 'at' | 'recordedAt' | 'author'>): When => ({
  kind: 'service',
  id: `service-${record.id}`,
  at: record.at,
  recordedAt: record.recordedAt,
  by: record.author,
})

function fromOrientation(orientation: Orientation): ServiceHappening[] {
  const given = { ...about(orientation), orientation, isAnswered: false }
  const { outcomeAt: at, outcomeBy: by } = orientation
  if (!at) return [given]
  return [given, { ...given, id: `outcome-${orientation.id}`, at, recordedAt: at, by, isAnswered: true }]
}

/** A request of an informant stands by itself; what a record awaits is only told once it is settled. */
function fromDue(due: DueItem): ServiceHappening[] {
  const asked: ServiceHappening = {
    kind: 'service',
    id: `due-${due.id}`,
    at: due.recordedAt,
    recordedAt: due.recordedAt,
    by: due.recordedBy,
    due,
    isSettled: false,
  }
  const found = due.kind === 'informant_request' ? [asked] : []
  if (!due.settledAt || due.kind === 'orientation_outcome') return found
  const settled = {
    ...asked,
    id: `settled-${due.id}`,
    at: due.settledAt,
    recordedAt: due.settledAt,
    by: due.settledBy,
    isSettled: true,
  }
  return [...found, settled]
}
