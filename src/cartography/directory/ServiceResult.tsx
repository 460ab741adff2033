import { Phone } from 'lucide-react'
import { Badge, formatNumber, formatPhone, TextLink } from '#kernel/ui/index.ts'
import { departementName, serviceKind } from '#vocabulary'
import type { ServiceCard } from './contract.ts'
import { FreshnessBadge, OpenMark, VisibilityMark } from './Marks.tsx'
import { agesInWords } from './words.ts'

/** Where a service stands, as far as that is told. */
export function whereInWords(
  card: Pick<ServiceCard, 'commune' | 'standsIn' | 'isAnywhere' | 'isConfidential'>,
) {
  const place = [card.commune, card.standsIn && `${departementName(card.standsIn)} (${card.standsIn})`]
    .filter(Boolean)
    .join(', ')
  const told = place && card.isConfidential ? `${place}, adresse confidentielle` : place
  return told || (card.isAnywhere ? 'Partout, à distance' : 'Lieu non renseigné')
}

interface ServiceResultProps {
  card: ServiceCard
  isSelected: boolean
  onFocus: () => void
}

/** One result: its name leads to the entry, its number is ready to be dialled. */
export function ServiceResult({ card, isSelected, onFocus }: ServiceResultProps) {
  const ages = agesInWords(card.minAge, card.maxAge)
  return (
    <article
      className="service-result"
      data-selected={isSelected || undefined}
      data-result={card.id}
      aria-label={card.name}
      onFocus={onFocus}
    >
      <div className="service-result-head">
        <h3>
          <TextLink href={`/bureau/annuaire/${card.id}`}>{card.name}</TextLink>
        </h3>
        {card.distance !== null && <span className="muted">{formatNumber(card.distance)} km</span>}
        {!card.active && <Badge>Fermé</Badge>}
        <VisibilityMark visibility={card.visibility} />
      </div>
      <p className="service-result-facts">
        {[card.organisation, whereInWords(card), ages].filter(Boolean).join(' · ')}
      </p>
      <p className="service-result-facts">{card.kinds.map((kind) => serviceKind.label(kind)).join(' · ')}</p>
      <div className="service-result-marks">
        {card.phone && (
          <span className="service-phone">
            <Phone size={16} strokeWidth={1.75} aria-hidden /> {formatPhone(card.phone)}
          </span>
        )}
        <OpenMark isOpen={card.isOpen} localTime={card.localTime} />
        {card.freshness !== 'fresh' && (
          <FreshnessBadge freshness={card.freshness} verifiedOn={card.verifiedOn} />
        )}
      </div>
    </article>
  )
}
