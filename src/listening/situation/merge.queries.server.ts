import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { situationsSeenBy } from './policy.server.ts'

/** The rows that came from the absorbed file. A contact takes along its actions and call-backs: they are not written here. */
export const Moved = z.object({
  /** With the instant of their attachment: one that was attached again since is not the merge's to give back. */
  contacts: z.array(z.object({ id: z.uuid(), attachedAt: z.string().nullable() })),
  actions: z.array(z.uuid()),
  callbacks: z.array(z.uuid()),
  safeContacts: z.array(z.uuid()).default([]),
  places: z.array(z.uuid()),
  stageChanges: z.array(z.uuid()),
  /** What is due besides any record; what comes from a record follows it. */
  dueItems: z.array(z.uuid()).default([]),
  transmissions: z.array(z.uuid()).default([]),
})
export type Moved = z.infer<typeof Moved>

export interface Merge {
  readonly id: string
  readonly keptId: string
  readonly absorbedId: string
  readonly moved: Moved
  readonly undoneAt: string | null
}

/** One merge or undo at a time in the whole house: they are rare, and a chain of them must stand still while it is walked. */
export async function holdMerges(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('situation_merge'))`.execute(db)
}

/** Holds files in the order of their identifiers, after their contacts, as whoever saves a contact does. */
export async function holdFiles(
  db: Db,
  contactsOf: readonly string[],
  files: readonly string[],
): Promise<Map<string, { stage: string; merged_into: string | null; version: number }>> {
  await db
    .selectFrom('contact')
    .select('id')
    .where('situation_id', 'in', contactsOf)
    .orderBy('id')
    .forUpdate()
    .execute()
  const held = await db
    .selectFrom('situation')
    .select(['id', 'stage', 'merged_into', 'version'])
    .where('id', 'in', files)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return new Map(held.map((row) => [row.id, row]))
}

/** Moves every row of one file to another; says which. */
export async function moveRows(db: Db, from: string, to: string): Promise<Moved> {
  const contacts = await db
    .updateTable('contact')
    .set({ situation_id: to })
    .where('situation_id', '=', from)
    .returning(['id', 'attached_at'])
    .execute()
  const actions = await db
    .updateTable('action')
    .set({ situation_id: to })
    .where('situation_id', '=', from)
    .returning(['id', 'contact_id'])
    .execute()
  const callbacks = await db
    .updateTable('callback')
    .set({ situation_id: to })
    .where('situation_id', '=', from)
    .returning(['id', 'contact_id'])
    .execute()
  const means = await db
    .updateTable('safe_contact')
    .set({ situation_id: to })
    .where('situation_id', '=', from)
    .returning(['id', 'contact_id'])
    .execute()
  const dueItems = await db
    .updateTable('due_item')
    .set({ situation_id: to })
    .where('situation_id', '=', from)
    .returning(['id', 'action_id'])
    .execute()
  const transmissions = await db
    .updateTable('transmission')
    .set({ situation_id: to })
    .where('situation_id', '=', from)
    .returning('id')
    .execute()
  const places = await db
    .updateTable('place')
    .set({ situation_id: to })
    .where('situation_id', '=', from)
    .returning('id')
    .execute()
  const changes = await db
    .updateTable('stage_change')
    .set({ situation_id: to })
    .where('situation_id', '=', from)
    .returning('id')
    .execute()
  const own = (rows: readonly { id: string; contact_id: string | null }[]) =>
    rows.filter((row) => row.contact_id === null).map((row) => row.id)
  return {
    contacts: contacts.map((row) => ({ id: row.id, attachedAt: row.attached_at })),
    actions: own(actions),
    callbacks: own(callbacks),
    safeContacts: own(means),
    places: places.map((row) => row.id),
    stageChanges: changes.map((row) => row.id),
    dueItems: dueItems.filter((row) => row.action_id === null).map((row) => row.id),
    transmissions: transmissions.map((row) => row.id),
  }
}

/** Gives back what is still where the merge, or those above it, brought it; says which contacts went. */
export async function giveBack(db: Db, moved: Moved, from: string, to: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update contact set situation_id = ${to}
    from unnest(${moved.contacts.map((one) => one.id)}::uuid[], ${moved.contacts.map((one) => one.attachedAt)}::timestamptz[])
         as moved (id, attached_at)
    where contact.id = moved.id and contact.situation_id = ${from}
      and contact.attached_at is not distinct from moved.attached_at
    returning contact.id`.execute(db)
  const contacts = rows.map((row) => row.id)
  for (const [table, ids] of [
    ['action', moved.actions],
    ['callback', moved.callbacks],
    ['safe_contact', moved.safeContacts],
  ] as const) {
    await sql`update ${sql.table(table)} set situation_id = ${to}
      where situation_id = ${from}
        and (contact_id = any (${contacts}::uuid[]) or (contact_id is null and id = any (${ids}::uuid[])))`.execute(
      db,
    )
  }
  for (const [table, ids] of [
    ['place', moved.places],
    ['stage_change', moved.stageChanges],
    ['transmission', moved.transmissions],
  ] as const) {
    await sql`update ${sql.table(table)} set situation_id = ${to}
      where situation_id = ${from} and id = any (${ids}::uuid[])`.execute(db)
  }
  await sql`update due_item set situation_id = ${to}
    where situation_id = ${from} and (
      (action_id is null and id = any (${moved.dueItems}::uuid[]))
      or exists (select from action a where a.id = due_item.action_id and a.situation_id = ${to}))`.execute(
    db,
  )
}

