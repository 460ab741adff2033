import { Temporal } from 'temporal-polyfill'
import type { CampaignResponseStatus } from '#vocabulary'

/** Where a campaign stands; it closes at the end of its last day in Paris, or when somebody closes it. */
export const campaignStates = ['draft', 'open', 'closed'] as const
export type CampaignState = (typeof campaignStates)[number]

/** What the state of a campaign is told from. */
export interface CampaignDates {
  readonly launched_at: string | null
  readonly closed_at: string | null
  readonly closes_on: string
}

export const todayInParis = (): string => Temporal.Now.plainDateISO('Europe/Paris').toString()

/** Whether a campaign is written, asked, or over. */
export function stateOf(
  { launched_at, closed_at, closes_on }: CampaignDates,
  today = todayInParis(),
): CampaignState {
  if (launched_at === null) return 'draft'
  return closed_at === null && closes_on >= today ? 'open' : 'closed'
}

/** Those who are still awaited, and whom a reminder may reach. */
export const awaited = ['invited', 'opened', 'partial'] as const satisfies readonly CampaignResponseStatus[]

export const isAwaited = (status: CampaignResponseStatus): boolean => awaited.some((one) => one === status)

/** How many days a link given today lives: respondents may read their receipt two months after the last day. */
export function daysOfLink(closesOn: string, today = todayInParis()): number {
  const left = Temporal.PlainDate.from(today).until(Temporal.PlainDate.from(closesOn), { largestUnit: 'day' })
  return Math.max(0, left.days) + 60
}
