import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import { departementName } from '#vocabulary'
import {
  AuthorityFields,
  type addUnit,
  type createAuthority,
  type routeUnit,
  type saveAuthority,
  type saveUnit,
  UnitFields,
} from './contract.ts'
import { nameKey } from './names.ts'
import { readWholeAuthority } from './read.server.ts'
import {
  changesBetween,
  columnsOf,
  demandOwnName,
  holdAuthority,
  holdUnit,
  leadsSomewhere,
  remember,
  verificationAfter,
} from './store.server.ts'
import { houseToday } from './verification.ts'

type InputOf<C extends { input: z.ZodType }> = z.output<C['input']>

/** What reaches a unit: changed without being asked again, it is no longer verified. */
const contactFields = ['recipient', 'name', 'phone', 'email', 'address', 'timeZone', 'hours'] as const
const authorityContactFields = ['name', 'timeZone', 'hours'] as const

/** Adds an authority; it has no unit yet, and answers for nobody. */
export async function insertAuthority(db: Db, actor: Actor, given: InputOf<typeof createAuthority>) {
  await demandOwnName(db, 'authority', given.name, null)
  const id = newId()
  await db
    .insertInto('authority')
    .values({
      id,
      // Apart from the codes of the reference rows, which never hold an identifier.
      code: `ajout-${id}`,
      name: given.name,
      name_key: nameKey(given.name),
      channel: given.channel,
      time_zone: given.timeZone,
    })
    .execute()
  await remember(db, actor, { authorityId: id, kind: 'created' })
  return id
}

async function demandAuthorityVersion(actor: Actor, db: Db, id: string, version: number) {
  const held = await holdAuthority(actor, db, id)
  if (held.version !== version) {
    refuse('version_conflict', { current: await readWholeAuthority(actor, db, id) })
  }
  return held
}

/** Changes the entry of an authority still in the version that the writer saw. */
export async function changeAuthority(
  db: Db,
  actor: Actor,
  { id, version }: { id: string; version: number },
  { verified, ...given }: InputOf<typeof saveAuthority>,
) {
  const held = await demandAuthorityVersion(actor, db, id, version)
  const changes = changesBetween(AuthorityFields, { ...held, timeZone: held.time_zone }, given)
  if (given.name !== undefined) await demandOwnName(db, 'authority', given.name, id)
  if (held.active && given.active === false) await demandCloseable(db, { authorityId: id })
  const touches = changes.some(({ field }) =>
    authorityContactFields.some((of) => titleOf(AuthorityFields, of) === field),
  )
  if (changes.length === 0 && !verified) return version
  await db
    .updateTable('authority')
    .set({ ...columnsOf(given), ...verificationAfter(actor, verified, touches), version: version + 1 })
    .where('id', '=', id)
    .execute()
  await rememberChange(
    db,
    actor,
    { authorityId: id },
    { changes, verified, was: held.active, is: given.active },
  )
  return version + 1
}

const titleOf = (shape: typeof AuthorityFields | typeof UnitFields, field: string) =>
  Object.entries(shape.shape)
    .find(([name]) => name === field)?.[1]
    .meta()?.title ?? field

interface Change {
  readonly changes: ReturnType<typeof changesBetween>
  readonly verified: boolean
  readonly was: boolean
  readonly is: boolean | undefined
}

async function rememberChange(
  db: Db,
  actor: Actor,
  whose: { authorityId: string; unitId?: string },
  { changes, verified, was, is }: Change,
) {
  const turned = is !== undefined && is !== was
  const told = changes.filter(({ field }) => field !== 'En service')
  if (turned) await remember(db, actor, { ...whose, kind: is ? 'reopened' : 'closed' })
  if (told.length > 0) await remember(db, actor, { ...whose, kind: 'edited', changes: told })
  if (verified) await remember(db, actor, { ...whose, kind: 'verified' })
}

/** Refuses to close who receives for somebody, or for everybody else. */
async function demandCloseable(db: Db, which: { unitId: string } | { authorityId: string }) {
  const fallback = await db
    .selectFrom('authority_unit')
    .select('id')
    .where((is) =>
      'unitId' in which ? is('id', '=', which.unitId) : is('authority_id', '=', which.authorityId),
    )
    .where('is_fallback', '=', true)
    .executeTakeFirst()
  if (fallback) refuse('unit_fallback')
  const led = await leadsSomewhere(db, which)
  if (led.length > 0) refuse('unit_routed', { fields: [{ field: 'active', message: led.join(', ') }] })
}

