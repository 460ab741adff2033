import { Check, CircleDashed, CircleSlash, Eye, Pencil } from 'lucide-react'
import { Badge } from '#kernel/ui/index.ts'
import {
  type CampaignRefusal,
  type CampaignResponseStatus,
  campaignRefusal,
  campaignResponseStatus,
} from '#vocabulary'
import type { CampaignState } from './state.ts'

const looks = {
  invited: { tone: 'neutral', icon: CircleDashed },
  opened: { tone: 'neutral', icon: Eye },
  partial: { tone: 'attention', icon: Pencil },
  submitted: { tone: 'positive', icon: Check },
  declined: { tone: 'neutral', icon: CircleSlash },
} as const

/** Where an answer stands, in words, with a drawing that says it again. */
export function StatusBadge({
  status,
  refusal,
}: {
  status: CampaignResponseStatus
  refusal?: CampaignRefusal | null
}) {
  return (
    <Badge {...looks[status]}>
      {refusal ? campaignRefusal.label(refusal) : campaignResponseStatus.label(status)}
    </Badge>
  )
}

const states = { draft: 'En préparation', open: 'En cours', closed: 'Close' } as const

/** Whether a campaign is written, asked or over. */
export function StateBadge({ state }: { state: CampaignState }) {
  return <Badge tone={state === 'open' ? 'positive' : 'neutral'}>{states[state]}</Badge>
}
