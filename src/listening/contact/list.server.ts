import { z } from 'zod'
import { instant } from '#kernel/contract.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import type { ContactRow, listContacts } from './contract.ts'
import { contactsSeenBy } from './policy.server.ts'

const Place = z.tuple([instant, z.uuid()])

/** Contacts outside any file, the latest first. */
export async function listOutside(
  actor: Actor,
  db: Db,
  query: z.output<(typeof listContacts)['query']>,
): Promise<{ items: ContactRow[]; next: string | null }> {
  let rows = contactsSeenBy(actor, db)
    .leftJoin('account as recorder', 'recorder.id', 'contact.recorded_by')
    .leftJoin('situation', 'situation.id', 'contact.situation_id')
    .select([
      'contact.id',
      'contact.version',
      'contact.channel',
      'contact.direction',
      'contact.occurred_at',
      'contact.finalised_at',
      'contact.disposition',
      'contact.caller_profile',
      'contact.departement',
      'contact.minor_age',
      'contact.danger_level',
      'contact.situation_id',
      'situation.reference',
      'recorder.name as recorder',
    ])
    .orderBy('contact.occurred_at', 'desc')
    .orderBy('contact.id', 'desc')
    .limit(query.limit + 1)
  switch (query.view) {
    case 'my_drafts':
      rows = rows.where('contact.finalised_at', 'is', null).where('contact.recorded_by', '=', actor.id)
      break
    case 'all_drafts':
      rows = rows.where('contact.finalised_at', 'is', null)
      break
    case 'unattached':
      rows = rows
        .where('contact.situation_id', 'is', null)
        .where('contact.finalised_at', 'is not', null)
        .where('contact.disposition', 'is', null)
      break
    case 'disposed':
      rows = rows.where('contact.situation_id', 'is', null).where('contact.disposition', 'is not', null)
      break
  }
  if (query.after) {
    const [at, id] = readPlace(Place, query.after)
    rows = rows.where((where) =>
      where(where.refTuple('contact.occurred_at', 'contact.id'), '<', where.tuple(at, id)),
    )
  }
  const found = await rows.execute()
  return cutPage(
    found,
    query.limit,
    (row) => [row.occurred_at, row.id],
    (row) => ({
      id: row.id,
      version: row.version,
      status: row.finalised_at ? 'finalised' : 'draft',
      channel: row.channel,
      direction: row.direction,
      occurredAt: row.occurred_at,
      disposition: row.disposition,
      callerProfile: row.caller_profile,
      departement: row.departement,
      minorAge: row.minor_age,
      dangerLevel: row.danger_level,
      situation: row.situation_id ? { id: row.situation_id, reference: row.reference ?? '' } : null,
      recordedBy: row.recorder,
    }),
  )
}
