import { sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Db } from '#kernel/db.server.ts'
import { fixed, fixedPerRole } from '#kernel/fixed.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { contactsSeenBy } from '#listening/contact/policy.server.ts'
import type { Measure } from '#vocabulary'
import { situationsSeenBy } from './policy.server.ts'

/** The file itself, its key, its summary, and the short lists that hang on it, in one statement. */
export async function selectFile(actor: Actor, db: Db, id: string) {
  return (await db.executeQuery(fileWhole(actor, id))).rows[0]
}

const fileWhole = fixedPerRole((actor, db, id) =>
  situationsSeenBy(actor, db)
    .innerJoin('data_key', 'data_key.id', 'situation.data_key_id')
    .leftJoin('situation_summary as summary', 'summary.situation_id', 'situation.id')
    .selectAll('situation')
    .select([
      'data_key.version as key_version',
      'data_key.wrapped as key_wrapped',
      'summary.opened_at',
      'summary.last_contact_at',
      'summary.contact_count',
      'summary.caller_profile',
      'summary.gender as known_gender',
      'summary.age as known_age',
      'summary.departement as known_departement',
      'summary.known_to_child_protection as known_known',
    ])
    .select((row) => [
      sql<
        Measure[]
      >`array(select measure from situation_measure m where m.situation_id = ${row.ref('situation.id')} order by 1)`.as(
        'measures',
      ),
      jsonArrayFrom(
        row
          .selectFrom('assignment')
          .innerJoin('account', 'account.id', 'assignment.account_id')
          .select(['account.id', 'account.name'])
          .whereRef('assignment.situation_id', '=', 'situation.id')
          .orderBy('assignment.assigned_at')
          .orderBy('account.id'),
      ).as('assigned'),
      jsonArrayFrom(
        row
          .selectFrom('place')
          .leftJoin('account', 'account.id', 'place.recorded_by')
          .select(['place.id', 'place.role', 'place.since', 'place.until', 'place.sealed_address'])
          .select(['place.data_key_id', 'place.recorded_at', 'account.name as recorder'])
          // Named as text: codes such as '75' would pass for numbers.
          .select(sql<string | null>`place.departement`.as('departement'))
          .whereRef('place.situation_id', '=', 'situation.id')
          .orderBy(sql`place.since nulls first`)
          .orderBy('place.id'),
      ).as('places'),
      jsonArrayFrom(
        row
          .selectFrom('stage_change')
          .leftJoin('account', 'account.id', 'stage_change.recorded_by')
          .selectAll('stage_change')
          .select('account.name as recorder')
          .whereRef('stage_change.situation_id', '=', 'situation.id')
          .orderBy('stage_change.happened_at')
          .orderBy('stage_change.id'),
      ).as('changes'),
      jsonArrayFrom(
        row
          .selectFrom('situation_merge as merge')
          .innerJoin('situation as absorbed', 'absorbed.id', 'merge.absorbed_id')
          .leftJoin('account', 'account.id', 'merge.merged_by')
          .select(['merge.id', 'merge.merged_at', 'merge.undone_at', 'account.name as merger'])
          .select(['absorbed.id as absorbed_id', 'absorbed.reference as absorbed_reference'])
          .whereRef('merge.kept_id', '=', 'situation.id')
          .orderBy('merge.merged_at')
          .orderBy('merge.id'),
      ).as('merges'),
      jsonObjectFrom(
        row
          .selectFrom('situation as kept')
          .select(['kept.id', 'kept.reference', 'kept.merged_into'])
          .whereRef('kept.id', '=', 'situation.merged_into'),
      ).as('kept'),
    ])
    .where('situation.id', '=', id)
    .compile(),
)

/**
 * The contacts of a file that the actor may see, drafts among them, in the order in which they happened. The last
 * narrative comes along; the others are many pages, and are asked for when they are read.
 */
export async function selectContacts(actor: Actor, db: Db, id: string) {
  return (await db.executeQuery(contactsOfFile(actor, id))).rows
}

