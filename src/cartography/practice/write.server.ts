import { sql } from 'kysely'
import { createDataKey } from '#kernel/datakey.server.ts'
import { type Db, send } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { type FieldFault, refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { PracticeStatus } from '#vocabulary'
import { contactColumns, keyOfPractice, openContact } from './contact.server.ts'
import type { Practice, PracticeFields } from './contract.ts'
import { changesBetween, remember, valuesOf, writeSearchText, writeSets } from './fields.server.ts'
import { type HeldPractice, holdPractice } from './policy.server.ts'
import { practiceOf, today } from './read.server.ts'
import { after, isOpen, isPublished, type PracticeStep } from './steps.ts'

/** Refuses half an agreement, and one given tomorrow. */
function demandWholeConsent(fields: PracticeFields): void {
  const { consentBy, consentOn, consentScope } = fields
  const given = [consentBy, consentOn, consentScope].filter(Boolean).length
  const faults: FieldFault[] = []
  if (given !== 0 && given !== 3)
    faults.push({ field: 'consentBy', message: 'Un accord dit par qui, quand et pour quelle publication.' })
  if (consentOn && consentOn > today())
    faults.push({ field: 'consentOn', message: 'Cette date est dans le futur.' })
  if (faults.length > 0) refuse('malformed', { fields: faults })
}

const noteWriter = (db: Db, practiceId: string, accountId: string) =>
  send(
    db,
    db
      .insertInto('practice_writer')
      .values({ practice_id: practiceId, account_id: accountId })
      .onConflict((conflict) => conflict.doNothing())
      .compile(),
  )

/** Begins the account of a practice; whoever writes it answers for it. */
export async function addPractice(
  db: Db,
  keys: Keyring,
  by: string,
  fields: PracticeFields,
): Promise<string> {
  demandWholeConsent(fields)
  const id = newId()
  const key = await createDataKey(db, keys)
  const { contactVisibility } = fields
  await send(
    db,
    db
      .insertInto('practice')
      .values({
        id,
        owner_id: by,
        title: fields.title,
        done: fields.done,
        contact_visibility: fields.contactVisibility,
        ...valuesOf(fields),
        data_key_id: key.id,
        ...contactColumns(keys, key, id, fields, { status: 'draft', contactVisibility }),
      } as never)
      .compile(),
  )
  await writeSets(db, id, fields)
  await writeSearchText(db, id, fields)
  await noteWriter(db, id, by)
  await remember(db, { practiceId: id, by, kind: 'created' })
  return id
}

/** Refuses whoever read an older state, with what is there now. */
async function demandVersion(
  db: Db,
  keys: Keyring,
  actor: Actor,
  held: HeldPractice,
  version: number,
): Promise<void> {
  if (held.version !== version)
    refuse('version_conflict', { current: await practiceOf(db, keys, actor, held.id) })
}

/** Changes what is told of a practice; what was reviewed is no longer so. */
export async function changePractice(
  db: Db,
  keys: Keyring,
  actor: Actor,
  id: string,
  version: number,
  given: Partial<PracticeFields>,
): Promise<number> {
  const held = await holdPractice(db, id)
  await demandVersion(db, keys, actor, held, version)
  if (!isOpen(held.status)) refuse('practice_not_open')
  const before: Practice = await practiceOf(db, keys, actor, id)
  const key = await keyOfPractice(db, keys, held)
  const next = { ...before, ...given }
  demandWholeConsent(next)
  await writeSets(db, id, given)
  const written = await db
    .updateTable('practice')
    .set({
      ...valuesOf(given),
      ...contactColumns(keys, key, id, next, { ...next, status: held.status }),
      reviewed_by: null,
      reviewed_at: null,
      updated_at: sql<string>`now()`,
      version: sql<number>`version + 1`,
    })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  await writeSearchText(db, id, next)
  await noteWriter(db, id, actor.id)
  await remember(db, {
    practiceId: id,
    by: actor.id,
    kind: 'edited',
    changes: changesBetween(before, next),
    seal: { keys, key },
  })
  return written.version
}

/** Only the one who keeps the cartography publishes; a coordinator may read again, and stop what is wrong. */
const ofCoordination: readonly PracticeStep[] = ['review', 'question']

/** Takes one step, after what it asks for is there. */
export async function takeStep(
  db: Db,
  keys: Keyring,
  actor: Actor,
  id: string,
  version: number,
  step: PracticeStep,
): Promise<{ version: number; status: PracticeStatus }> {
  const held = await holdPractice(db, id)
  await demandVersion(db, keys, actor, held, version)
  if (actor.role !== 'cartographer' && !ofCoordination.includes(step)) refuse('not_found')
  const status = after(held.status, step) ?? refuse('practice_moved')
  if (step === 'review') await demandAnother(db, id, actor.id)
  if (isPublished(status)) demandPublishable(held, status)
  if (step === 'review') await db.deleteFrom('practice_writer').where('practice_id', '=', id).execute()
  const key = await keyOfPractice(db, keys, held)
  const shown = { status, contactVisibility: held.contact_visibility }
  const written = await db
    .updateTable('practice')
    .set({
      status,
      ...contactColumns(keys, key, id, openContact(keys, key, held), shown),
      ...(step === 'review' && { reviewed_by: actor.id, reviewed_at: sql<string>`now()` }),
      ...(isPublished(status) && { published_at: sql<string>`coalesce(published_at, now())` }),
      updated_at: sql<string>`now()`,
      version: sql<number>`version + 1`,
    })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  await remember(db, { practiceId: id, by: actor.id, kind: 'moved', status })
  return { version: written.version, status }
}

async function demandAnother(db: Db, practiceId: string, accountId: string): Promise<void> {
  const wrote = await db
    .selectFrom('practice_writer')
    .select('account_id')
    .where('practice_id', '=', practiceId)
    .where('account_id', '=', accountId)
    .execute()
  if (wrote.length > 0) refuse('own_review')
}

function demandPublishable(held: HeldPractice, status: PracticeStatus): void {
  const faults: FieldFault[] = []
  if (!held.reviewed_by) refuse('practice_moved')
  if (!held.consent_on)
    faults.push({ field: 'consentBy', message: 'Notez qui a donné son accord à la publication, et quand.' })
  else if (status === 'published_all' && held.consent_scope !== 'public')
    faults.push({
      field: 'consentScope',
      message: 'L’accord ne vaut que pour les professionnels.',
    })
  if (!held.review_on || held.review_on <= today())
    faults.push({ field: 'reviewOn', message: 'Dites quand la relire : une date à venir.' })
  if (faults.length > 0) refuse('practice_not_publishable', { fields: faults })
}
