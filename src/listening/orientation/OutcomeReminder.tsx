import { useCapturedKeys, useShortcut } from '#kernel/page/index.ts'
import { Button, formatDay, plural } from '#kernel/ui/index.ts'
import { useServiceWork } from '#listening/liaison/useWork.ts'
import { dueTitle } from '#listening/liaison/words.ts'
import { useCan } from '#office/account/useMe.ts'
import { orientationOutcome } from '#vocabulary'
import { outcomes, useOutcome } from './useOutcome.ts'
import './orientation.css'

/** During a contact of a file: what came of the orientations given before, one question at a time, one key to answer. */
export function OutcomeReminder({ situationId }: { situationId: string }) {
  return useCan()('orientation.answer') ? <Questions situationId={situationId} /> : null
}

function Questions({ situationId }: { situationId: string }) {
  const { data } = useServiceWork(situationId)
  // A step (« rendez-vous pris ») is asked about again on its day; what was never answered, at every contact.
  const isUnanswered = (recordId: string | null) =>
    data?.orientations.some(({ id, outcome }) => id === recordId && outcome === 'to_ask')
  const waiting = (data?.dueItems ?? []).filter(
    ({ kind, state, recordId }) =>
      kind === 'orientation_outcome' &&
      state !== 'settled' &&
      (state !== 'planned' || isUnanswered(recordId)),
  )
  const [item] = waiting
  const say = useOutcome()
  // Read from the place of the key: on a French keyboard the digits need Shift.
  useCapturedKeys((event) => {
    if (!item || !event.altKey || event.ctrlKey || event.metaKey) return false
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1]
    const outcome = digit ? outcomes[Number(digit) - 1] : undefined
    if (outcome) say(item, outcome)
    return outcome !== undefined
  })
  useShortcut('Alt+1', () => undefined, {
    label: 'Dire l’issue de l’orientation demandée (Alt+2, Alt+3…)',
    group: 'Contact',
    isDisabled: !item,
  })
  if (!item) return null
  const orientation = data?.orientations.find(({ id }) => id === item.recordId)
  return (
    <section className="outcome-reminder" aria-labelledby="outcome-title">
      <h2 id="outcome-title">À demander</h2>
      <p>
        <strong>{dueTitle(item)}</strong>
      </p>
      {orientation && (
        <p className="muted small">
          {[
            `Orientation du ${formatDay(orientation.at)}`,
            orientation.person,
            orientation.outcome !== 'to_ask' &&
              `la dernière fois : ${orientationOutcome.label(orientation.outcome).toLowerCase()}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      <div className="outcome-answers">
        {outcomes.map((outcome, place) => (
          <Button key={outcome} size="small" shortcut={`Alt+${place + 1}`} onPress={() => say(item, outcome)}>
            {orientationOutcome.label(outcome)}
          </Button>
        ))}
      </div>
      {waiting.length > 1 && (
        <p className="muted small">
          Puis {plural(waiting.length - 1, 'autre question', 'autres questions')} sur ce dossier.
        </p>
      )}
    </section>
  )
}