const contactsOfFile = fixedPerRole((actor, db, id) =>
  contactsSeenBy(actor, db)
    .leftJoin('account as recorder', 'recorder.id', 'contact.recorded_by')
    .leftJoin('account as listener', 'listener.id', 'contact.listener_id')
    .select([
      'contact.id',
      'contact.version',
      'contact.data_key_id',
      'contact.finalised_at',
      'contact.channel',
      'contact.direction',
      'contact.occurred_at',
      'contact.ended_at',
      'contact.recorded_at',
      'recorder.name as recorder',
      'listener.name as listener',
      'contact.caller_profile',
      'contact.danger_level',
      'contact.certainty',
      'contact.qualification',
      'contact.sealed_caller',
    ])
    .select((row) => [
      sql<boolean>`sealed_narrative is not null`.as('is_told'),
      sql<Buffer | null>`case when row_number() over (
        order by sealed_narrative is null, contact.occurred_at desc, contact.id desc
      ) = 1 then sealed_narrative end`.as('sealed_narrative'),
      jsonArrayFrom(
        row
          .selectFrom('observation')
          .select(['observation.kind', 'observation.code', 'observation.presence', 'observation.source'])
          .whereRef('observation.contact_id', '=', 'contact.id')
          .orderBy('observation.kind')
          .orderBy('observation.code'),
      ).as('observations'),
    ])
    .where('contact.situation_id', '=', id)
    .orderBy('contact.occurred_at')
    .orderBy('contact.id')
    .compile(),
)

/** The narratives of a file that the actor may see, one more than asked, the last first. */
export function selectNarratives(
  actor: Actor,
  db: Db,
  id: string,
  { after, limit }: { after: readonly [at: string, id: string] | null; limit: number },
) {
  return contactsSeenBy(actor, db)
    .select(['contact.id', 'contact.data_key_id', 'contact.occurred_at', 'contact.sealed_narrative'])
    .where('contact.situation_id', '=', id)
    .where('contact.sealed_narrative', 'is not', null)
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(contact.occurred_at, contact.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`,
      ),
    )
    .orderBy('contact.occurred_at', 'desc')
    .orderBy('contact.id', 'desc')
    .limit(limit + 1)
    .execute()
}

export interface LinkedFile {
  readonly id: string
  readonly reference: string
  readonly kind: string
  readonly reversed: boolean
}

/**
 * The files linked to this one, or to one that it absorbed, each as the file that stays today. When several links lead
 * to one file, the one written on this very file wins, then the latest.
 */
export async function selectLinks(db: Db, id: string): Promise<LinkedFile[]> {
  return (await db.executeQuery(linksOf({ id }))).rows
}

const linksOf = fixed((db, { id }: { id: string }) =>
  sql<LinkedFile>`
    with recursive member (id) as (
      select ${id}::uuid union all select s.id from situation s join member on s.merged_into = member.id
    ), link as (
      select l.other_id as far, l.situation_id as near, l.kind, false as reversed, l.recorded_at
      from situation_link l join member on member.id = l.situation_id
      union all
      select l.situation_id, l.other_id, l.kind, true, l.recorded_at
      from situation_link l join member on member.id = l.other_id
    ), step (far, id, next) as (
      select distinct link.far, s.id, s.merged_into from link join situation s on s.id = link.far
      union all select step.far, s.id, s.merged_into from step join situation s on s.id = step.next
    )
    select distinct on (s.reference) s.id, s.reference, link.kind, link.reversed
    from link join step using (far) join situation s on s.id = step.id
    where step.next is null and s.id <> ${id}
    order by s.reference, (link.near = ${id} and link.far = s.id) desc, link.recorded_at desc`.compile(db),
)

/** The file that stays, at the end of a chain of merges. */
export async function lastKept(db: Db, id: string): Promise<{ id: string; reference: string }> {
  const { rows } = await sql<{ id: string; reference: string }>`
    with recursive step (id, reference, next) as (
      select id, reference, merged_into from situation where id = ${id}
      union all select s.id, s.reference, s.merged_into from situation s join step on s.id = step.next
    )
    select id, reference from step where next is null`.execute(db)
  return rows[0] ?? { id, reference: '' }
}
