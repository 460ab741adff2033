import type { Db } from '#kernel/db.server.ts'
import { fixedPerRole } from '#kernel/fixed.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import type { ReachRules } from '#listening/safecontact/contract.ts'
import { bytesInside, instantInside } from '#listening/situation/inside.server.ts'
import { rungOf } from './climb.ts'
import type { Callback } from './contract.ts'
import { type CallbackRow, selectCallbacks } from './queries.server.ts'
import { unsealNote, unsealWhom } from './secrets.server.ts'

/** The call-backs of a file, in the order in which they are or were due. */
export async function callbacksOf(actor: Actor, db: Db, situationId: string): Promise<CallbackRow[]> {
  return (await db.executeQuery(ofFile(actor, situationId))).rows
}

const ofFile = fixedPerRole((actor, db, situationId) =>
  selectCallbacks(actor, db)
    .where('callback.situation_id', '=', situationId)
    .orderBy('callback.closes_at')
    .orderBy('callback.id')
    .compile(),
)

/** A call-back, opened, with where it stands now. */
export function callbackOf(
  keys: Keyring,
  opened: ReadonlyMap<string, DataKey>,
  row: CallbackRow,
  abilities: readonly string[],
  rules: ReachRules,
): Callback {
  const key = opened.get(row.data_key_id)
  const isDue = row.settled_at === null
  return {
    ...unsealWhom(keys, key, row.id, row.sealed_whom),
    id: row.id,
    version: row.version,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    timeZone: row.time_zone,
    assigneeId: row.assignee_id,
    team: row.team,
    priority: row.priority,
    noAnswerPlan: row.no_answer_plan,
    repeats: row.rhythm && row.repeats_until ? { rhythm: row.rhythm, until: row.repeats_until } : null,
    safeContactId: row.safe_contact_id,
    means: meansIn(row, rules.staleAfterDays),
    rung: rungOf(
      {
        closesAt: row.closes_at,
        priority: row.priority,
        assigneeId: row.assignee_id,
        settledAt: row.settled_at,
      },
      Date.now(),
      rules,
    ),
    situation: row.situation_id ? { id: row.situation_id, reference: row.reference ?? '' } : null,
    contactId: row.contact_id,
    assignee: row.assignee,
    recordedAt: row.recorded_at,
    recordedBy: row.recorder,
    state: stateOf(row),
    settledAt: row.settled_at,
    settledAs: row.settled_as,
    attempts: row.attempts.map((attempt) => ({
      id: attempt.id,
      happenedAt: instantInside(attempt.happened_at),
      recordedAt: instantInside(attempt.recorded_at),
      author: attempt.author,
      outcome: attempt.outcome,
      contactId: attempt.contact_id,
      note: unsealNote(keys, key, attempt.id, bytesInside(attempt.sealed_note)),
    })),
    abilities: {
      edit: isDue && abilities.includes('callback.save'),
      attempt: isDue && abilities.includes('callback.attempt'),
    },
  }
}

/** How the person will be reached, and what stands in the way at any hour. */
function meansIn(row: CallbackRow, staleAfterDays: number): Callback['means'] {
  const { safe_contact_id: id, means_channel: channel, means_relation: relation } = row
  if (!id || !channel || !relation) return null
  const confirmed = row.means_confirmed_at ? Date.parse(row.means_confirmed_at) : Number.NaN
  const isFresh = Date.now() - confirmed <= staleAfterDays * 86_400_000
  const state = row.means_withdrawn_at
    ? 'withdrawn'
    : !row.means_allowed
      ? 'not_allowed'
      : isFresh
        ? 'ready'
        : 'to_confirm'
  return { id, channel, relation, state }
}

/** Where a call-back stands: only a person settles it, time never does. */
function stateOf(row: Pick<CallbackRow, 'settled_at' | 'opens_at' | 'closes_at'>): Callback['state'] {
  const now = Date.now()
  if (row.settled_at) return 'settled'
  if (now < Date.parse(row.opens_at)) return 'planned'
  return now <= Date.parse(row.closes_at) ? 'due' : 'overdue'
}
