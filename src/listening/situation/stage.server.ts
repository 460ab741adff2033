import type { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { closingReason } from '#vocabulary'
import type { changeStage } from './contract.ts'
import { demandInForce, pastInstant } from './fields.server.ts'
import { holdSituation } from './hold.server.ts'
import { insertStageChange, updateSituation } from './queries.server.ts'
import { demandVersion } from './save.server.ts'
import { summarise } from './summary.server.ts'

type Move = z.output<(typeof changeStage)['input']>

/** Moves a file along and keeps the move in its history; opening a closed one again is such a move. */
export async function moveAlong(
  db: Db,
  keys: Keyring,
  actor: Actor,
  target: { readonly id: string; readonly version: number },
  move: Move,
): Promise<{ version: number }> {
  const held = await holdSituation(actor, db, target.id, { evenClosed: true })
  await demandVersion(db, keys, held, target.version)
  if (held.stage === move.to) return refuse(move.to === 'closed' ? 'situation_closed' : 'situation_open')
  const reason = move.to === 'closed' ? move.closingReason : null
  if (move.to === 'closed' && !reason) {
    refuse('closing_reason_missing', {
      fields: [{ field: 'closingReason', message: 'Choisissez un motif.' }],
    })
  }
  demandInForce([['closingReason', closingReason, reason]])
  const happenedAt = pastInstant(move.happenedAt, 'happenedAt')
  const version = await updateSituation(db, held.id, held.version, { stage: move.to, closing_reason: reason })
  if (version === undefined) return refuse('version_conflict')
  await insertStageChange(db, {
    situationId: held.id,
    from: held.stage,
    to: move.to,
    closingReason: reason,
    happenedAt,
    by: actor.id,
  })
  await summarise(db, [held.id])
  return { version }
}
