import { CircleCheck, CircleDashed, CircleDot, CircleSlash, ShieldAlert } from 'lucide-react'
import { Badge } from '#kernel/ui/index.ts'
import {
  type ClosingReason,
  closingReason,
  type DangerLevel,
  dangerLevel,
  type SituationStage,
  situationStage,
} from '#vocabulary'
import { dangerTone, stageTone } from './words.ts'

const stageIcons = {
  open: CircleDot,
  in_follow_up: CircleCheck,
  dormant: CircleDashed,
  closed: CircleSlash,
  archived: CircleSlash,
}

interface StageBadgeProps {
  stage: SituationStage
  reason?: ClosingReason | null
  /** The word alone, where columns are counted. */
  isNarrow?: boolean
}

/** Where the work on a file stands. */
export function StageBadge({ stage, reason, isNarrow }: StageBadgeProps) {
  return (
    <Badge tone={stageTone(stage)} icon={isNarrow ? undefined : stageIcons[stage]}>
      {situationStage.label(stage)}
      {reason && ` : ${closingReason.label(reason).toLowerCase()}`}
    </Badge>
  )
}

/** The level of danger, in the words of the law; red only for danger. */
export function DangerMark({ level }: { level: DangerLevel }) {
  const tone = dangerTone(level)
  if (tone === 'neutral') return <>{dangerLevel.label(level)}</>
  return (
    <Badge tone={tone} icon={tone === 'danger' ? ShieldAlert : undefined}>
      {dangerLevel.label(level)}
    </Badge>
  )
}
