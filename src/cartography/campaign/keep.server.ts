import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import { type QuestionnaireAddressee, regionOf } from '#vocabulary'
import { noteEvents } from './events.server.ts'
import { writeMessages } from './messages.server.ts'
import { stateOf } from './state.ts'

/** A campaign held until the end of the transaction, at the version its writer had before them. */
export async function holdCampaign(db: Db, id: string, version?: number) {
  const row = await db.selectFrom('campaign').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) return refuse('not_found')
  if (version !== undefined && row.version !== version)
    return refuse('version_conflict', { current: { version: row.version } })
  return row
}

interface Fields {
  readonly name: string
  readonly year: number
  readonly purpose: string
  readonly readers: string
  readonly contact: string
  readonly minutes: number
  readonly opensOn: string
  readonly closesOn: string
}

export interface NewCampaign extends Fields {
  readonly surveys: readonly { readonly addressee: QuestionnaireAddressee; readonly versionId: string }[]
  readonly authorityIds?: readonly string[] | undefined
}

const columnsOf = ({
  name,
  year,
  purpose,
  readers,
  contact,
  minutes,
  opensOn,
  closesOn,
}: Partial<Fields>) => ({
  ...(name !== undefined && { name }),
  ...(year !== undefined && { year }),
  ...(purpose !== undefined && { purpose }),
  ...(readers !== undefined && { readers }),
  ...(contact !== undefined && { contact }),
  ...(minutes !== undefined && { minutes }),
  ...(opensOn !== undefined && { opens_on: opensOn }),
  ...(closesOn !== undefined && { closes_on: closesOn }),
})

/** The authorities that answer for a département, with where. */
export async function authoritiesAsked(db: Db, ids?: readonly string[]) {
  return db
    .selectFrom('authority')
    .innerJoin('authority_unit as unit', 'unit.authority_id', 'authority.id')
    .innerJoin('authority_route as route', 'route.unit_id', 'unit.id')
    .select(['authority.id', 'authority.name'])
    .select(
      sql<string[]>`array_agg(distinct route.departement order by route.departement)`.as('departements'),
    )
    .where('authority.active', '=', true)
    .$if(ids !== undefined, (query) =>
      query.where('authority.id', '=', sql<string>`any(${[...(ids ?? [])]}::uuid[])`),
    )
    .groupBy('authority.id')
    .orderBy(sql`min(route.departement)`)
    .orderBy('authority.name')
    .execute()
}

/** Writes a campaign with its targets; whoever answered the last time is proposed again. */
export async function createOne(db: Db, given: NewCampaign, accountId: string): Promise<string> {
  if (given.closesOn < given.opensOn) refuse('period_reversed')
  const doubled = new Set(given.surveys.map(({ addressee }) => addressee)).size < given.surveys.length
  if (doubled)
    refuse('malformed', {
      fields: [{ field: 'surveys', message: 'Un seul questionnaire par destinataire.' }],
    })
  const published = await db
    .selectFrom('survey_version')
    .select('id')
    .where(
      'id',
      'in',
      given.surveys.map(({ versionId }) => versionId),
    )
    .where('status', '=', 'published')
    .execute()
  if (published.length < new Set(given.surveys.map(({ versionId }) => versionId)).size)
    refuse('malformed', { fields: [{ field: 'surveys', message: 'Choisissez des questionnaires publiés.' }] })
  const authorities = await authoritiesAsked(db, given.authorityIds)
  if (authorities.length === 0) refuse('campaign_empty')
  const id = newId()
  await db
    .insertInto('campaign')
    .values({
      id,
      name: given.name,
      year: given.year,
      purpose: given.purpose,
      readers: given.readers,
      contact: given.contact,
      minutes: given.minutes,
      opens_on: given.opensOn,
      closes_on: given.closesOn,
      created_by: accountId,
      launched_at: null,
      launched_by: null,
      closed_at: null,
    })
    .execute()
  await db
    .insertInto('campaign_survey')
    .values(
      given.surveys.map(({ addressee, versionId }) => ({
        campaign_id: id,
        addressee,
        version_id: versionId,
      })),
    )
    .execute()
  await insertTargets(db, id, given, authorities)
  await bringPeople(db, id, accountId)
  return id
}

interface AuthorityAsked {
  readonly id: string
  readonly name: string
  readonly departements: readonly string[]
}

