import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import type { CampaignEvent } from '#vocabulary'

interface By {
  readonly personId?: string | null
  readonly accountId?: string | null
  readonly note?: string | null
}

/** Writes what happened to answers that were asked for, in one statement whatever their number. */
export async function noteEvents(
  db: Db,
  kind: CampaignEvent,
  of: readonly ({ readonly targetId: string } & By)[],
): Promise<void> {
  if (of.length === 0) return
  await db
    .insertInto('campaign_event')
    .values(
      of.map(({ targetId, personId, accountId, note }) => ({
        id: newId(),
        target_id: targetId,
        kind,
        person_id: personId ?? null,
        account_id: accountId ?? null,
        note: note ?? null,
      })),
    )
    .execute()
}
