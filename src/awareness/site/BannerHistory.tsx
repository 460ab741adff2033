import { Badge, Empty, When } from '#kernel/ui/index.ts'
import type { BannerRow } from './contract.ts'

const states = {
  shown: { label: 'Affichée', tone: 'positive' },
  to_come: { label: 'À venir', tone: 'accent' },
  past: { label: 'Passée', tone: 'neutral' },
} as const

/** Every decision, the last first. */
export function BannerHistory({ items }: { readonly items: readonly BannerRow[] }) {
  if (items.length === 0) return <Empty title="Aucune annonce n’a encore été publiée." />
  return (
    <ul className="lines" aria-label="Annonces passées">
      {items.map((item) => (
        <li key={item.number} className="line">
          <div className="line-head">
            <span>{item.text ?? 'Annonce retirée'}</span>
            <span className="line-at">
              <When at={item.decidedAt} />
            </span>
          </div>
          <div className="line-facts">
            {item.text !== null && <Badge tone={states[item.state].tone}>{states[item.state].label}</Badge>}
            <span>
              {item.decidedBy}
              {item.undoes !== null && ' · annule le changement précédent'}
            </span>
            {item.state === 'to_come' && (
              <span>
                à partir de <When at={item.startsAt} />
              </span>
            )}
            {item.endsAt && (
              <span>
                jusqu’à <When at={item.endsAt} />
              </span>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}
