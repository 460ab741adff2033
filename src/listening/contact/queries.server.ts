import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import type { Observation } from '#listening/observation/contract.ts'
import type { ListeningTables } from '#listening/tables.server.ts'
import type { CallerPermission, Measure } from '#vocabulary'
import { contactsSeenBy } from './policy.server.ts'

/** The whole of a contact in one reading: its row, its key, its sets, and the names of who wrote it. */
export function selectContact(actor: Actor, db: Db, id: string) {
  return contactsSeenBy(actor, db)
    .innerJoin('data_key', 'data_key.id', 'contact.data_key_id')
    .leftJoin('situation', 'situation.id', 'contact.situation_id')
    .leftJoin('account as recorder', 'recorder.id', 'contact.recorded_by')
    .leftJoin('account as listener', 'listener.id', 'contact.listener_id')
    .selectAll('contact')
    .select([
      'situation.reference as situation_reference',
      'situation.stage as situation_stage',
      'recorder.name as recorder_name',
      'listener.name as listener_name',
      'data_key.version as key_version',
      'data_key.wrapped as key_wrapped',
    ])
    .select((row) => [
      sql<
        CallerPermission[]
      >`array(select permission from contact_permission p where p.contact_id = ${row.ref('contact.id')})`.as(
        'permissions',
      ),
      sql<
        Measure[]
      >`array(select measure from contact_measure m where m.contact_id = ${row.ref('contact.id')})`.as(
        'measures',
      ),
      jsonArrayFrom(
        row
          .selectFrom('observation')
          .select(['observation.kind', 'observation.code', 'observation.presence', 'observation.source'])
          .whereRef('observation.contact_id', '=', 'contact.id'),
      ).as('observations'),
      jsonArrayFrom(
        row
          .selectFrom('action')
          .select(['action.id', 'action.kind', 'action.orientation_kind', 'action.sealed_note'])
          .select((one) =>
            sql<
              string[]
            >`array(select field from action_advice f where f.action_id = ${one.ref('action.id')})`.as(
              'advice',
            ),
          )
          .whereRef('action.contact_id', '=', 'contact.id')
          .where('action.cancelled_at', 'is', null)
          .orderBy('action.id'),
      ).as('actions'),
    ])
    .where('contact.id', '=', id)
    .executeTakeFirst()
}

/** The row of a contact, held until the end of the transaction, with what opens it. */
export function lockContact(actor: Actor, db: Db, id: string) {
  return contactsSeenBy(actor, db)
    .innerJoin('data_key', 'data_key.id', 'contact.data_key_id')
    .selectAll('contact')
    .select(['data_key.version as key_version', 'data_key.wrapped as key_wrapped'])
    .select(sql<boolean>`exists (select from callback b where b.contact_id = contact.id)`.as('has_callbacks'))
    .where('contact.id', '=', id)
    .forUpdate('contact')
    .executeTakeFirst()
}
export type LockedContact = NonNullable<Awaited<ReturnType<typeof lockContact>>>

export type ContactColumns = Partial<
  Omit<
    { [Column in keyof ListeningTables['contact']]: ListeningTables['contact'][Column] },
    'id' | 'version' | 'recorded_at'
  >
>

/** Writes columns of a locked contact and moves its version on; says the new one and when. */
export async function updateContact(
  db: Db,
  id: string,
  columns: ContactColumns,
): Promise<{ version: number; savedAt: string }> {
  return await db
    .updateTable('contact')
    .set({ ...columns, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .returning(['version', sql<string>`to_json(clock_timestamp())#>>'{}'`.as('savedAt')])
    .executeTakeFirstOrThrow()
}

/** Replaces what was observed during a contact. */
export async function replaceObservations(
  db: Db,
  contactId: string,
  observations: readonly Observation[],
  isFresh: boolean,
): Promise<void> {
  if (!isFresh) await db.deleteFrom('observation').where('contact_id', '=', contactId).execute()
  if (observations.length === 0) return
  await db
    .insertInto('observation')
    .values(observations.map((one) => ({ ...one, contact_id: contactId })))
    .execute()
}

export async function replacePermissions(
  db: Db,
  contactId: string,
  permissions: readonly CallerPermission[],
): Promise<void> {
  await db.deleteFrom('contact_permission').where('contact_id', '=', contactId).execute()
  if (permissions.length === 0) return
  await db
    .insertInto('contact_permission')
    .values([...new Set(permissions)].map((permission) => ({ contact_id: contactId, permission })))
    .execute()
}

export async function replaceMeasures(
  db: Db,
  contactId: string,
  measures: readonly Measure[],
): Promise<void> {
  await db.deleteFrom('contact_measure').where('contact_id', '=', contactId).execute()
  if (measures.length === 0) return
  await db
    .insertInto('contact_measure')
    .values([...new Set(measures)].map((measure) => ({ contact_id: contactId, measure })))
    .execute()
}

/** Actions of a contact that its writer has taken out of the list. */
export async function dropActionsBut(db: Db, contactId: string, kept: readonly string[]): Promise<void> {
  await db
    .deleteFrom('action')
    .where('contact_id', '=', contactId)
    .$if(kept.length > 0, (query) => query.where('id', 'not in', kept))
    .execute()
  if (kept.length > 0) {
    await db
      .deleteFrom('action_advice')
      .where('action_id', 'in', (query) =>
        query
          .selectFrom('action')
          .select('action.id')
          .where('contact_id', '=', contactId)
          .where('action.id', 'in', kept),
      )
      .execute()
  }
}

/** What hangs on a contact and follows it when it is attached or detached. */
export async function moveDependents(db: Db, contactId: string, situationId: string | null): Promise<void> {
  await db
    .updateTable('action')
    .set({ situation_id: situationId })
    .where('contact_id', '=', contactId)
    .execute()
  await db
    .updateTable('callback')
    .set({ situation_id: situationId })
    .where('contact_id', '=', contactId)
    .execute()
}

/** Sealed values that hang on a contact, to be sealed again when its key changes. */
export async function sealedDependents(db: Db, contactId: string) {
  const { rows } = await sql<{
    table: 'action' | 'callback' | 'callback_attempt'
    column: string
    id: string
    sealed: Buffer
  }>`
    select 'action' as table, 'sealed_note' as column, id, sealed_note as sealed
      from action where contact_id = ${contactId} and sealed_note is not null
    union all select 'callback', 'sealed_whom', id, sealed_whom
      from callback where contact_id = ${contactId} and sealed_whom is not null
    union all select 'callback_attempt', 'sealed_note', a.id, a.sealed_note
      from callback_attempt a join callback c on c.id = a.callback_id
      where c.contact_id = ${contactId} and a.sealed_note is not null`.execute(db)
  return rows
}

/** Puts values that were sealed again back in their rows, in one statement a table. */
export async function writeResealed(
  db: Db,
  table: 'action' | 'callback' | 'callback_attempt',
  column: string,
  values: readonly { id: string; sealed: Buffer }[],
): Promise<void> {
  if (values.length === 0) return
  await sql`update ${sql.table(table)} as kept set ${sql.ref(column)} = fresh.sealed
    from unnest(${values.map((one) => one.id)}::uuid[], ${values.map((one) => one.sealed)}::bytea[]) as fresh (id, sealed)
    where kept.id = fresh.id`.execute(db)
}

export async function changeKeyOfDependents(db: Db, contactId: string, keyId: string): Promise<void> {
  await db.updateTable('action').set({ data_key_id: keyId }).where('contact_id', '=', contactId).execute()
  await db.updateTable('callback').set({ data_key_id: keyId }).where('contact_id', '=', contactId).execute()
}
