import { type SqlBool, sql } from 'kysely'
import { type Db, send } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { enqueue } from '#kernel/jobs.server.ts'
import type { InterventionLetterKind } from '#vocabulary'

export const enqueueLetter = (db: Db, id: string, at?: string): Promise<void> =>
  enqueue(db, 'intervention_letter', { id }, { key: `intervention_letter:${id}`, ...(at && { at }) })

const blank = { sent_at: null, dropped_at: null, last_trouble: null }

interface Told {
  readonly kind: InterventionLetterKind
  readonly sequence: number
}

/** Writes a letter to whoever asked for an intervention, and has it sent. */
export async function writeAboutRequest(db: Db, requestId: string, { kind, sequence }: Told): Promise<void> {
  const id = newId()
  const row = { id, kind, sequence, request_id: requestId, person_id: null, ...blank }
  await send(db, db.insertInto('intervention_letter').values(row).compile())
  await enqueueLetter(db, id)
}

/** Writes one letter to each of these people and has it sent; what it replaces and did not leave is put aside. */
export async function writeTo(db: Db, people: readonly string[], { kind, sequence }: Told): Promise<number> {
  if (people.length === 0) return 0
  await putAside(db, people)
  const made = await db
    .insertInto('intervention_letter')
    .values(
      people.map((person) => ({
        id: newId(),
        kind,
        sequence,
        person_id: person,
        request_id: null,
        ...blank,
      })),
    )
    // The same thing asked again: what was put aside a moment ago is taken up.
    .onConflict((conflict) =>
      conflict
        .columns(['person_id', 'kind', 'sequence'])
        .doUpdateSet({ dropped_at: null })
        .where('intervention_letter.sent_at', 'is', null),
    )
    .returning('id')
    .execute()
  for (const { id } of made) await enqueueLetter(db, id)
  return made.length
}

/** What has not left to these people no longer will. */
async function putAside(db: Db, people: readonly string[]): Promise<void> {
  if (people.length === 0) return
  await db
    .updateTable('intervention_letter')
    .set({ dropped_at: sql<string>`now()` })
    .where('person_id', 'in', [...people])
    .where('sent_at', 'is', null)
    .where('dropped_at', 'is', null)
    .execute()
}

/** Those who can be written to, with the highest number of the event that they were sent or are about to be. */
export async function reachable(db: Db, interventionId: string) {
  return await db
    .selectFrom('intervention_person as person')
    .select('person.id')
    .select(
      sql<number | null>`(select max(l.sequence) from intervention_letter l where l.person_id = person.id
        and l.kind in ('invitation', 'update') and l.dropped_at is null)`.as('told'),
    )
    .select(
      sql<SqlBool>`exists (select from intervention_letter l where l.person_id = person.id
        and l.kind in ('invitation', 'update') and l.sent_at is not null)`.as('holds'),
    )
    .where('person.intervention_id', '=', interventionId)
    .where('person.removed_at', 'is', null)
    .where('person.has_email', '=', true)
    .execute()
}

const idsOf = (people: readonly { readonly id: string }[]) => people.map(({ id }) => id)

/** Tells those who were invited that it changed: an update to whoever holds it, else the invitation as it is now. */
export async function tellChange(db: Db, interventionId: string, sequence: number): Promise<number> {
  const told = (await reachable(db, interventionId)).filter((one) => one.told !== null)
  const holders = told.filter((one) => one.holds)
  const waiting = told.filter((one) => !one.holds)
  const updates = await writeTo(db, idsOf(holders), { kind: 'update', sequence })
  return updates + (await writeTo(db, idsOf(waiting), { kind: 'invitation', sequence }))
}

/** Takes it out of the calendars that hold it; an invitation that has not left no longer will. */
export async function tellCancellation(
  db: Db,
  interventionId: string,
  sequence: number,
  only?: string,
): Promise<number> {
  const told = (await reachable(db, interventionId)).filter((one) => only === undefined || one.id === only)
  await putAside(db, idsOf(told.filter((one) => !one.holds)))
  return await writeTo(db, idsOf(told.filter((one) => one.holds)), { kind: 'cancellation', sequence })
}
