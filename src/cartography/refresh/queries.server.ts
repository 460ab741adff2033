import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { linksOf } from '#kernel/link/link.server.ts'
import type { Correspondent, CorrespondentFields, RefreshReply } from './contract.ts'

/** Whom one writes to about an entry, who else could be, and what came back. */
export async function refreshOf(db: Db, serviceId: string) {
  const [correspondents, suggestions, replies] = await Promise.all([
    correspondentsOf(db, serviceId),
    suggestionsFor(db, serviceId),
    repliesOf(db, serviceId),
  ])
  return { correspondents, suggestions, replies }
}

async function correspondentsOf(db: Db, serviceId: string): Promise<Correspondent[]> {
  const [people, messages, links] = await Promise.all([
    db
      .selectFrom('correspondent')
      .selectAll()
      .where('service_id', '=', serviceId)
      .orderBy('added_at')
      .orderBy('id')
      .execute(),
    db
      .selectFrom('refresh_message')
      .innerJoin('correspondent', 'correspondent.id', 'refresh_message.correspondent_id')
      .selectAll('refresh_message')
      .distinctOn('refresh_message.correspondent_id')
      .where('correspondent.service_id', '=', serviceId)
      .where('refresh_message.dropped_at', 'is', null)
      .orderBy('refresh_message.correspondent_id')
      .orderBy('refresh_message.asked_at', 'desc')
      .execute(),
    linksOf(db, { purpose: 'service', subjectId: serviceId }),
  ])
  const now = new Date().toISOString()
  return people.map((one) => {
    const message = messages.find((sent) => sent.correspondent_id === one.id)
    const link = links.find(
      ({ holder, revokedAt, expiresAt }) => holder === one.id && revokedAt === null && expiresAt > now,
    )
    return {
      id: one.id,
      name: one.name,
      email: one.email,
      toldAt: one.told_at,
      objectedAt: one.objected_at,
      link: link ? { expiresAt: link.expiresAt, lastUsedAt: link.lastUsedAt, uses: link.uses } : null,
      message: message
        ? {
            kind: message.kind,
            askedAt: message.asked_at,
            sentAt: message.sent_at,
            trouble: message.last_trouble,
          }
        : null,
    }
  })
}

/** The addresses of an entry to which nobody writes yet, those that objected anywhere left out. */
async function suggestionsFor(db: Db, serviceId: string): Promise<CorrespondentFields[]> {
  const { rows } = await sql<CorrespondentFields>`
    select distinct on (lower(k.email)) k.person as name, k.email from service_contact k
    where k.service_id = ${serviceId} and k.email is not null
      and not exists (select from correspondent c where lower(c.email) = lower(k.email)
        and (c.service_id = k.service_id or c.objected_at is not null))
    order by lower(k.email), k.position`.execute(db)
  return rows
}

async function repliesOf(db: Db, serviceId: string): Promise<RefreshReply[]> {
  const rows = await db
    .selectFrom('refresh_reply')
    .innerJoin('correspondent', 'correspondent.id', 'refresh_reply.correspondent_id')
    .leftJoin('service_proposal', 'service_proposal.id', 'refresh_reply.proposal_id')
    .select(['refresh_reply.id', 'refresh_reply.kind', 'refresh_reply.remark', 'refresh_reply.replied_at'])
    .leftJoin('account', 'account.id', 'refresh_reply.undone_by')
    .select(['refresh_reply.undone_at', 'refresh_reply.undone_reason', 'account.name as undone_by'])
    .select([
      'refresh_reply.proposal_id',
      'correspondent.name',
      'correspondent.email',
      'service_proposal.state',
    ])
    .where('refresh_reply.service_id', '=', serviceId)
    .orderBy('refresh_reply.replied_at', 'desc')
    .orderBy('refresh_reply.id', 'desc')
    .limit(50)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    who: row.name ?? row.email,
    remark: row.remark,
    repliedAt: row.replied_at,
    proposalId: row.proposal_id,
    state: row.state,
    undone: row.undone_at
      ? { at: row.undone_at, by: row.undone_by ?? '', reason: row.undone_reason ?? '' }
      : null,
  }))
}
