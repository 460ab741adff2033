import { openDataKey } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import { demandSituation } from '#listening/situation/policy.server.ts'
import { missingOf } from './complete.ts'
import type { Transmission, TransmissionHappening, TransmissionRow } from './contract.ts'
import { functionOf } from './freeze.ts'
import { rowOf, type SelectedTransmission, selectTransmissions } from './queries.server.ts'
import { unsealContent, unsealNote, unsealWriting } from './secrets.server.ts'
import { after, isOpen, isWithReceiver } from './steps.ts'

/** The transmissions of a file, the last first; refuses as not found what the actor may not see. */
export async function rowsOfSituation(actor: Actor, db: Db, situationId: string): Promise<TransmissionRow[]> {
  await demandSituation(actor, db, situationId)
  const rows = await selectTransmissions(actor, db)
    .where('transmission.situation_id', '=', situationId)
    .orderBy('transmission.created_at', 'desc')
    .orderBy('transmission.id', 'desc')
    .execute()
  return rows.map(rowOf)
}

/** One transmission as it lies in the database. */
export async function demandRow(actor: Actor, db: Db, id: string): Promise<SelectedTransmission> {
  const row = await selectTransmissions(actor, db).where('transmission.id', '=', id).executeTakeFirst()
  return row ?? refuse('not_found')
}

/** A transmission whole: what is written or frozen, who else receives it, and its history. */
export async function readTransmissionWhole(
  actor: Actor,
  db: Db,
  keys: Keyring,
  id: string,
  abilities: readonly string[],
): Promise<Transmission> {
  const row = await demandRow(actor, db, id)
  const [key, together, history] = await Promise.all([
    openDataKey(db, keys, row.data_key_id),
    selectTransmissions(actor, db)
      .where('transmission.writing_id', '=', row.writing_id)
      .orderBy('transmission.created_at')
      .orderBy('transmission.id')
      .execute(),
    selectHistory(db, id),
  ])
  const writing = unsealWriting(keys, key, id, row.sealed_draft)
  const recipients = together.filter((one) => one.unit_id && isOpen(one.status)).length
  return {
    ...rowOf(row),
    writing,
    content: row.sealed_content && unsealContent(keys, key, id, row.sealed_content),
    authorFunction: functionOf(row.author_role),
    missing: isOpen(row.status) ? missingOf(writing, recipients) : [],
    together: together.map(rowOf),
    history: history.map((event) => happeningOf(keys, key, event)),
    abilities: abilitiesOf(actor, row, abilities),
  }
}

function selectHistory(db: Db, id: string) {
  return db
    .selectFrom('transmission_event as event')
    .leftJoin('account', 'account.id', 'event.actor_id')
    .selectAll('event')
    .select('account.name as actor')
    .where('event.transmission_id', '=', id)
    .orderBy('event.happened_at')
    .orderBy('event.recorded_at')
    .orderBy('event.id')
    .execute()
}
type EventRow = Awaited<ReturnType<typeof selectHistory>>[number]

const happeningOf = (keys: Keyring, key: DataKey, event: EventRow): TransmissionHappening => ({
  id: event.id,
  kind: event.kind,
  at: event.happened_at,
  recordedAt: event.recorded_at,
  by: event.person_name ?? event.actor,
  isOutside: event.person_name !== null,
  outcome: event.outcome,
  note: unsealNote(keys, key, event.id, event.sealed_note),
})

/** What this person may do with it now. */
function abilitiesOf(
  actor: Actor,
  row: SelectedTransmission,
  abilities: readonly string[],
): Transmission['abilities'] {
  const may = (action: string, isPossible: boolean) =>
    isPossible && abilities.includes(`transmission.${action}`)
  const isAuthor = row.author_id === actor.id
  const isCoordinator = actor.role === 'coordinator'
  const canStillLeave = row.send_after !== null && Date.parse(row.send_after) > Date.now()
  return {
    write: may('save', isAuthor && isOpen(row.status)),
    takeBack: may('take_back', isAuthor && row.status === 'submitted'),
    validate: may('validate', !isAuthor && row.status === 'submitted'),
    return: may('return', row.status === 'submitted'),
    recall: may('recall', (isAuthor || isCoordinator) && row.status === 'validated' && canStillLeave),
    cancel: may('cancel', after(row.status, 'cancel') !== undefined),
    remove: may('remove', isAuthor && row.status === 'draft'),
    readdress: may('readdress', row.status === 'redirected' && row.readdressed_as === null),
    recordReturn: may('take_return', isWithReceiver(row.status) && row.status !== 'redirected'),
  }
}
