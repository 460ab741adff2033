import { type Db, send } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import type { ReturnOutcome, TransmissionEvent } from '#vocabulary'

/** One line of the history of a transmission. */
export interface Happened {
  readonly id?: string
  readonly kind: TransmissionEvent
  readonly at: string
  readonly dataKeyId: string
  /** An account of the desk. */
  readonly by?: string | null
  /** Somebody of the authority, by name. */
  readonly personName?: string | null
  readonly outcome?: ReturnOutcome | null
  readonly sealedNote?: Buffer | null
}

const rowOf = (transmissionId: string, happened: Happened) => ({
  id: happened.id ?? newId(),
  transmission_id: transmissionId,
  kind: happened.kind,
  happened_at: happened.at,
  actor_id: happened.by ?? null,
  person_name: happened.personName ?? null,
  outcome: happened.outcome ?? null,
  sealed_note: happened.sealedNote ?? null,
  data_key_id: happened.dataKeyId,
})

/** Adds to the history of a transmission; nobody waits for it. What was already told adds nothing. */
export async function keepEvent(db: Db, transmissionId: string, happened: Happened): Promise<void> {
  const insert = db.insertInto('transmission_event').values(rowOf(transmissionId, happened))
  await send(db, insert.onConflict((conflict) => conflict.doNothing()).compile())
}

/** The same, and says whether it was news. */
export async function isNews(db: Db, transmissionId: string, happened: Happened): Promise<boolean> {
  const written = await db
    .insertInto('transmission_event')
    .values(rowOf(transmissionId, happened))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(written.numInsertedOrUpdatedRows ?? 0) > 0
}
