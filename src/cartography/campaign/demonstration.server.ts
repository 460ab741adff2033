import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '#kernel/db.server.ts'
import type { Services } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { Draws } from '#listening/demonstration/random.ts'
import { insertAll } from '#listening/import/bulk.server.ts'
import type { CampaignResponseStatus, PhenomenonMet, QuestionnaireAddressee } from '#vocabulary'
import type { Answer, Answers } from '../survey/shape.ts'
import {
  answering,
  answerOfFirstYear,
  inventAnswers,
  inventName,
  statusOfOthers,
  statusOfToday,
} from './invented.ts'
import { createOne, type NewCampaign } from './keep.server.ts'
import { valuesOf } from './values.ts'

const words = {
  purpose:
    'La plateforme nationale de lutte contre la prostitution des mineurs demande à chaque territoire qui fait quoi, ce qui existe et ce qui manque, pour orienter les appels et rapprocher les partenaires.',
  readers:
    'Les cartographes de la plateforme lisent les réponses. Les résultats publiés ne disent rien d’un service en particulier. Les réponses sont gardées cinq ans.',
  contact: 'La cartographie de la plateforme, cartographie@plateforme.example, 01 99 00 00 01.',
  minutes: 30,
}

/** Loads the campaign of the first year, with its published figures, and the one that runs today. */
export async function inventCampaigns({ database }: Pick<Services, 'database'>): Promise<void> {
  await database.transaction().execute(async (db) => {
    const account = await db
      .selectFrom('account')
      .select('id')
      .where('role', '=', 'cartographer')
      .where('demonstration', '=', true)
      .orderBy('login')
      .executeTakeFirst()
    if (!account) return
    // A load that was interrupted after this is not made twice.
    if ((await db.selectFrom('campaign').select('id').limit(1).execute()).length > 0) return
    const surveys = await db
      .selectFrom('survey_version as version')
      .innerJoin('survey', 'survey.id', 'version.survey_id')
      .select(['survey.addressee', 'version.id as versionId'])
      .where('version.status', '=', 'published')
      .where('survey.addressee', 'is not', null)
      .orderBy('survey.code')
      .execute()
    const asked = surveys.flatMap(({ addressee, versionId }) => (addressee ? [{ addressee, versionId }] : []))
    await firstYear(db, asked, account.id)
    await thisYear(db, asked, account.id)
  })
}

type Asked = NewCampaign['surveys']

async function firstYear(db: Db, surveys: Asked, by: string): Promise<void> {
  const [opensOn, closesOn] = ['2023-09-18', '2024-02-16']
  const id = await createOne(
    db,
    { name: 'Première enquête nationale', year: 2023, ...words, opensOn, closesOn, surveys },
    by,
  )
  const targets = await targetsOf(db, id)
  // One département each: the 41 answers are those of 41 départements.
  const single = [
    ...new Set(
      targets
        .filter(({ departements: of }) => of.length === 1 && of[0] !== '69')
        .map(({ authority_id }) => authority_id),
    ),
  ]
  const places = new Map(
    Array.from({ length: answering }, (_, at) => [
      single[Math.floor((at * single.length) / answering)] ?? '',
      at,
    ]),
  )
  const draws = new Draws(20_230_918)
  const start = Temporal.Instant.from('2023-10-02T08:00:00Z')
  await fill(db, id, targets, draws, by, start, (target) => {
    const place = places.get(target.authority_id)
    const met = place === undefined ? undefined : answerOfFirstYear(target.addressee, place)
    return met ? { status: 'submitted', met } : { status: statusOfOthers(draws), met: 'unknown' }
  })
  await launched(db, id, '2023-09-18T07:30:00Z', '2024-02-16T22:59:00Z', by)
}

