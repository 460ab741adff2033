import { formatShortDateTime } from '#kernel/ui/index.ts'
import { callerProfile, certainty } from '#vocabulary'
import type { SituationContact } from './contract.ts'
import { DangerMark } from './Marks.tsx'
import { ScrollRegion } from './ScrollRegion.tsx'
import { inOrder } from './series.ts'

/** The appreciations of danger and of certainty, in words, the last first; each is of its day and of its author. */
export function DangerSeries({ contacts }: { contacts: readonly SituationContact[] }) {
  const said = inOrder(contacts)
    .filter((contact) => contact.dangerLevel || contact.certainty)
    .toReversed()
  if (said.length === 0)
    return <p className="muted">Aucune appréciation du danger n’a encore été notée pendant un contact.</p>
  return (
    <ScrollRegion label="Danger et certitude au fil des contacts">
      <table className="situation-table" data-cards>
        <caption className="visually-hidden">Danger et certitude au fil des contacts</caption>
        <thead>
          <tr>
            <th scope="col">Date</th>
            <th scope="col">Danger</th>
            <th scope="col">Situation de prostitution</th>
            <th scope="col">Apprécié par</th>
          </tr>
        </thead>
        <tbody>
          {said.map((contact) => (
            <tr key={contact.id}>
              <th scope="row">{formatShortDateTime(contact.occurredAt)}</th>
              <td data-title="Danger">
                {contact.dangerLevel ? (
                  <DangerMark level={contact.dangerLevel} />
                ) : (
                  <span className="absent">Non évalué</span>
                )}
              </td>
              <td data-title="Certitude">
                {contact.certainty ? (
                  certainty.label(contact.certainty)
                ) : (
                  <span className="absent">Non évaluée</span>
                )}
              </td>
              <td data-title="Apprécié par">
                {contact.listener ?? contact.recordedBy ?? <span className="absent">Auteur inconnu</span>}
                {contact.callerProfile && (
                  <small> d’après : {callerProfile.label(contact.callerProfile).toLowerCase()}</small>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
