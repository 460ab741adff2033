import { interventions, professionalsReached } from '#awareness/intervention/figures.ts'
import { podcastDownloads } from '#awareness/podcast/figures.ts'
import { resourcesSent } from '#awareness/resource/figures.ts'
import type { Figure } from '#kernel/figure.ts'

/** A figure that the awareness axis counts by itself: the report lays out what it is given. */
export type AwarenessFigure = Figure<
  'intervention' | 'professional' | 'podcast_download' | 'resource_sent',
  string
>

/** What the report takes from the awareness axis, in reading order; `awareness.server.ts` counts each of them. */
export const awarenessOfReport: readonly AwarenessFigure[] = [
  interventions,
  professionalsReached,
  podcastDownloads,
  resourcesSent,
]

/** Whether a figure is counted by the awareness axis. */
export const isOfAwareness = (id: string): boolean => awarenessOfReport.some((figure) => figure.id === id)