async function thisYear(db: Db, surveys: Asked, by: string): Promise<void> {
  const today = Temporal.Now.plainDateISO('Europe/Paris')
  const [opensOn, closesOn] = [today.subtract({ days: 21 }).toString(), today.add({ days: 24 }).toString()]
  const id = await createOne(
    db,
    { name: `Enquête nationale ${today.year}`, year: today.year, ...words, opensOn, closesOn, surveys },
    by,
  )
  const draws = new Draws(20_261_125)
  const start = today.subtract({ days: 19 }).toZonedDateTime('Europe/Paris').toInstant().add({ hours: 8 })
  await fill(db, id, await targetsOf(db, id), draws, by, start, () => {
    const status = statusOfToday(draws)
    return { status, met: draws.chance(86) ? 'yes' : 'no' }
  })
  await launched(
    db,
    id,
    today.subtract({ days: 21 }).toZonedDateTime('Europe/Paris').toInstant().toString(),
    null,
    by,
  )
}

const targetsOf = (db: Db, id: string) =>
  db
    .selectFrom('campaign_target as target')
    .innerJoin('campaign_survey as of', (join) =>
      join.onRef('of.campaign_id', '=', 'target.campaign_id').onRef('of.addressee', '=', 'target.addressee'),
    )
    .innerJoin('survey_version as version', 'version.id', 'of.version_id')
    .select([
      'target.id',
      'target.addressee',
      'target.authority_id',
      'target.departements',
      'version.id as version_id',
    ])
    .select('version.content')
    .where('target.campaign_id', '=', id)
    .orderBy(sql`target.departements[1]`)
    .orderBy('target.territory')
    .orderBy('target.addressee')
    .execute()
type Target = Awaited<ReturnType<typeof targetsOf>>[number]

interface Said {
  readonly status: CampaignResponseStatus
  readonly met: PhenomenonMet
}

const jobs: Readonly<Record<QuestionnaireAddressee, string>> = {
  def_director: 'Direction enfance-famille',
  ase: 'Responsable ASE',
  crip: 'Responsable de la cellule',
  departmental_home: 'Chef de service',
}

/** Writes everybody who was asked, what they answered and how far they came, in a few statements. */
async function fill(
  db: Db,
  campaignId: string,
  targets: readonly Target[],
  draws: Draws,
  by: string,
  start: Temporal.Instant,
  tell: (target: Target) => Said,
): Promise<void> {
  // Whoever was brought from the campaign before stays; only the empty answers get somebody new.
  const known = await db
    .selectFrom('campaign_person as person')
    .innerJoin('campaign_target as target', 'target.id', 'person.target_id')
    .select(['person.id', 'person.target_id'])
    .where('target.campaign_id', '=', campaignId)
    .execute()
  const personOf = new Map(known.map(({ id, target_id }) => [target_id, id]))
  const people = targets
    .filter(({ id }) => !personOf.has(id))
    .map((target) => {
      const id = newId()
      personOf.set(target.id, id)
      const place = (target.departements[0] ?? 'xx').toLowerCase()
      const code = target.addressee.replaceAll('_', '-')
      return {
        id,
        target_id: target.id,
        name: inventName(draws),
        email: `${code}.${target.authority_id.slice(0, 4)}@dep${place}.example`,
        job: jobs[target.addressee],
        added_by: by,
      }
    })
  await insertAll(
    db,
    'campaign_person',
    { id: 'uuid', target_id: 'uuid', name: 'text', email: 'text', job: 'text', added_by: 'uuid' },
    people,
  )
  const rows = []
  for (const [at, target] of targets.entries()) {
    const said = tell(target)
    const told = toldBy(target, said, draws)
    rows.push({
      target,
      said,
      ...told,
      person: personOf.get(target.id) ?? '',
      at: start.add({ hours: (at * 7) % 380, minutes: at % 60 }),
    })
  }
  await writeAnswers(db, rows)
  await writeStates(db, rows)
}

interface Filled extends Told {
  readonly target: Target
  readonly said: Said
  readonly person: string
  readonly at: Temporal.Instant
}

interface Told {
  readonly answers: Answers
  readonly asked: number
  readonly answered: number
}

/** What one answer holds: everything that is asked of this respondent, or a third of it when somebody was called away. */
function toldBy({ content, departements }: Target, { status, met }: Said, draws: Draws): Told {
  if (status !== 'submitted' && status !== 'partial') return { answers: {}, asked: 0, answered: 0 }
  const { answers: invented, asked } = inventAnswers(content, met, departements[0] ?? '', draws)
  const kept = status === 'submitted' ? asked : asked.slice(0, Math.ceil(asked.length / 3))
  const answers: Record<string, Answer> = {}
  for (const id of kept) {
    const answer = invented[id]
    if (answer !== undefined) answers[id] = answer
  }
  return { answers, asked: asked.length, answered: Object.keys(answers).length }
}

