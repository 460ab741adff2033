import type { Db } from '#kernel/db.server.ts'
import type { ReachRules } from './contract.ts'

/** What the house has settled about reaching people. */
export async function reachRules(db: Db): Promise<ReachRules> {
  const row = await db.selectFrom('reach_rule').selectAll().executeTakeFirstOrThrow()
  return {
    staleAfterDays: row.stale_after_days,
    teamAfterMinutes: row.team_after_minutes,
    coordinatorAfterMinutes: row.coordinator_after_minutes,
    highTeamAfterMinutes: row.high_team_after_minutes,
    highCoordinatorAfterMinutes: row.high_coordinator_after_minutes,
  }
}

export async function writeReachRules(db: Db, rules: ReachRules): Promise<void> {
  await db
    .updateTable('reach_rule')
    .set({
      stale_after_days: rules.staleAfterDays,
      team_after_minutes: rules.teamAfterMinutes,
      coordinator_after_minutes: rules.coordinatorAfterMinutes,
      high_team_after_minutes: rules.highTeamAfterMinutes,
      high_coordinator_after_minutes: rules.highCoordinatorAfterMinutes,
    })
    .execute()
}
