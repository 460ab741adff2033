import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import { campaignEvent, type QuestionnaireAddressee, questionnaireAddressee } from '#vocabulary'
import { holdCampaign, invite } from './keep.server.ts'
import { stateOf } from './state.ts'

interface Listed {
  readonly authority: string
  readonly addressee: QuestionnaireAddressee
  readonly name: string
  readonly email: string | null
  readonly job: string | null
}

const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()

/** Adds many people at once; a line that names nobody we ask is given back with why, the others are kept. */
export async function addMany(db: Db, campaignId: string, people: readonly Listed[], accountId: string) {
  const campaign = await holdCampaign(db, campaignId)
  if (stateOf(campaign) === 'closed') refuse('campaign_not_open')
  const targets = await db
    .selectFrom('campaign_target')
    .select(['id', 'addressee', 'territory', 'departements'])
    .where('campaign_id', '=', campaignId)
    .execute()
  const unknown: { line: number; sentence: string }[] = []
  const found = people.flatMap((person, at) => {
    const named = targets.filter(
      ({ addressee, territory, departements }) =>
        addressee === person.addressee &&
        (folded(territory) === folded(person.authority) ||
          departements.includes(person.authority.toUpperCase())),
    )
    const [target] = named
    if (named.length === 1 && target) return [{ ...person, id: newId(), targetId: target.id }]
    const who = `« ${person.authority} »`
    const sentence =
      named.length > 1
        ? `Plusieurs autorités répondent pour ${who} : écrivez le nom de l’autorité.`
        : `${who} n’est pas parmi les destinataires (${questionnaireAddressee.label(person.addressee)}) de cette campagne.`
    unknown.push({ line: at + 1, sentence })
    return []
  })
  if (found.length === 0) return { added: 0, unknown }
  const rows = found.map(({ id, targetId, name, email, job }) => ({
    id,
    target_id: targetId,
    name,
    email,
    job,
  }))
  const { rows: made } = await sql<{ id: string; target_id: string; email: string | null }>`
    insert into campaign_person (id, target_id, name, email, job, added_by)
    select given.*, ${accountId} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as given (id uuid, target_id uuid, name text, email text, job text)
    on conflict do nothing returning id, target_id, email`.execute(db)
  await sql`insert into campaign_event (id, target_id, kind, person_id, account_id)
    select gen_random_uuid(), person.target_id, ${campaignEvent.codes[0]}, person.id, ${accountId}
    from campaign_person person where person.id = any(${made.map(({ id }) => id)}::uuid[])`.execute(db)
  if (stateOf(campaign) === 'open') {
    const reached = made.filter(({ email }) => email !== null)
    await invite(
      db,
      reached.map(({ id, target_id }) => ({ id, targetId: target_id })),
      accountId,
    )
  }
  return { added: made.length, unknown }
}
