import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { issueLink, revokeLinks } from '#kernel/link/link.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Target } from './contract.ts'
import { noteEvents } from './events.server.ts'
import { invite } from './keep.server.ts'
import { readResponse } from './respond.server.ts'
import { reviewOf } from './review.server.ts'
import { daysOfLink, stateOf } from './state.ts'

/** An answer that was asked for, held with its campaign until the end of the transaction. */
export async function holdTarget(db: Db, id: string) {
  const row = await db
    .selectFrom('campaign_target as target')
    .innerJoin('campaign', 'campaign.id', 'target.campaign_id')
    .selectAll('target')
    .select(['campaign.launched_at', 'campaign.closed_at', 'campaign.closes_on'])
    .where('target.id', '=', id)
    .forUpdate('target')
    .executeTakeFirst()
  return row ?? refuse('not_found')
}

/** Refuses what only an open campaign allows. */
export function demandOpen(of: Parameters<typeof stateOf>[0]): void {
  if (stateOf(of) !== 'open') refuse('campaign_not_open')
}

interface NewPerson {
  readonly name: string
  readonly email: string | null
  readonly job: string | null
}

/** Adds somebody to an answer; once the campaign runs, they are invited at once. */
export async function addOne(db: Db, targetId: string, given: NewPerson, accountId: string): Promise<string> {
  const target = await holdTarget(db, targetId)
  const id = newId()
  const made = await db
    .insertInto('campaign_person')
    .values({
      id,
      target_id: targetId,
      ...given,
      account_id: null,
      opened_at: null,
      removed_at: null,
      added_by: accountId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (Number(made.numInsertedOrUpdatedRows) === 0) refuse('campaign_person_known')
  await noteEvents(db, 'person_added', [{ targetId, personId: id, accountId }])
  if (given.email && stateOf(target) === 'open') await invite(db, [{ id, targetId }], accountId)
  return id
}

/** Takes somebody out of an answer: their link ends, what they answered stays with their name. */
export async function removeOne(db: Db, personId: string, accountId: string): Promise<void> {
  const person = await holdPerson(db, personId)
  await db
    .updateTable('campaign_person')
    .set({ removed_at: sql<string>`now()` })
    .where('id', '=', personId)
    .execute()
  await revokeLinks(db, { purpose: 'survey', subjectId: person.target_id, holder: personId })
  await noteEvents(db, 'person_removed', [{ targetId: person.target_id, personId, accountId }])
}

async function holdPerson(db: Db, id: string) {
  const row = await db
    .selectFrom('campaign_person as person')
    .innerJoin('campaign_target as target', 'target.id', 'person.target_id')
    .innerJoin('campaign', 'campaign.id', 'target.campaign_id')
    .selectAll('person')
    .select(['campaign.launched_at', 'campaign.closed_at', 'campaign.closes_on'])
    .where('person.id', '=', id)
    .where('person.removed_at', 'is', null)
    .forUpdate('person')
    .executeTakeFirst()
  return row ?? refuse('not_found')
}

/** A link to be handed over by a person instead of a message. */
export async function handLink(db: Db, personId: string, accountId: string): Promise<string> {
  const person = await holdPerson(db, personId)
  demandOpen(person)
  await noteEvents(db, 'link_given', [{ targetId: person.target_id, personId, accountId }])
  return pathOf(db, person.target_id, personId, person.closes_on)
}

async function pathOf(db: Db, subjectId: string, holder: string, closesOn: string): Promise<string> {
  const token = await issueLink(db, { purpose: 'survey', subjectId, holder, days: daysOfLink(closesOn) })
  return `/lien/${token}`
}

/** Opens the pages of the respondents to whoever writes down what somebody says on the telephone. */
export async function telephone(
  db: Db,
  targetId: string,
  given: { readonly name: string; readonly job: string | null },
  accountId: string,
): Promise<string> {
  const target = await holdTarget(db, targetId)
  demandOpen(target)
  if (target.status === 'submitted') refuse('campaign_answered')
  const id = newId()
  await db
    .insertInto('campaign_person')
    .values({
      id,
      target_id: targetId,
      ...given,
      email: null,
      account_id: accountId,
      opened_at: null,
      removed_at: null,
      added_by: accountId,
    })
    .execute()
  await noteEvents(db, 'telephone', [{ targetId, personId: id, accountId }])
  return pathOf(db, targetId, id, target.closes_on)
}

/** One answer: who fills it, what happened, what is answered. */
export async function readTargetOf(db: Db, id: string, mayWrite: boolean): Promise<Target> {
  const head = await db
    .selectFrom('campaign_target as target')
    .innerJoin('campaign', 'campaign.id', 'target.campaign_id')
    .selectAll('target')
    .select(['campaign.name as campaign', 'campaign.launched_at', 'campaign.closed_at', 'campaign.closes_on'])
    .where('target.id', '=', id)
    .executeTakeFirst()
  if (!head) return refuse('not_found')
  const [people, events, response] = await Promise.all([
    peopleWithMessages(db, id),
    db
      .selectFrom('campaign_event as event')
      .leftJoin('campaign_person as person', 'person.id', 'event.person_id')
      .leftJoin('account', 'account.id', 'event.account_id')
      .select([
        'event.id',
        'event.kind',
        'event.at',
        'event.note',
        'person.name as person',
        'account.name as account',
      ])
      .where('event.target_id', '=', id)
      .orderBy('event.at', 'desc')
      .orderBy('event.id', 'desc')
      .execute(),
    readResponse(db, { subjectId: id }, false),
  ])
  const sections = response ? await reviewOf(response) : []
  return {
    id,
    campaign: { id: head.campaign_id, name: head.campaign, state: stateOf(head) },
    addressee: head.addressee,
    territory: head.territory,
    departements: head.departements,
    status: head.status,
    refusal: head.refusal,
    refusalNote: head.refusal_note,
    submittedAt: head.submitted_at,
    signatory: people.find((person) => person.id === head.submitted_by)?.name ?? null,
    asked: head.asked,
    answered: head.answered,
    people: people.filter((person) => person.removed_at === null).map(personView),
    events: events.map(({ id: eventId, kind, at, note, person, account }) => ({
      id: eventId,
      kind,
      at,
      note,
      by: [account, person].filter(Boolean).join(' → ') || null,
    })),
    sections: sections.map(({ title, lines }) => ({
      title,
      lines: lines.map((line) => ({
        id: line.id,
        title: line.title,
        words: line.words,
        by: line.by ?? null,
      })),
    })),
    abilities: { write: mayWrite },
  }
}

const peopleWithMessages = (db: Db, targetId: string) =>
  db
    .selectFrom('campaign_person as person')
    .leftJoin('account', 'account.id', 'person.account_id')
    .leftJoin('campaign_person as inviter', 'inviter.id', 'person.invited_by')
    .leftJoinLateral(
      (of) =>
        of
          .selectFrom('campaign_message as message')
          .select(['message.kind', 'message.sent_at', 'message.trouble', 'message.created_at'])
          .whereRef('message.person_id', '=', 'person.id')
          .where('message.dropped_at', 'is', null)
          .orderBy('message.created_at', 'desc')
          .limit(1)
          .as('message'),
      (join) => join.onTrue(),
    )
    .selectAll('person')
    .select([
      'account.name as typed_by',
      'inviter.name as inviter',
      'message.kind',
      'message.sent_at',
      'message.trouble',
    ])
    .select(
      sql<number>`(select count(distinct change.question) from campaign_change change
        where change.person_id = person.id)`.as('answers'),
    )
    .where('person.target_id', '=', targetId)
    .orderBy('person.added_at')
    .orderBy('person.id')
    .execute()

function personView(
  person: Awaited<ReturnType<typeof peopleWithMessages>>[number],
): Target['people'][number] {
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    job: person.job,
    openedAt: person.opened_at,
    typedBy: person.typed_by,
    invitedBy: person.inviter,
    answers: person.answers,
    message: person.kind && { kind: person.kind, sentAt: person.sent_at, trouble: person.trouble },
  }
}