/** Notes that the whole entry was checked with the service: the authority and every open unit. */
export async function markVerified(db: Db, actor: Actor, { id, version }: { id: string; version: number }) {
  await demandAuthorityVersion(actor, db, id, version)
  const verified = { verified_on: houseToday(), verified_by: actor.id }
  await db
    .updateTable('authority')
    .set({ ...verified, version: version + 1 })
    .where('id', '=', id)
    .execute()
  await db
    .updateTable('authority_unit')
    .set({ ...verified, version: sql`version + 1` })
    .where('authority_id', '=', id)
    .where('active', '=', true)
    .execute()
  await remember(db, actor, { authorityId: id, kind: 'verified' })
  return version + 1
}

/** Adds a unit to an authority; it has the clock of the authority unless told. */
export async function insertUnit(
  db: Db,
  actor: Actor,
  authorityId: string,
  { verified, ...given }: InputOf<typeof addUnit>,
) {
  const authority = await holdAuthority(actor, db, authorityId)
  await demandOwnName(db, 'authority_unit', given.name, null)
  const id = newId()
  const { hours, timeZone, ...words } = given
  await db
    .insertInto('authority_unit')
    .values({
      ...words,
      id,
      authority_id: authorityId,
      name_key: nameKey(given.name),
      time_zone: timeZone ?? authority.time_zone,
      hours: hours ? JSON.stringify(hours) : null,
      ...verificationAfter(actor, verified, false),
    })
    .execute()
  await remember(db, actor, { authorityId, unitId: id, kind: 'created' })
  return { id, version: 1 }
}

/** Changes a unit still in the version that the writer saw. */
export async function changeUnit(
  db: Db,
  actor: Actor,
  { id, version }: { id: string; version: number },
  { verified, ...given }: InputOf<typeof saveUnit>,
) {
  const { unit, authority } = await holdUnit(actor, db, id, version)
  const changes = changesBetween(UnitFields, { ...unit, timeZone: unit.time_zone }, given)
  if (given.name !== undefined) await demandOwnName(db, 'authority_unit', given.name, id)
  if (unit.is_fallback && given.recipient !== undefined && given.recipient !== unit.recipient)
    refuse('unit_fallback')
  if (unit.active && given.active === false) await demandCloseable(db, { unitId: id })
  const touches = changes.some(({ field }) => contactFields.some((of) => titleOf(UnitFields, of) === field))
  if (changes.length === 0 && !verified) return { authorityId: authority.id, version }
  await db
    .updateTable('authority_unit')
    .set({ ...columnsOf(given), ...verificationAfter(actor, verified, touches), version: version + 1 })
    .where('id', '=', id)
    .execute()
  const whose = { authorityId: authority.id, unitId: id }
  await rememberChange(db, actor, whose, { changes, verified, was: unit.active, is: given.active })
  return { authorityId: authority.id, version: version + 1 }
}

/** Notes that one unit was checked. */
export async function markUnitVerified(
  db: Db,
  actor: Actor,
  { id, version }: { id: string; version: number },
) {
  return changeUnit(db, actor, { id, version }, { verified: true })
}

/** Has a unit answer for a département from now on. */
export async function leadTo(
  db: Db,
  actor: Actor,
  { id, version }: { id: string; version: number },
  { departement, part }: InputOf<typeof routeUnit>,
) {
  const { unit, authority } = await holdUnit(actor, db, id, version)
  if (!unit.active || !authority.active) refuse('unit_closed')
  const before = await db
    .selectFrom('authority_route as route')
    .innerJoin('authority_unit as unit', 'unit.id', 'route.unit_id')
    .select(['unit.id', 'unit.name', 'unit.authority_id'])
    .where('route.departement', '=', departement)
    .where('route.part', '=', part)
    .forUpdate('route')
    .executeTakeFirst()
  if (before?.id === id) return authority.id
  await db
    .insertInto('authority_route')
    .values({ departement, part, unit_id: id })
    .onConflict((conflict) => conflict.columns(['departement', 'part']).doUpdateSet({ unit_id: id }))
    .execute()
  const changes = [{ field: departementName(departement), before: before?.name ?? null, after: unit.name }]
  await remember(db, actor, { authorityId: authority.id, unitId: id, kind: 'routed', changes })
  if (before && before.authority_id !== authority.id) {
    await remember(db, actor, {
      authorityId: before.authority_id,
      unitId: before.id,
      kind: 'routed',
      changes,
    })
  }
  return authority.id
}
