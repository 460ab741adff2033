import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { type PhenomenonMet, type QuestionnaireAddressee, questionnaireAddressee } from '#vocabulary'
import { phenomenonQuestion } from './figures.ts'

/** What is counted of the questionnaires asked during a period. */
export interface SurveyCounts {
  readonly addressees: readonly {
    readonly addressee: QuestionnaireAddressee
    readonly asked: number
    readonly answered: number
    /** Of those who answered, who answered the question. */
    readonly told: number
    readonly met: number
  }[]
  readonly any: { readonly asked: number; readonly answered: number }
}

/**
 * Counts the questionnaires of the campaigns that opened during a period, and their answers sent by its last day. An
 * authority asked twice counts once, by its last answer; the départements narrow it when some are given.
 */
export async function countSurveys(
  db: Db,
  scope: {
    readonly from: string
    readonly to: string
    readonly end: string
    readonly departements: readonly string[]
  },
): Promise<SurveyCounts> {
  const { rows } = await sql<{
    addressee: QuestionnaireAddressee | null
    asked: number
    answered: number
    told: number
    met: number
  }>`
    with asked as (
      select distinct on (target.authority_id, target.addressee) target.authority_id, target.addressee,
        coalesce(target.submitted_at < ${scope.end}::timestamptz, false) as is_answered, value.code
      from campaign
      join campaign_target target on target.campaign_id = campaign.id
      left join campaign_value value on value.target_id = target.id and value.question = ${phenomenonQuestion}
        and value.part = ''
      where campaign.launched_at is not null and campaign.opens_on between ${scope.from}::date and ${scope.to}::date
        and (${scope.departements.length === 0} or target.departements && ${[...scope.departements]}::text[])
      order by target.authority_id, target.addressee,
        coalesce(target.submitted_at < ${scope.end}::timestamptz, false) desc, target.submitted_at desc
    )
    select addressee, count(*) as asked, count(*) filter (where is_answered) as answered,
      count(*) filter (where is_answered and code is not null) as told,
      count(*) filter (where is_answered and code = ${'yes' satisfies PhenomenonMet}) as met
    from asked group by addressee
    union all
    select null, count(*), count(*) filter (where is_answered), 0, 0
    from (select authority_id, bool_or(is_answered) as is_answered from asked group by authority_id) authority`.execute(
    db,
  )
  const of = (addressee: QuestionnaireAddressee | null) => rows.find((row) => row.addressee === addressee)
  return {
    addressees: questionnaireAddressee.codes.map((addressee) => {
      const { asked = 0, answered = 0, told = 0, met = 0 } = of(addressee) ?? {}
      return { addressee, asked, answered, told, met }
    }),
    any: { asked: of(null)?.asked ?? 0, answered: of(null)?.answered ?? 0 },
  }
}
