import { z } from 'zod'
import { liveRoles } from '#topics.ts'
import { get } from './contract.ts'

/** The stream of what changes: topics and identifiers, as server-sent events, for as long as the session lives. */
export const followLive = get('/api/live', {
  for: liveRoles,
  action: 'live.follow',
  title: 'Suivre ce qui change, en direct',
  output: z.string(),
  raw: true,
  journalled: false,
})

/** `hello` opens a stream, `change` says what has changed, `lost` that something was missed, `end` that the session is over. */
export type LiveEvent = 'hello' | 'change' | 'lost' | 'end'

/** What a `change` carries. */
export const Changes = z.array(z.tuple([z.string(), z.string()]))
