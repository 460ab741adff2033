import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '#kernel/db.server.ts'
import type { Actor, Services } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { insertAll } from '#listening/import/bulk.server.ts'
import { knownContacts, recordContacts } from '#listening/import/record.server.ts'
import { columnsAfter, noFields } from '#listening/situation/fields.server.ts'
import { keepSituationHashes } from '#listening/situation/lookup.server.ts'
import { insertPlace } from '#listening/situation/place.server.ts'
import { summarise } from '#listening/situation/summary.server.ts'
import { generateDemonstration } from './generate.ts'
import { insertCallbacks, type Kept } from './promises.server.ts'
import { tellServiceWork } from './serviceWork.server.ts'
import { tellTransmissions } from './transmissions.server.ts'
import type { InventedSituation } from './types.ts'

/**
 * Loads the listening part of the demonstration, in one transaction: all of it or nothing.
 * The accounts of the demonstration must exist; a second call does nothing.
 */
export async function loadDemonstration(
  { database, keys }: Pick<Services, 'database' | 'keys'>,
  say: (line: string) => void,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<void> {
  const { situations, loose } = generateDemonstration(now)
  await database.transaction().execute(async (db) => {
    if ((await knownContacts(db, [situations[0]?.contacts[0]?.ref ?? ''])).size > 0) return
    const listeners = await demonstrationListeners(db)
    const listenerAt = (index: number) => listeners[index % listeners.length] ?? ''
    const kept: Kept[] = []
    for (const invented of situations) {
      const listener = listenerAt(invented.listener)
      const { files } = await recordContacts(db, keys, invented.contacts, { id: listener })
      const file = files.get(invented.ref)
      if (file) kept.push({ invented, file, listener })
      if (kept.length % 40 === 0) say(`Démonstration : ${kept.length} situations sur ${situations.length}…`)
    }
    for (const { listener, contact } of loose)
      await recordContacts(db, keys, [contact], { id: listenerAt(listener) })
    for (const one of kept) await tellFile(db, keys, one)
    await insertCallbacks(db, keys, kept)
    await linkFiles(db, kept)
    await tellServiceWork(db, keys, kept, now)
    await summarise(
      db,
      kept.map(({ file }) => file.id),
    )
    await tellTransmissions(db, keys, kept, now)
    for (const { file } of kept) await keepSituationHashes(db, keys, file.id)
    say(`Démonstration : ${situations.length} situations et leurs contacts sont en place.`)
  })
}

/** The listeners of the demonstration, in the order in which they are announced. */
async function demonstrationListeners(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('account')
    .select('id')
    .where('demonstration', '=', true)
    .where('role', '=', 'listener')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  if (rows.length === 0) throw new Error('the accounts of the demonstration are not there')
  return rows.map(({ id }) => id)
}

/** What a file says besides its contacts: who the minor is, where they have been, who follows them, and how far it has come. */
async function tellFile(db: Db, keys: Keyring, { invented, file, listener }: Kept): Promise<void> {
  const first = invented.contacts[0]
  const last = invented.stages.at(-1)
  const actor: Actor = { id: listener, role: 'listener', name: '', sessionId: '', confined: false }
  for (const place of invented.places) await insertPlace(db, keys, actor, file.id, place)
  await db.insertInto('assignment').values({ situation_id: file.id, account_id: listener }).execute()
  let from: InventedSituation['stages'][number]['to'] = 'open'
  for (const { to, reason, at } of invented.stages) {
    await db
      .insertInto('stage_change')
      .values({
        id: newId(),
        situation_id: file.id,
        from_stage: from,
        to_stage: to,
        closing_reason: reason,
        happened_at: at,
        recorded_at: at,
        recorded_by: listener,
      })
      .execute()
    from = to
  }
  await db
    .updateTable('situation')
    .set({
      ...columnsAfter(keys, file.key, file.id, noFields, { ...invented.identity, note: invented.note }),
      stage: from,
      closing_reason: last?.reason ?? null,
      created_at: first?.recordedAt ?? first?.occurredAt,
      moved_at: sql<string>`greatest(moved_at, ${last?.at ?? null}::timestamptz)`,
    })
    .where('id', '=', file.id)
    .execute()
}

async function linkFiles(db: Db, kept: readonly Kept[]): Promise<void> {
  const files = new Map(kept.map(({ invented, file }) => [invented.ref, file.id]))
  await insertAll(
    db,
    'situation_link',
    { situation_id: 'uuid', other_id: 'uuid', kind: 'text', recorded_by: 'uuid' },
    kept.flatMap(({ invented, file, listener }) =>
      invented.links.map(({ ref, kind }) => ({
        situation_id: file.id,
        other_id: files.get(ref) ?? file.id,
        kind,
        recorded_by: listener,
      })),
    ),
  )
}
