import { TeamLoad } from '#listening/debrief/TeamLoad.tsx'
import { useCan } from '#office/account/useMe.ts'
import { PlanningPage } from '#office/shift/PlanningPage.tsx'

/** The rota, and under it, for coordinators, how the team bears it. */
export function TeamPlanningPage() {
  const can = useCan()
  return <PlanningPage>{can('debrief.load') && <TeamLoad />}</PlanningPage>
}
