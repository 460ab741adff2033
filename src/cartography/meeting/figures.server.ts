import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '#kernel/db.server.ts'
import type { List } from '#kernel/list.ts'
import { actorKind, workingSessionKind } from '#vocabulary'
import type { MeetingFigure } from './contract.ts'

const zone = 'Europe/Paris'

interface Row {
  readonly figure: 'working_session' | 'actor_met'
  readonly code: string
  readonly count: number
}

/** To one decimal, half up; nothing to say of nothing. */
const percentOf = (count: number, base: number): number | null =>
  base === 0 ? null : Math.round((count * 1000) / base) / 10

function rowsOf(list: List, counted: readonly Row[], base: number): MeetingFigure['rows'] {
  return list.codes.map((code) => {
    const count = counted.find((row) => row.code === code)?.count ?? 0
    return { code, label: list.label(code), count, percent: percentOf(count, base) }
  })
}

/**
 * The working sessions held in a period by their form, and the actors met in them, each once, by what they are. Days are
 * those of Paris, both included.
 */
export async function cartographyFigures(
  db: Db,
  period: { readonly from: string; readonly to: string },
): Promise<MeetingFigure[]> {
  const start = Temporal.PlainDate.from(period.from).toZonedDateTime(zone).toInstant().toString()
  const end = Temporal.PlainDate.from(period.to).add({ days: 1 }).toZonedDateTime(zone).toInstant().toString()
  const { rows } = await sql<Row>`
    with session as (
      select id, kind from meeting
      where nature = 'working_session' and status = 'held' and starts_at >= ${start} and starts_at < ${end})
    select 'working_session' as figure, kind as code, count(*)::int as count from session group by kind
    union all
    select 'actor_met', actor.kind, count(distinct actor.id)::int
      from session join meeting_actor met on met.meeting_id = session.id
      join local_actor actor on actor.id = met.actor_id group by actor.kind`.execute(db)
  const of = (figure: Row['figure']) => rows.filter((row) => row.figure === figure)
  const baseOf = (figure: Row['figure']) => of(figure).reduce((sum, row) => sum + row.count, 0)
  return [
    {
      id: 'working_session',
      title: 'Séances de travail',
      rule: 'Chaque séance de travail tenue compte une fois, au jour de son début ; ce qui était seulement prévu ou a été annulé ne compte pas.',
      base: baseOf('working_session'),
      multiple: false,
      rows: rowsOf(workingSessionKind as unknown as List, of('working_session'), baseOf('working_session')),
    },
    {
      id: 'actor_met',
      title: 'Acteurs rencontrés',
      rule: 'Chaque acteur rencontré dans une séance de travail tenue compte une fois dans la période, quel que soit le nombre de ses rencontres.',
      base: baseOf('actor_met'),
      multiple: false,
      rows: rowsOf(actorKind as unknown as List, of('actor_met'), baseOf('actor_met')),
    },
  ]
}
