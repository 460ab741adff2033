import type { CallbackPriority, CallbackRung } from '#vocabulary'

/** After how many minutes past its window a promise falls to more people. */
export interface ClimbRules {
  readonly teamAfterMinutes: number
  readonly coordinatorAfterMinutes: number
  readonly highTeamAfterMinutes: number
  readonly highCoordinatorAfterMinutes: number
}

interface Promised {
  readonly closesAt: string
  readonly priority: CallbackPriority
  readonly assigneeId: string | null
  readonly settledAt: string | null
}

/** How long a promise of this priority waits on each rung. */
export const delaysOf = (rules: ClimbRules, priority: CallbackPriority) =>
  priority === 'high'
    ? { team: rules.highTeamAfterMinutes, coordinator: rules.highCoordinatorAfterMinutes }
    : { team: rules.teamAfterMinutes, coordinator: rules.coordinatorAfterMinutes }

/** Whose a promise is now: a late one climbs from its owner to the team, then to the coordinator, until a person settles it. */
export function rungOf(promised: Promised, now: number, rules: ClimbRules): CallbackRung {
  const first = promised.assigneeId ? 'owner' : 'team'
  const late = (now - Date.parse(promised.closesAt)) / 60_000
  if (promised.settledAt !== null || late < 0) return first
  const { team, coordinator } = delaysOf(rules, promised.priority)
  if (late >= coordinator) return 'coordinator'
  return late >= team ? 'team' : first
}
