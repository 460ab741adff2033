import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { ResourceFields } from '#awareness/resource/contract.ts'
import { addResource, publish } from '#awareness/resource/write.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { noteSending } from '#listening/documentation/sending.server.ts'
import { noteRequest } from '#listening/liaison/due.server.ts'
import { noteExchange } from '#listening/liaison/exchange.server.ts'
import { type Desk, holdRecord } from '#listening/liaison/record.server.ts'
import { answer, noteOrientation } from '#listening/orientation/store.server.ts'
import type { Kept } from './promises.server.ts'
import { inventedDocuments, inventedWork } from './serviceWork.ts'

/** Writes the catalogue and the work with services of the demonstration, through the same doors as everybody. */
export async function tellServiceWork(
  db: Db,
  keys: Keyring,
  kept: readonly Kept[],
  now: Temporal.Instant,
): Promise<void> {
  const paris = now.toZonedDateTimeISO('Europe/Paris')
  const at = (daysAgo: number) => paris.subtract({ days: daysAgo, hours: 1 }).toInstant().toString()
  const day = (shift: number) => paris.toPlainDate().add({ days: shift }).toString()
  const versions = await fillCatalogue(db, kept[0]?.listener ?? '')
  for (const { invented, file, listener } of kept) {
    const work = inventedWork[invented.ref.replace('demonstration-bureau-', '')]
    if (!work) continue
    const desk: Desk = {
      db,
      keys,
      actor: { id: listener, role: 'listener', name: '', sessionId: '', confined: false },
      abilities: [],
    }
    const before = await db
      .selectFrom('situation')
      .select('moved_at')
      .where('id', '=', file.id)
      .executeTakeFirstOrThrow()
    for (const {
      daysAgo,
      awaited = [],
      place = null,
      asked = null,
      given = null,
      ...told
    } of work.exchanges ?? [])
      await noteExchange(desk, file.id, {
        ...told,
        at: at(daysAgo),
        unitId: null,
        reach: null,
        place,
        asked,
        given,
        awaited: awaited.map(({ what, dueIn }) => ({ what, dueOn: day(dueIn), assigneeId: null })),
      })
    for (const { daysAgo, askIn, outcome, outcomeNote, ...told } of work.orientations ?? []) {
      const known = await db
        .selectFrom('service')
        .select('id')
        .where('name', '=', told.service)
        .executeTakeFirst()
      const { id } = await noteOrientation(desk, file.id, {
        ...told,
        at: at(daysAgo),
        askOn: day(askIn),
        serviceId: known?.id ?? null,
        note: null,
      })
      if (outcome)
        await answer(desk, await holdRecord(desk, 'orientation', id), { outcome, note: outcomeNote ?? null })
    }
    for (const { daysAgo, title, ...told } of work.sendings ?? [])
      await noteSending(desk, file.id, {
        ...told,
        at: at(daysAgo),
        versionId: versions.get(title) ?? '',
        note: null,
      })
    for (const { askedDaysAgo, ...told } of work.requests ?? [])
      await noteRequest(desk, file.id, { ...told, askedOn: day(-askedDaysAgo), assigneeId: null })
    await date(db, file.id, before.moved_at)
  }
}

/** Noted as it happened, and without taking the file to the top of the list. */
async function date(db: Db, situationId: string, movedAt: string): Promise<void> {
  await sql`update action set recorded_at = performed_at + interval '3 minutes'
    where situation_id = ${situationId} and contact_id is null`.execute(db)
  await sql`update due_item set recorded_at = coalesce(
      (select recorded_at from action where action.id = due_item.action_id), asked_on + interval '10 hours')
    where situation_id = ${situationId}`.execute(db)
  await sql`update situation set moved_at = ${movedAt} where id = ${situationId}`.execute(db)
}

const common = {
  topics: ['signs' as const],
  visibility: 'public' as const,
  language: 'fr' as const,
  isEasyToRead: false,
  licence: 'open' as const,
  reviewOn: '2027-06-30',
} satisfies Partial<ResourceFields>

/** Fills the catalogue; gives the last version of each title. */
async function fillCatalogue(db: Db, by: string): Promise<Map<string, string>> {
  for (const { versions, ...item } of inventedDocuments) {
    const [first, ...later] = versions.map(({ label, on, note }) => ({
      label,
      publishedOn: on,
      note,
      link: 'https://exemple.fr/documentation',
      fileId: null,
    }))
    if (!first) continue
    const { id } = await addResource(db, by, { ...common, ...item, first })
    for (const version of later) await publish(db, by, id, version)
  }
  const rows = await db
    .selectFrom('resource_version as edition')
    .innerJoin('resource', 'resource.id', 'edition.resource_id')
    .select(['resource.title', 'edition.id'])
    .orderBy('edition.number')
    .execute()
  return new Map(rows.map(({ title, id }) => [title, id]))
}
