import { CircleCheck, CircleDashed, Clock, EyeOff, Lock, ShieldAlert } from 'lucide-react'
import { Badge, formatDay, type Tone } from '#kernel/ui/index.ts'
import type { ServiceVisibility } from '#vocabulary'
import type { Freshness } from './contract.ts'
import { freshnessLabels } from './words.ts'

const tones: Readonly<Record<Freshness, Tone>> = {
  fresh: 'positive',
  to_confirm: 'neutral',
  stale: 'attention',
  hidden: 'attention',
}
const icons = { fresh: CircleCheck, to_confirm: CircleDashed, stale: ShieldAlert, hidden: EyeOff }

/** How far an entry can be trusted, and since when. */
export function FreshnessBadge(of: {
  freshness: Freshness
  verifiedOn: string | null
  /** The day stands elsewhere. */
  isShort?: boolean
}) {
  return (
    <Badge tone={tones[of.freshness]} icon={icons[of.freshness]}>
      {freshnessLabels[of.freshness]}
      {!of.isShort && (of.verifiedOn ? `, vérifiée le ${formatDay(of.verifiedOn)}` : ', jamais vérifiée')}
    </Badge>
  )
}

/** Whether somebody answers now, on the clock of the place. */
export function OpenMark({ isOpen, localTime }: { isOpen: boolean | null; localTime: string }) {
  if (isOpen === null) return null
  return (
    <Badge tone={isOpen ? 'positive' : 'neutral'} icon={Clock}>
      {isOpen ? 'Ouvert' : 'Fermé'} ({localTime} sur place)
    </Badge>
  )
}

// The whole label is beside the fields; a badge stays short.
const readers = { professionals_only: 'Professionnels', internal: 'Interne' } as const

/** Nothing when anyone may read. */
export function VisibilityMark({ visibility }: { visibility: ServiceVisibility }) {
  if (visibility === 'public') return null
  return <Badge icon={Lock}>{readers[visibility]}</Badge>
}
