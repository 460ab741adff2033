import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { dutyOfficer } from '#office/shift/queries.server.ts'

/** Beyond that, the way is taken to be cut: somebody is called before ten minutes have gone by, looks included. */
export const canaryPatience = { minutes: 9 }

export interface Pulse {
  /** When the last canary came back; nothing came back yet when there is none. */
  readonly canaryAt: string | null
  readonly canaryMinutes: number
  /** No canary came back for too long: alerts may not be leaving. */
  readonly late: boolean
  /** Packages and hand-overs that should have reached somebody and have not. */
  readonly undelivered: number
  readonly mailConfigured: boolean
  /** The mail server has not answered for too long. */
  readonly mailLate: boolean
  /** Notices that are waiting to leave. */
  readonly noticesWaiting: number
  /** What the partner zone told us and that could not be applied. */
  readonly stuckEvents: number
  /** Tasks of the coordination that wait. */
  readonly tasks: number
  readonly dutyOfficer: number
  /** Who is on duty, when something waits for them. */
  readonly onDuty: string | null
}

interface Row {
  readonly canary_at: string | null
  readonly canary_minutes: number
  readonly late: boolean
  readonly undelivered: number
  readonly mail_configured: boolean
  readonly mail_late: boolean
  readonly notices_waiting: number
  readonly stuck_events: number
  readonly tasks: number
  readonly duty_officer: number
}

/** How the machinery itself is doing, in one reading. */
export async function readPulse(db: Pick<Db, 'getExecutor' | 'selectFrom'>): Promise<Pulse> {
  const patience = sql`make_interval(mins => ${canaryPatience.minutes})`
  const { rows } = await sql<Row>`
    select canary_at,
      floor(extract(epoch from clock_timestamp() - coalesce(canary_at, started_at)) / 60)::integer as canary_minutes,
      coalesce(canary_at, started_at) < clock_timestamp() - ${patience} as late,
      (select count(*)::integer from (
        select from delivery
        where state in ('queued', 'handed', 'undeliverable') and kind = 'alert'
          and send_after < clock_timestamp() - interval '2 minutes' limit 1000) few) as undelivered,
      mail_configured,
      mail_configured and coalesce(mail_answered_at, started_at) < clock_timestamp() - ${patience} as mail_late,
      (select count(*)::integer from (
        select from notice where sent_at is null and dropped_at is null limit 1000) few) as notices_waiting,
      stuck_events,
      (select count(*)::integer from (
        select from escalation where done_at is null and kind <> 'reminder' limit 1000) few) as tasks,
      (select count(*)::integer from (
        select from escalation where done_at is null and kind = 'duty_officer' limit 1000) few) as duty_officer
    from pulse`.execute(db)
  const [row] = rows
  if (!row) throw new Error('the pulse is missing')
  return {
    canaryAt: row.canary_at,
    canaryMinutes: row.canary_minutes,
    late: row.late,
    undelivered: row.undelivered,
    mailConfigured: row.mail_configured,
    mailLate: row.mail_late,
    noticesWaiting: row.notices_waiting,
    stuckEvents: row.stuck_events,
    tasks: row.tasks,
    dutyOfficer: row.duty_officer,
    onDuty: row.duty_officer > 0 ? ((await dutyOfficer(db))?.name ?? null) : null,
  }
}
