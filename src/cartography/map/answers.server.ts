import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import {
  type CampaignResponseStatus,
  phenomenonMet,
  type QuestionnaireAddressee,
  questionnaireAddressee,
} from '#vocabulary'
import { classedLevel, type MapLevel } from './level.ts'

type Executes = Pick<Db, 'getExecutor'>

/** Campaigns that were launched, the latest first. */
export async function campaignsLaunched(
  db: Executes,
): Promise<{ readonly id: string; readonly name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from campaign where launched_at is not null order by opens_on desc, id desc`.execute(db)
  return rows
}

interface Reply {
  readonly code: string
  readonly addressee: QuestionnaireAddressee
  readonly status: CampaignResponseStatus
  readonly met: string | null
}

/** What each département was asked in a campaign, and what it said of the phenomenon; an authority speaks for all of its own. */
async function repliesOf(db: Executes, campaign: string, addressee?: QuestionnaireAddressee) {
  const { rows } = await sql<Reply>`
    select place.code, target.addressee, target.status, value.code as met
    from campaign_target target cross join lateral unnest(target.departements) as place (code)
    left join campaign_value value
      on value.target_id = target.id and value.question = 'phenomenon_met' and target.status = 'submitted'
    where target.campaign_id = ${campaign}
      and (${addressee ?? null}::text is null or target.addressee = ${addressee ?? null}::text)`.execute(db)
  const byCode = Map.groupBy(rows, (row) => row.code)
  return (code: string): readonly Reply[] => byCode.get(code) ?? []
}

interface Asked {
  readonly id: string
  readonly name: string
  readonly addressee?: QuestionnaireAddressee | undefined
}

const whom = ({ addressee }: Asked) => (addressee ? `, ${questionnaireAddressee.label(addressee)}` : '')
const silent = { id: 'silent', label: 'Pas de réponse envoyée', fill: 'hatched' } as const
const unasked = { id: 'unasked', label: 'Non interrogé', fill: 'none' } as const

/** Where the services that answered have met the phenomenon; those that did not answer are hatched. */
export async function phenomenonLevel(db: Executes, asked: Asked): Promise<MapLevel> {
  const replies = await repliesOf(db, asked.id, asked.addressee)
  return classedLevel({
    title: `Phénomène rencontré, «\u00a0${asked.name}\u00a0»${whom(asked)}`,
    rule: 'Seules comptent les réponses envoyées. Un département où plusieurs services ont répondu compte comme l’ayant rencontré dès que l’un d’eux le dit.',
    classes: [
      { id: 'yes', label: 'Rencontré', fill: 'step-4' },
      { id: 'unknown', label: 'Ne sait pas, ou sans réponse à cette question', fill: 'step-2' },
      { id: 'no', label: 'Non rencontré', fill: 'step-0' },
      silent,
      unasked,
    ],
    of: (code) => {
      const all = replies(code)
      const sent = all.filter(({ status }) => status === 'submitted')
      if (all.length === 0) return { class: 'unasked' }
      if (sent.length === 0) return { class: 'silent', value: 0 }
      const yes = sent.filter(({ met }) => met === 'yes').length
      const no = sent.filter(({ met }) => met === 'no').length
      const found = yes > 0 ? 'yes' : no > 0 ? 'no' : 'unknown'
      const words = { yes: 'rencontré', no: 'non rencontré', unknown: 'ne sait pas' }[found]
      return {
        class: found,
        value: yes,
        text: sent.length > 1 ? `${words} (oui\u00a0: ${yes} sur ${sent.length} réponses)` : words,
      }
    },
  })
}

/** How far each département has come with its answers. */
export async function responsesLevel(db: Executes, asked: Asked): Promise<MapLevel> {
  const replies = await repliesOf(db, asked.id, asked.addressee)
  return classedLevel({
    title: `Réponses à «\u00a0${asked.name}\u00a0»${whom(asked)}`,
    rule: 'Pour chaque département, les réponses envoyées parmi les questionnaires qui lui ont été adressés.',
    classes: [
      { id: 'all', label: 'Tout est envoyé', fill: 'step-4' },
      { id: 'some', label: 'Une partie est envoyée', fill: 'step-3' },
      { id: 'begun', label: 'Commencé, rien d’envoyé', fill: 'step-1' },
      { id: 'declined', label: 'Tout est décliné', fill: 'step-0' },
      { ...silent, label: 'Rien n’est commencé' },
      unasked,
    ],
    of: (code) => {
      const all = replies(code)
      const sent = all.filter(({ status }) => status === 'submitted').length
      if (all.length === 0) return { class: 'unasked' }
      const text = `${sent} sur ${all.length} ${sent < 2 ? 'envoyée' : 'envoyées'}`
      if (sent > 0) return { class: sent === all.length ? 'all' : 'some', value: sent, text }
      if (all.every(({ status }) => status === 'declined')) return { class: 'declined', value: 0 }
      const begun = all.some(({ status }) => status === 'partial' || status === 'opened')
      return { class: begun ? 'begun' : 'silent', value: 0, text }
    },
  })
}

interface Said {
  readonly campaignId: string
  readonly campaign: string
  readonly targetId: string
  readonly territory: string
  readonly addressee: QuestionnaireAddressee
  readonly status: CampaignResponseStatus
  readonly answeredAt: string | null
  readonly met: string | null
  readonly chosen: readonly { readonly question: string; readonly answer: string }[]
}

/** How many questions a page shows of an answer. */
const shown = 6

/**
 * What a département answered, the latest campaign first: where each answer stands, and what was chosen in it. Numbers
 * stay out: they may count minors, and counts of people leave through the gate only.
 */
export async function answersOf(db: Executes, code: string) {
  const { rows } = await sql<Said>`
    select c.id as "campaignId", c.name as campaign, t.id as "targetId", t.territory, t.addressee, t.status,
      t.submitted_at as "answeredAt", met.code as met, coalesce(said.chosen, '[]') as chosen
    from campaign_target t
    join campaign c on c.id = t.campaign_id
    join campaign_survey s on s.campaign_id = t.campaign_id and s.addressee = t.addressee
    left join campaign_value met
      on met.target_id = t.id and met.question = 'phenomenon_met' and t.status = 'submitted'
    left join lateral (
      select jsonb_agg(jsonb_build_object('question', one.title, 'answer', one.answer) order by one.position) as chosen
      from (
        select q.position, q.title, string_agg(o.label, ', ' order by o.position) as answer
        from campaign_value v
        join survey_question q on q.version_id = s.version_id and q.code = v.question
        join survey_option o
          on o.version_id = q.version_id and o.question = q.code and o.part = 'option' and o.code = v.code
        where v.target_id = t.id and t.status = 'submitted' and v.question <> 'phenomenon_met'
          and q.kind in ('single', 'dropdown', 'multiple')
        group by q.position, q.title order by q.position limit ${shown}
      ) one
    ) said on true
    where t.departements @> array[${code}::text] and c.launched_at is not null
    order by c.opens_on desc, c.id, t.addressee, t.territory`.execute(db)
  return rows.map(({ met, chosen, ...row }) => ({
    ...row,
    said: [
      ...(met !== null && phenomenonMet.has(met)
        ? [{ question: 'Prostitution de mineurs rencontrée', answer: phenomenonMet.label(met) }]
        : []),
      ...chosen,
    ],
  }))
}
