import type { ReactNode } from 'react'
import { formatDay, Lateness, plural, When } from '#kernel/ui/index.ts'
import { certainty } from '#vocabulary'
import type { Situation } from './contract.ts'
import { DangerMark } from './Marks.tsx'

/** What one must know before anything else: the danger, the certainty, what comes next, what came last. */
export function SituationFacts({ file }: { file: Situation }) {
  const next = nextCallback(file)
  return (
    <dl className="situation-facts">
      <Fact term="Danger">
        {file.danger ? <DangerMark level={file.danger.level} /> : <span className="absent">Non évalué</span>}
        {file.danger && <small>{by(file.danger)}</small>}
      </Fact>
      <Fact term="Situation de prostitution">
        {file.certainty ? certainty.label(file.certainty.level) : <span className="absent">Non évaluée</span>}
        {file.certainty && <small>{by(file.certainty)}</small>}
      </Fact>
      <Fact term="Prochain rappel">
        {next ? (
          <Lateness from={next.opensAt} to={next.closesAt} zone={next.timeZone} />
        ) : (
          <span className="absent">Aucun</span>
        )}
        {next && (
          <small>
            {[next.whom ?? 'personne non précisée', next.assignee && `par ${next.assignee}`]
              .filter(Boolean)
              .join(', ')}
          </small>
        )}
      </Fact>
      <Fact term="Contacts">
        {file.lastContactAt ? (
          <>
            {plural(file.contactCount, 'contact', 'contacts')}, dernier{' '}
            <When at={file.lastContactAt} mode="relative" />
          </>
        ) : (
          <span className="absent">Aucun contact</span>
        )}
        {file.openedAt && <small>premier le {formatDay(file.openedAt)}</small>}
      </Fact>
    </dl>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const by = (said: { at: string; by: string | null }) =>
  `le ${formatDay(said.at)}${said.by ? `, par ${said.by}` : ''}`

/** The call-back that must be made first. */
export const nextCallback = (file: Situation) =>
  file.callbacks
    .filter((callback) => callback.state !== 'settled')
    .toSorted((a, b) => Date.parse(a.closesAt) - Date.parse(b.closesAt))[0]