async function insertTargets(
  db: Db,
  campaignId: string,
  { surveys }: NewCampaign,
  authorities: readonly AuthorityAsked[],
): Promise<void> {
  const rows = authorities.flatMap(({ id, name, departements }) =>
    surveys.map(({ addressee }) => ({
      id: newId(),
      addressee,
      authority_id: id,
      territory: name,
      departements,
      region: (departements[0] && regionOf(departements[0])) || null,
    })),
  )
  await sql`insert into campaign_target (id, campaign_id, addressee, authority_id, territory, departements, region, previous_id)
    select given.id, ${campaignId}, given.addressee, given.authority_id, given.territory,
      array(select jsonb_array_elements_text(given.departements)), given.region,
      (select old.id from campaign_target old where old.authority_id = given.authority_id
         and old.addressee = given.addressee and old.status = 'submitted' order by old.submitted_at desc limit 1)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id uuid, addressee text, authority_id uuid,
      territory text, departements jsonb, region text)`.execute(db)
}

/** Brings the people of the last campaign of the same authority and addressee, without whoever was only on the telephone. */
async function bringPeople(db: Db, campaignId: string, accountId: string): Promise<void> {
  await sql`insert into campaign_person (id, target_id, name, email, job, added_by)
    select gen_random_uuid(), target.id, person.name, person.email, person.job, ${accountId}
    from campaign_target target
    join lateral (select old.id from campaign_target old join campaign on campaign.id = old.campaign_id
      where old.authority_id = target.authority_id and old.addressee = target.addressee and old.campaign_id <> ${campaignId}
      order by campaign.year desc, campaign.created_at desc limit 1) before on true
    join campaign_person person on person.target_id = before.id and person.removed_at is null
      and person.account_id is null
    where target.campaign_id = ${campaignId}`.execute(db)
}

/** Changes what is written of a campaign. */
export async function saveOne(db: Db, id: string, version: number, given: Partial<Fields>): Promise<number> {
  const held = await holdCampaign(db, id, version)
  const opens = given.opensOn ?? held.opens_on
  if ((given.closesOn ?? held.closes_on) < opens) refuse('period_reversed')
  await db
    .updateTable('campaign')
    .set({ ...columnsOf(given), version: version + 1 })
    .where('id', '=', id)
    .execute()
  return version + 1
}

/** Starts a campaign: everybody who has an address is invited. */
export async function launch(db: Db, id: string, version: number, accountId: string) {
  const held = await holdCampaign(db, id, version)
  if (held.launched_at !== null) refuse('campaign_launched')
  const people = await db
    .selectFrom('campaign_person as person')
    .innerJoin('campaign_target as target', 'target.id', 'person.target_id')
    .select(['person.id', 'person.target_id'])
    .where('target.campaign_id', '=', id)
    .where('person.removed_at', 'is', null)
    .where('person.email', 'is not', null)
    .execute()
  await db
    .updateTable('campaign')
    .set({ launched_at: sql<string>`now()`, launched_by: accountId, version: version + 1 })
    .where('id', '=', id)
    .execute()
  await invite(
    db,
    people.map((person) => ({ id: person.id, targetId: person.target_id })),
    accountId,
  )
  return { version: version + 1, invited: people.length }
}

/** Invites people: a message each, and a line in the story of their answer. */
export async function invite(
  db: Db,
  people: readonly { readonly id: string; readonly targetId: string }[],
  accountId: string,
): Promise<void> {
  await writeMessages(
    db,
    'invitation',
    people.map(({ id }) => id),
    accountId,
  )
  await noteEvents(
    db,
    'invited',
    people.map(({ id, targetId }) => ({ targetId, personId: id, accountId })),
  )
}

/** Ends a campaign before or on its day: nothing is written any more, everything may still be read. */
export async function close(db: Db, id: string, version: number): Promise<number> {
  const held = await holdCampaign(db, id, version)
  if (stateOf(held) !== 'open') refuse('campaign_not_open')
  await db
    .updateTable('campaign')
    .set({ closed_at: sql<string>`now()`, version: version + 1 })
    .where('id', '=', id)
    .execute()
  return version + 1
}

/** Opens a campaign again until another day. */
export async function reopenOne(db: Db, id: string, version: number, closesOn: string): Promise<number> {
  const held = await holdCampaign(db, id, version)
  if (held.launched_at === null) refuse('campaign_not_open')
  if (closesOn < held.opens_on) refuse('period_reversed')
  await db
    .updateTable('campaign')
    .set({ closed_at: null, closes_on: closesOn, version: version + 1 })
    .where('id', '=', id)
    .execute()
  return version + 1
}