/** Lends the measures and the assignments of one file to another that does not have them. */
export async function lend(db: Db, from: string, to: string): Promise<void> {
  await sql`insert into situation_measure (situation_id, measure, inherited)
    select ${to}, measure, true from situation_measure where situation_id = ${from} on conflict do nothing`.execute(
    db,
  )
  await sql`insert into assignment (situation_id, account_id, assigned_at, inherited)
    select ${to}, account_id, assigned_at, true from assignment where situation_id = ${from} on conflict do nothing`.execute(
    db,
  )
}

/** Takes back what a file was lent by files that it no longer holds. */
export async function takeBack(db: Db, id: string): Promise<void> {
  await sql`delete from situation_measure m where situation_id = ${id} and inherited and not exists (
    select from situation s join situation_measure o on o.situation_id = s.id
    where s.merged_into = ${id} and o.measure = m.measure)`.execute(db)
  await sql`delete from assignment a where situation_id = ${id} and inherited and not exists (
    select from situation s join assignment o on o.situation_id = s.id
    where s.merged_into = ${id} and o.account_id = a.account_id)`.execute(db)
}

/** Marks a file as absorbed by another, or as a file of its own again. */
export async function markAbsorbed(db: Db, id: string, into: string | null): Promise<void> {
  await db
    .updateTable('situation')
    .set({ merged_into: into, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()
}

/** Moves the version of a file on: whoever was writing it must look again. */
export async function moveVersion(db: Db, id: string): Promise<number> {
  const written = await db
    .updateTable('situation')
    .set({ version: sql<number>`version + 1` })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return written.version
}

export async function insertMerge(
  db: Db,
  merge: { keptId: string; absorbedId: string; moved: Moved; by: string },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('situation_merge')
    .values({
      id,
      kept_id: merge.keptId,
      absorbed_id: merge.absorbedId,
      moved: JSON.stringify(merge.moved),
      merged_by: merge.by,
      undone_at: null,
      undone_by: null,
    })
    .execute()
  return id
}

/** A merge of two files that the actor may see. */
export async function findMerge(actor: Actor, db: Db, id: string): Promise<Merge | undefined> {
  const row = await situationsSeenBy(actor, db)
    .innerJoin('situation_merge as merge', 'merge.kept_id', 'situation.id')
    .select(['merge.id', 'merge.kept_id', 'merge.absorbed_id', 'merge.moved', 'merge.undone_at'])
    .where('merge.id', '=', id)
    .executeTakeFirst()
  return row && mergeOf(row)
}

interface MergeRow {
  readonly id: string
  readonly kept_id: string
  readonly absorbed_id: string
  readonly moved: unknown
  readonly undone_at: string | null
}

const mergeOf = (row: MergeRow): Merge => ({
  id: row.id,
  keptId: row.kept_id,
  absorbedId: row.absorbed_id,
  moved: Moved.parse(row.moved),
  undoneAt: row.undone_at,
})

/** The merges that later took a file away, one after the other, up to the file that stays. */
export async function mergesAbove(db: Db, id: string): Promise<Merge[]> {
  const { rows } = await sql<MergeRow>`
    with recursive above (depth, id, kept_id, absorbed_id, moved, undone_at) as (
      select 1, id, kept_id, absorbed_id, moved, undone_at
      from situation_merge where absorbed_id = ${id} and undone_at is null
      union all
      select above.depth + 1, m.id, m.kept_id, m.absorbed_id, m.moved, m.undone_at
      from situation_merge m join above on m.absorbed_id = above.kept_id where m.undone_at is null
    )
    select id, kept_id, absorbed_id, moved, undone_at from above order by depth`.execute(db)
  return rows.map(mergeOf)
}

export async function writeMoved(db: Db, mergeId: string, moved: Moved): Promise<void> {
  await db
    .updateTable('situation_merge')
    .set({ moved: JSON.stringify(moved) })
    .where('id', '=', mergeId)
    .execute()
}

export async function markUndone(db: Db, mergeId: string, by: string): Promise<void> {
  await db
    .updateTable('situation_merge')
    .set({ undone_at: sql<string>`clock_timestamp()`, undone_by: by })
    .where('id', '=', mergeId)
    .execute()
}
