import { audienceOf } from '#cartography/directory/policy.server.ts'
import type { Audience } from '#cartography/directory/visible.ts'
import type { Actor } from '#kernel/http.server.ts'
import type { Role } from '#vocabulary'

/** As whom the map is read: what of the directory, and what else may be shown beside it. */
export interface Sight {
  readonly directory: Audience
  /** Whom to write to in an authority, and whether that was checked. */
  readonly authorities: boolean
  /** How départements answered the questionnaires. */
  readonly answers: boolean
  /** Counts of contacts and situations, which leave through the gate. */
  readonly situations: boolean
}

/** What anyone at all may see: what the directory publishes, and nothing else. */
export const publicSight: Sight = {
  directory: 'public',
  authorities: false,
  answers: false,
  situations: false,
}

const writeToAuthorities: readonly Role[] = ['cartographer', 'coordinator', 'listener']
const readAnswers: readonly Role[] = ['cartographer', 'coordinator', 'analyst', 'awareness_officer']
const count: readonly Role[] = ['analyst', 'coordinator']

/** What somebody of the platform sees; answers are for who reads campaigns, counts of situations for who reads the report. */
export const sightOf = (actor: Pick<Actor, 'role'>): Sight => ({
  directory: audienceOf(actor),
  authorities: writeToAuthorities.includes(actor.role),
  answers: readAnswers.includes(actor.role),
  situations: count.includes(actor.role),
})
