import type { Db } from '#kernel/db.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { keyOfMeeting, sealedMinutes, sealedOwner, sealedPerson } from './people.server.ts'

/** Seals what was written of meetings before anything of them was sealed; nothing to do once it is done. */
export async function sealStoredMeetings(db: Db, keys: Keyring): Promise<void> {
  const meetings = await db
    .selectFrom('meeting')
    .select(['id', 'data_key_id', 'minutes'])
    .where((one) =>
      one.or([
        one('minutes', 'is not', null),
        one.exists(
          one
            .selectFrom('meeting_participant as p')
            .select('p.id')
            .whereRef('p.meeting_id', '=', 'meeting.id')
            .where('p.name', 'is not', null),
        ),
        one.exists(
          one
            .selectFrom('meeting_decision as d')
            .select('d.id')
            .whereRef('d.meeting_id', '=', 'meeting.id')
            .where('d.owner', 'is not', null),
        ),
      ]),
    )
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const meeting of meetings) {
    const key = await keyOfMeeting(db, keys, meeting)
    const { id, minutes } = meeting
    if (minutes !== null)
      await db
        .updateTable('meeting')
        .set(sealedMinutes(keys, key, id, minutes))
        .where('id', '=', id)
        .execute()
    const people = await db
      .selectFrom('meeting_participant')
      .select(['id', 'name', 'email'])
      .where('meeting_id', '=', id)
      .where('name', 'is not', null)
      .execute()
    for (const { id: personId, name, email } of people)
      await db
        .updateTable('meeting_participant')
        .set(sealedPerson(keys, key, personId, { name: name ?? '', email }))
        .where('id', '=', personId)
        .execute()
    const decisions = await db
      .selectFrom('meeting_decision')
      .select(['id', 'owner'])
      .where('meeting_id', '=', id)
      .where('owner', 'is not', null)
      .execute()
    for (const { id: decisionId, owner } of decisions)
      await db
        .updateTable('meeting_decision')
        .set(sealedOwner(keys, key, decisionId, owner ?? ''))
        .where('id', '=', decisionId)
        .execute()
  }
}
