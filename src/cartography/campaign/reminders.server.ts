import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import type { QuestionnaireAddressee } from '#vocabulary'
import type { Target } from './contract.ts'
import { noteEvents } from './events.server.ts'
import { holdCampaign } from './keep.server.ts'
import { writeMessages } from './messages.server.ts'
import { messageSubject, messageText } from './messages.ts'
import { awaited } from './state.ts'
import { demandOpen } from './targets.server.ts'

/** Those who are still awaited and can be written to; and those whom only the telephone reaches. */
export async function previewOf(db: Db, campaignId: string) {
  const rows = await db
    .selectFrom('campaign_target as target')
    .leftJoin('campaign_person as person', (join) =>
      join
        .onRef('person.target_id', '=', 'target.id')
        .on('person.removed_at', 'is', null)
        .on('person.email', 'is not', null),
    )
    .select(['target.id', 'target.territory', 'target.addressee', 'target.status'])
    .select(['person.id as person', 'person.name', 'person.email'])
    .select(
      sql<string | null>`(select max(message.sent_at) from campaign_message message
        where message.person_id = person.id and message.kind = 'reminder')`.as('reminded_at'),
    )
    .where('target.campaign_id', '=', campaignId)
    .where('target.status', 'in', [...awaited])
    .orderBy(sql`target.departements[1]`)
    .orderBy('target.territory')
    .orderBy('target.addressee')
    .orderBy('person.name')
    .execute()
  const items = new Map<string, Waiting>()
  const withoutAddress: Pick<Waiting, 'targetId' | 'territory' | 'addressee'>[] = []
  for (const row of rows) {
    const { id: targetId, territory, addressee, status } = row
    if (row.person === null || row.email === null || row.name === null) {
      withoutAddress.push({ targetId, territory, addressee })
      continue
    }
    const one = items.get(targetId) ?? {
      targetId,
      territory,
      addressee,
      status,
      people: [],
      remindedAt: null,
    }
    one.people.push({ id: row.person, name: row.name, email: row.email })
    if (row.reminded_at && (one.remindedAt ?? '') < row.reminded_at) one.remindedAt = row.reminded_at
    items.set(targetId, one)
  }
  return {
    items: [...items.values()],
    withoutAddress,
    message: { subject: messageSubject.reminder, text: messageText('[le lien personnel de chacun]') },
  }
}

interface Waiting {
  readonly targetId: string
  readonly territory: string
  readonly addressee: QuestionnaireAddressee
  readonly status: Target['status']
  readonly people: { id: string; name: string; email: string }[]
  remindedAt: string | null
}

/** Reminds those of the preview who are still awaited; whoever answered meanwhile gets nothing. */
export async function remind(db: Db, campaignId: string, targetIds: readonly string[], accountId: string) {
  demandOpen(await holdCampaign(db, campaignId))
  const { items } = await previewOf(db, campaignId)
  const chosen = new Set(targetIds)
  const people = items
    .filter(({ targetId }) => chosen.has(targetId))
    .flatMap(({ targetId, people: of }) => of.map(({ id }) => ({ id, targetId })))
  await writeMessages(
    db,
    'reminder',
    people.map(({ id }) => id),
    accountId,
  )
  await noteEvents(
    db,
    'reminded',
    people.map(({ id, targetId }) => ({ targetId, personId: id, accountId })),
  )
  return {
    messages: people.length,
    skipped: chosen.size - new Set(people.map(({ targetId }) => targetId)).size,
  }
}
