import { type CompiledQuery, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { type Db, send } from '#kernel/db.server.ts'
import { fixed, fixedPerRole } from '#kernel/fixed.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import type { Observation } from '#listening/observation/contract.ts'
import type { ListeningTables } from '#listening/tables.server.ts'
import type { CallerPermission, Measure } from '#vocabulary'
import { contactsSeenBy, type Reads } from './policy.server.ts'

type Asking = Pick<Actor, 'id' | 'role'>

function wholeContact(actor: Asking, db: Reads, id: string) {
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
    .compile()
}

function contactHeld(actor: Asking, db: Reads, id: string) {
  return contactsSeenBy(actor, db)
    .innerJoin('data_key', 'data_key.id', 'contact.data_key_id')
    .selectAll('contact')
    .select(['data_key.version as key_version', 'data_key.wrapped as key_wrapped'])
    .select(
      sql<boolean>`exists (select from callback b where b.contact_id = contact.id)
        or exists (select from safe_contact c where c.contact_id = contact.id)`.as('has_callbacks'),
    )
    .where('contact.id', '=', id)
    .forUpdate('contact')
    .compile()
}
const contactWhole = fixedPerRole(wholeContact)
const contactLocked = fixedPerRole(contactHeld)

/** The whole of a contact in one reading: its row, its key, its sets, and the names of who wrote it. */
export async function selectContact(actor: Actor, db: Db, id: string) {
  return (await db.executeQuery(contactWhole(actor, id))).rows[0]
}

/** The row of a contact, held until the end of the transaction, with what opens it. */
export async function lockContact(actor: Actor, db: Db, id: string) {
  return (await db.executeQuery(contactLocked(actor, id))).rows[0]
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
  row: Pick<LockedContact, 'id' | 'version'>,
  columns: ContactColumns,
): Promise<{ version: number; savedAt: string }> {
  const version = row.version + 1
  const names = Object.keys(columns).filter((name) => columns[name as keyof ContactColumns] !== undefined)
  await send(db, updateOf(names)({ ...columns, version, id: row.id }))
  return { version, savedAt: new Date().toISOString() }
}

type Written = ContactColumns & { readonly id: string; readonly version: number }
const updates = new Map<string, (values: Written) => CompiledQuery>()

/** A form saves the same few sets of columns all day long: each is written down once. */
function updateOf(names: readonly string[]): (values: Written) => CompiledQuery {
  const which = names.join()
  const known = updates.get(which)
  if (known) return known
  const made = fixed((db, value: Written) => {
    const columns = Object.fromEntries(names.map((name) => [name, value[name as keyof ContactColumns]]))
    return db
      .updateTable('contact')
      .set({ ...columns, version: value.version })
      .where('id', '=', value.id)
      .compile()
  })
  if (updates.size < 500) updates.set(which, made)
  return made
}

/** Replaces what was observed during a contact. */
export async function replaceObservations(
  db: Db,
  contactId: string,
  observations: readonly Observation[],
  isFresh: boolean,
): Promise<void> {
  if (!isFresh) await send(db, db.deleteFrom('observation').where('contact_id', '=', contactId).compile())
  if (observations.length === 0) return
  const of = (field: keyof Observation) => observations.map((one) => one[field])
  const columns = { kinds: of('kind'), codes: of('code'), presences: of('presence'), sources: of('source') }
  await send(db, insertObservations({ contactId, ...columns }))
}

type Column = readonly (string | null)[]
interface Observed {
  readonly contactId: string
  readonly kinds: Column
  readonly codes: Column
  readonly presences: Column
  readonly sources: Column
}
const insertObservations = fixed((db, { contactId, kinds, codes, presences, sources }: Observed) =>
  sql`insert into observation (contact_id, kind, code, presence, source)
    select ${contactId}::uuid, * from unnest(${kinds}::text[], ${codes}::text[], ${presences}::text[], ${sources}::text[])`.compile(
    db,
  ),
)

export async function replacePermissions(
  db: Db,
  contactId: string,
  permissions: readonly CallerPermission[],
): Promise<void> {
  await send(db, db.deleteFrom('contact_permission').where('contact_id', '=', contactId).compile())
  if (permissions.length === 0) return
  await send(
    db,
    db
      .insertInto('contact_permission')
      .values([...new Set(permissions)].map((permission) => ({ contact_id: contactId, permission })))
      .compile(),
  )
}

export async function replaceMeasures(
  db: Db,
  contactId: string,
  measures: readonly Measure[],
): Promise<void> {
  await send(db, db.deleteFrom('contact_measure').where('contact_id', '=', contactId).compile())
  if (measures.length === 0) return
  await send(
    db,
    db
      .insertInto('contact_measure')
      .values([...new Set(measures)].map((measure) => ({ contact_id: contactId, measure })))
      .compile(),
  )
}

/** Actions of a contact that its writer has taken out of the list. */
export async function dropActionsBut(db: Db, contactId: string, kept: readonly string[]): Promise<void> {
  await send(
    db,
    db
      .deleteFrom('action')
      .where('contact_id', '=', contactId)
      .$if(kept.length > 0, (query) => query.where('id', 'not in', kept))
      .compile(),
  )
  if (kept.length > 0) {
    await send(
      db,
      db
        .deleteFrom('action_advice')
        .where('action_id', 'in', (query) =>
          query
            .selectFrom('action')
            .select('action.id')
            .where('contact_id', '=', contactId)
            .where('action.id', 'in', kept),
        )
        .compile(),
    )
  }
}

/** What hangs on a contact and follows it when it is attached or detached. */
export async function moveDependents(db: Db, contactId: string, situationId: string | null): Promise<void> {
  await send(
    db,
    db.updateTable('action').set({ situation_id: situationId }).where('contact_id', '=', contactId).compile(),
  )
  await send(
    db,
    db
      .updateTable('callback')
      .set({ situation_id: situationId })
      .where('contact_id', '=', contactId)
      .compile(),
  )
  await send(
    db,
    db
      .updateTable('safe_contact')
      .set({ situation_id: situationId })
      .where('contact_id', '=', contactId)
      .compile(),
  )
}

/** The tables whose rows may hang on a contact and hold a sealed value. */
type Dependent = 'action' | 'callback' | 'callback_attempt' | 'safe_contact'

/** Sealed values that hang on a contact, to be sealed again when its key changes. */
export async function sealedDependents(db: Db, contactId: string) {
  const { rows } = await sql<{
    table: Dependent
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
      where c.contact_id = ${contactId} and a.sealed_note is not null
    union all select 'safe_contact', 'sealed_means', id, sealed_means
      from safe_contact where contact_id = ${contactId} and sealed_means is not null`.execute(db)
  return rows
}

/** Puts values that were sealed again back in their rows, in one statement a table. */
export async function writeResealed(
  db: Db,
  table: Dependent,
  column: string,
  values: readonly { id: string; sealed: Buffer }[],
): Promise<void> {
  if (values.length === 0) return
  await sql`update ${sql.table(table)} as kept set ${sql.ref(column)} = fresh.sealed
    from unnest(${values.map((one) => one.id)}::uuid[], ${values.map((one) => one.sealed)}::bytea[]) as fresh (id, sealed)
    where kept.id = fresh.id`.execute(db)
}

export async function changeKeyOfDependents(db: Db, contactId: string, keyId: string): Promise<void> {
  await send(
    db,
    db.updateTable('action').set({ data_key_id: keyId }).where('contact_id', '=', contactId).compile(),
  )
  await send(
    db,
    db.updateTable('callback').set({ data_key_id: keyId }).where('contact_id', '=', contactId).compile(),
  )
  await send(
    db,
    db.updateTable('safe_contact').set({ data_key_id: keyId }).where('contact_id', '=', contactId).compile(),
  )
}
