import { CircleCheck, CircleDashed, Clock } from 'lucide-react'
import { Badge } from '#kernel/ui/index.ts'
import type { Verification } from './contract.ts'
import { verificationInWords, verificationTone } from './words.ts'

const icons = { never: CircleDashed, changed: CircleDashed, stale: Clock, fresh: CircleCheck }

/** How far what is written can be trusted. */
export function VerificationBadge(of: { verification: Verification; verifiedOn: string | null }) {
  return (
    <Badge tone={verificationTone(of.verification)} icon={icons[of.verification]}>
      {verificationInWords(of.verification, of.verifiedOn)}
    </Badge>
  )
}

interface OpenBadgeProps {
  isOpen: boolean | null
  localTime: string
}

/** Whether somebody answers now, on the wall clock of the place. */
export function OpenBadge({ isOpen, localTime }: OpenBadgeProps) {
  if (isOpen === null) return <Badge>Horaires non renseignés</Badge>
  return (
    <Badge tone={isOpen ? 'positive' : 'neutral'} icon={Clock}>
      {isOpen ? 'Ouvert' : 'Fermé'} ({localTime} sur place)
    </Badge>
  )
}
