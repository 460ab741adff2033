import { Equal, EqualNot } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatDay, formatPhone, plural, TextLink, When } from '#kernel/ui/index.ts'
import { DangerMark, StageBadge } from '#listening/situation/Marks.tsx'
import { departementInWords } from '#listening/situation/words.ts'
import type { Candidate } from './contract.ts'
import './matching.css'

interface CandidateCardProps {
  candidate: Candidate
  /** What can be done with it, at the right. */
  actions?: ReactNode
  /** Leads to the file from its reference. */
  isLinked?: boolean
}

/** A file that could be the one, with what agrees and what differs. */
export function CandidateCard({ candidate, actions, isLinked = true }: CandidateCardProps) {
  const { reference, situationId, age, contactCount, lastContactAt } = candidate
  return (
    <article className="candidate" aria-label={`Situation ${reference}`}>
      <div className="candidate-head">
        <h3>
          {isLinked ? <TextLink href={`/bureau/situations/${situationId}`}>{reference}</TextLink> : reference}
        </h3>
        <StageBadge stage={candidate.stage} />
        {candidate.dangerLevel && <DangerMark level={candidate.dangerLevel} />}
        {actions && <div className="candidate-actions">{actions}</div>}
      </div>
      <p className="candidate-facts">
        {[
          age === null ? 'âge inconnu' : plural(age, 'an', 'ans'),
          candidate.departement ? departementInWords(candidate.departement) : 'département inconnu',
          plural(contactCount, 'contact', 'contacts'),
        ].join(' · ')}
        {lastContactAt && (
          <>
            {' · dernier '}
            <When at={lastContactAt} mode="relative" />
          </>
        )}
      </p>
      <Points title="Concorde" icon="agrees" points={candidate.agrees} />
      <Points title="Diffère" icon="differs" points={candidate.differs} />
    </article>
  )
}

function Points({
  title,
  icon,
  points,
}: {
  title: string
  icon: 'agrees' | 'differs'
  points: Candidate['agrees']
}) {
  if (points.length === 0) return null
  const Icon = icon === 'agrees' ? Equal : EqualNot
  return (
    <div className="candidate-points" data-side={icon}>
      <span>
        <Icon size={16} strokeWidth={2} aria-hidden />
        {title}
      </span>
      <ul>
        {points.map((point) => (
          <li key={point.field}>
            <span className="muted">{point.label}</span> {fileInWords(point)}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What the file says of the point, numbers and dates written as a person reads them. */
function fileInWords({ field, file }: Candidate['agrees'][number]): string {
  if (field === 'phone') return formatPhone(file)
  if (field === 'birthDate')
    return file
      .split(', ')
      .map((day) => formatDay(day))
      .join(', ')
  return file
}
