import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import type { DebriefAnswer } from '#vocabulary'
import type { Load } from './contract.ts'
import { reasonsFor, severeDangers, severeDispositions, severeProblems } from './severe.ts'

/** The rule of `severe.ts`, over rows of `contact`. */
const isSevere = sql<boolean>`(
  contact.danger_level = any (${severeDangers}::text[])
  or contact.disposition = any (${severeDispositions}::text[])
  or exists (select from observation where observation.contact_id = contact.id
    and observation.kind = 'problem' and observation.presence = 'present'
    and observation.code = any (${severeProblems}::text[]))
)`

const problemsOf = sql<string[]>`array(select code from observation where observation.contact_id = contact.id
  and observation.kind = 'problem' and observation.presence = 'present')`

/** The hard contacts of the last three days that the actor took and has said nothing about. */
export async function hardContacts(db: Db, actor: Actor) {
  const rows = await db
    .selectFrom('contact')
    .select(['contact.id', 'contact.finalised_at', 'contact.danger_level', 'contact.disposition'])
    .select(problemsOf.as('problems'))
    .where('contact.listener_id', '=', actor.id)
    .where('contact.finalised_at', '>', sql<string>`now() - interval '3 days'`)
    .where(isSevere)
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('debrief')
            .select('debrief.id')
            .whereRef('debrief.contact_id', '=', 'contact.id')
            .where('debrief.account_id', '=', actor.id),
        ),
      ),
    )
    .orderBy('contact.finalised_at', 'desc')
    .limit(5)
    .execute()
  return rows.map((row) => ({
    contactId: row.id,
    finalisedAt: row.finalised_at ?? '',
    why: reasonsFor({
      dangerLevel: row.danger_level,
      disposition: row.disposition,
      problems: row.problems,
    }),
  }))
}

/** The time the actor asked for and that is still to come. */
export async function askedBy(db: Db, actor: Actor) {
  const found = await db
    .selectFrom('debrief')
    .select(['id', 'answered_at as at'])
    .where('account_id', '=', actor.id)
    .where('answer', '=', 'asked')
    .where('held_at', 'is', null)
    .orderBy('answered_at')
    .executeTakeFirst()
  return found ?? null
}

/** Keeps an answer; another one to the same contact takes its place. */
export async function keepAnswer(
  db: Db,
  given: {
    readonly id: string
    readonly accountId: string
    readonly contactId: string | null
    readonly answer: DebriefAnswer
  },
): Promise<string> {
  const kept = await db
    .insertInto('debrief')
    .values({
      id: given.id,
      account_id: given.accountId,
      contact_id: given.contactId,
      answer: given.answer,
      held_at: null,
      held_by: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'contact_id'])
        .doUpdateSet({ answer: given.answer, answered_at: sql<string>`now()`, held_at: null, held_by: null }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return kept.id
}

/** Those who wait for a time to talk, the longest first. */
export async function waitingDebriefs(db: Db) {
  const rows = await db
    .selectFrom('debrief')
    .innerJoin('account', 'account.id', 'debrief.account_id')
    .select(['debrief.id', 'account.name', 'debrief.answered_at'])
    .where('answer', '=', 'asked')
    .where('held_at', 'is', null)
    .orderBy('answered_at')
    .execute()
  return rows.map((row) => ({ id: row.id, name: row.name, askedAt: row.answered_at }))
}

/** Hours of the rota within the last days, as far as they have passed; being on call at home is not counted. */
const hours = (days: number) => sql<number>`coalesce((
  select round(sum(extract(epoch from
    least(shift.ends_at, now()) - greatest(shift.starts_at, now() - make_interval(days => ${days}))
  )) / 3600, 1)::float
  from shift
  where shift.account_id = account.id and shift.kind <> 'duty_officer' and shift.starts_at < now()
    and shift.ends_at > now() - make_interval(days => ${days})
), 0)`

const within = (days: number, severe: boolean) => sql<number>`count(contact.id) filter (
  where contact.occurred_at > now() - make_interval(days => ${days})
  ${severe ? sql`and ${isSevere}` : sql``})::int`

/** What each person has carried lately, in the order of names: never in the order of numbers. */
export async function loadOfAll(db: Db): Promise<Load[]> {
  const rows = await db
    .selectFrom('account')
    .leftJoin('contact', (join) =>
      join
        .onRef('contact.listener_id', '=', 'account.id')
        .on('contact.finalised_at', 'is not', null)
        .on('contact.occurred_at', '>', sql<string>`now() - interval '28 days'`),
    )
    .select(['account.id', 'account.name'])
    .select([
      within(7, false).as('contacts7'),
      within(28, false).as('contacts28'),
      within(7, true).as('severe7'),
      within(28, true).as('severe28'),
      hours(7).as('hours7'),
      hours(28).as('hours28'),
    ])
    .where('account.active', '=', true)
    .where('account.role', 'in', ['reception', 'listener', 'coordinator'])
    .groupBy(['account.id', 'account.name'])
    .execute()
  return rows
    .map(({ id, ...row }) => ({ accountId: id, ...row }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'fr') || (a.accountId < b.accountId ? -1 : 1))
}
