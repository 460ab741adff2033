import { readBoard, readResults } from '#cartography/campaign/contract.ts'
import { query } from '../base/fill.ts'
import { repeat } from '../client.ts'
import { median, quantile } from '../figures.ts'
import { cpuOf } from '../processes.ts'
import { line } from '../results.ts'
import type { Measure } from './context.ts'

const years = 10

/** Ten yearly campaigns of four questionnaires to every authority, most of them answered. */
const fill = `
  insert into app.campaign (id, name, year, purpose, readers, contact, minutes, opens_on, closes_on, launched_at, closed_at)
    select gen_random_uuid(), 'Mesure ' || of, of, '-', '-', '-', 30, make_date(of, 1, 1), make_date(of, 12, 31), now(), now()
    from generate_series(2014, 2014 + ${years} - 1) of;
  insert into app.campaign_survey (campaign_id, addressee, version_id)
    select campaign.id, survey.addressee, version.id from app.campaign
    cross join app.survey join app.survey_version version on version.survey_id = survey.id and version.status = 'published'
    where survey.addressee is not null and campaign.name like 'Mesure %';
  insert into app.campaign_target (id, campaign_id, addressee, authority_id, territory, departements, region, status,
      started_at, submitted_at, asked, answered)
    select gen_random_uuid(), asked.campaign_id, asked.addressee, place.id, place.name, place.departements, place.region,
      drawn.status, now(), case when drawn.status = 'submitted' then now() end, 30, 20
    from app.campaign_survey asked
    cross join (select authority.id, authority.name, array_agg(distinct route.departement order by route.departement) as departements,
        (array(select code from vocabulary.region order by code))[1 + abs(hashtext(authority.name)) % 18] as region
      from app.authority join app.authority_unit unit on unit.authority_id = authority.id
      join app.authority_route route on route.unit_id = unit.id group by authority.id) place
    cross join lateral (select (array['submitted', 'submitted', 'submitted', 'partial', 'invited', 'opened'])[1 + abs(hashtext(
      asked.campaign_id::text || asked.addressee || place.id::text)) % 6] as status) drawn;
  insert into app.campaign_person (id, target_id, name, email)
    select gen_random_uuid(), target.id, 'Mesure ' || n, n || '@' || target.id || '.example'
    from app.campaign_target target cross join generate_series(1, 3) n;
  insert into app.campaign_message (id, person_id, kind, sent_at)
    select gen_random_uuid(), person.id, kind, now() from app.campaign_person person cross join (values ('invitation'), ('reminder')) as of (kind);
  insert into app.campaign_value (target_id, question, part, code, amount)
    select target.id, question.code, case question.kind when 'multiple' then option.code else '' end,
      case when question.kind <> 'number' then option.code end,
      case when question.kind = 'number' then abs(hashtext(target.id::text)) % 100 end
    from app.campaign_target target
    join app.campaign_survey asked on asked.campaign_id = target.campaign_id and asked.addressee = target.addressee
    join app.survey_question question on question.version_id = asked.version_id
    left join lateral (select code from app.survey_option option where option.version_id = question.version_id
      and option.question = question.code and option.part = 'option' order by hashtext(option.code || target.id::text)
      limit case question.kind when 'multiple' then 3 else 1 end) option on true
    where target.status in ('submitted', 'partial')
      and question.kind in ('single', 'dropdown', 'yes_no', 'multiple', 'number')
      and (question.kind = 'number' or option.code is not null)
    on conflict do nothing`

/** The board of a campaign and its results over the years, at ten years of four questionnaires. */
export const measureCampaign: Measure = async ({ desk, contacts, quick }) => {
  const { ownerUrl } = desk.base
  const [there] = await query<{ n: number }>(
    ownerUrl,
    `select count(*)::int as n from app.campaign where name like 'Mesure %'`,
  )
  if (!there?.n) {
    await query(ownerUrl, fill)
    await query(ownerUrl, 'vacuum analyze')
  }
  const campaigns = await query<{ id: string }>(
    ownerUrl,
    `select id from app.campaign where name like 'Mesure %'`,
  )
  const [size] = await query<{ targets: number; values: number }>(
    ownerUrl,
    'select (select count(*)::int from app.campaign_target) as targets, (select count(*)::int from app.campaign_value) as values',
  )
  const paramsOf = (index: number) => ({ id: campaigns[index % campaigns.length]?.id ?? '' })
  const count = quick ? 30 : 200
  const asker = desk.asker(1)
  const board = (index: number) => asker.ask(readBoard, { params: paramsOf(index) })
  const results = (index: number) =>
    asker.ask(readResults, { params: paramsOf(index), query: { addressee: 'crip', split: 'year' } })
  try {
    const lines = []
    for (const [name, ask] of [
      ['tableau de suivi d’une campagne, p95', board],
      ['résultats d’un questionnaire sur dix ans, p95', results],
    ] as const) {
      await repeat(10, 1, async (index) => void (await ask(index)))
      const { value, cpu } = await cpuOf({ server: desk.product, database: desk.database }, () =>
        repeat(count, 1, async (index) => void (await ask(index))),
      )
      const details = {
        médiane: median(value.each),
        'réponses demandées': size?.targets ?? 0,
        'valeurs comptées': size?.values ?? 0,
        'ms serveur': cpu.server / count / 1000,
        'ms PostgreSQL': cpu.database / count / 1000,
      }
      lines.push(line(name, { contacts, value: quantile(value.each, 0.95), unit: 'ms', details }, 100))
    }
    return lines
  } finally {
    asker.connections.close()
  }
}