async function writeAnswers(db: Db, rows: readonly Filled[]): Promise<void> {
  const given = rows.filter(({ answers }) => Object.keys(answers).length > 0)
  const whole = given.map(({ target, answers, at }) => ({
    target_id: target.id,
    answers,
    changed_at: at.toString(),
  }))
  await sql`insert into campaign_answer (target_id, answers, changed_at)
    select * from jsonb_to_recordset(${JSON.stringify(whole)}::jsonb)
      as given (target_id uuid, answers jsonb, changed_at timestamptz)`.execute(db)
  const values = given.flatMap(({ target, answers }) =>
    valuesOf(target.content, answers).map((value) => ({ target_id: target.id, ...value })),
  )
  await sql`insert into campaign_value (target_id, question, part, code, amount, day, words)
    select * from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as given (target_id uuid, question text, part text,
      code text, amount numeric, day date, words text)`.execute(db)
  const changes = given.flatMap(({ target, answers, person, at }) =>
    Object.entries(answers).map(([question, after]) => ({
      target_id: target.id,
      question,
      after,
      person_id: person,
      at: at.toString(),
    })),
  )
  await sql`insert into campaign_change (id, target_id, question, after, person_id, at)
    select gen_random_uuid(), given.* from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      as given (target_id uuid, question text, after jsonb, person_id uuid, at timestamptz)`.execute(db)
}

async function writeStates(db: Db, rows: readonly Filled[]): Promise<void> {
  const states = rows.map(({ target, said, person, at, asked, answered }) => ({
    id: target.id,
    status: said.status,
    person,
    at: at.toString(),
    asked,
    answered,
  }))
  const given = sql`jsonb_to_recordset(${JSON.stringify(states)}::jsonb)
    as given (id uuid, status text, person uuid, at timestamptz, asked int, answered int)`
  await sql`update campaign_target target set status = given.status, asked = given.asked, answered = given.answered,
      opened_at = case when given.status <> 'invited' then given.at - interval '2 days' end,
      started_at = case when given.status in ('partial', 'submitted') then given.at - interval '1 day' end,
      submitted_at = case when given.status = 'submitted' then given.at end,
      submitted_by = case when given.status = 'submitted' then given.person end,
      declined_at = case when given.status = 'declined' then given.at end,
      refusal = case when given.status = 'declined' then
        (case when given.asked % 2 = 0 then 'not_concerned' else 'no_time' end) end
    from ${given} where target.id = given.id`.execute(db)
  await sql`update campaign_person person set opened_at = given.at - interval '2 days'
    from ${given} where person.id = given.person and given.status <> 'invited'`.execute(db)
  await sql`insert into campaign_event (id, target_id, kind, at, person_id)
    select gen_random_uuid(), given.id, told.kind, given.at + told.later, given.person
    from ${given} cross join lateral (values
      ('invited', interval '-3 days', true), ('opened', interval '-2 days', given.status <> 'invited'),
      ('started', interval '-1 day', given.status in ('partial', 'submitted')),
      ('submitted', interval '0', given.status = 'submitted'), ('declined', interval '0', given.status = 'declined')
    ) as told (kind, later, is_true) where told.is_true`.execute(db)
  await sql`insert into campaign_message (id, person_id, kind, created_at, attempts, sent_at)
    select gen_random_uuid(), given.person, 'invitation', given.at - interval '3 days', 1, given.at - interval '3 days'
    from ${given}`.execute(db)
}

/** The launch and the end as they were: nothing is sent by a demonstration. */
async function launched(db: Db, id: string, at: string, closedAt: string | null, by: string): Promise<void> {
  await db
    .updateTable('campaign')
    .set({ launched_at: at, launched_by: by, closed_at: closedAt, created_at: at, version: 2 })
    .where('id', '=', id)
    .execute()
}
