import { formatDay, formatTime, Lateness } from '#kernel/ui/index.ts'
import { CallbackActs } from '#listening/callback/CallbackActs.tsx'
import { MeansState } from '#listening/callback/CallbackList.tsx'
import type { Callback } from '#listening/callback/contract.ts'
import { callbackOutcome, callbackRhythm, callbackRung, noAnswerPlan, safeChannel } from '#vocabulary'
import type { Situation } from './contract.ts'

/** The promises not yet kept, the most late first: what is expected of whoever opens the file. */
export function CallbackPanel({ file }: { file: Situation }) {
  const waiting = file.callbacks
    .filter((callback) => callback.state !== 'settled')
    .toSorted((a, b) => Date.parse(a.closesAt) - Date.parse(b.closesAt))
  if (waiting.length === 0) return null
  return (
    <section aria-labelledby="situation-due">
      <h2 id="situation-due">À faire</h2>
      <ul className="situation-due">
        {waiting.map((callback) => (
          <li key={callback.id}>
            <CallbackWords callback={callback} />
            <CallbackActs callback={callback} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function CallbackWords({ callback }: { callback: Callback }) {
  const { opensAt, closesAt, timeZone: zone, attempts, means, repeats } = callback
  const last = attempts.toSorted((a, b) => Date.parse(b.happenedAt) - Date.parse(a.happenedAt))[0]
  return (
    <div className="situation-due-words">
      <strong>Rappel : {callback.whom ?? 'personne non précisée'}</strong>{' '}
      <Lateness from={opensAt} to={closesAt} zone={zone} />
      <p>
        {[
          `${formatDay(opensAt, zone)}, ${formatTime(opensAt, zone)} – ${formatTime(closesAt, zone)}`,
          zone !== 'Europe/Paris' && 'heure de la personne',
          means && safeChannel.label(means.channel).toLowerCase(),
          callback.assignee && `par ${callback.assignee}`,
          callback.priority === 'high' && 'prioritaire',
          callback.rung === 'coordinator' && callbackRung.label('coordinator').toLowerCase(),
          repeats && callbackRhythm.label(repeats.rhythm).toLowerCase(),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {callback.why && <p>{callback.why}</p>}
      <MeansState means={means} />
      {callback.noAnswerPlan && (
        <p className="muted small">
          Si personne ne répond : {noAnswerPlan.label(callback.noAnswerPlan).toLowerCase()}
        </p>
      )}
      {last && (
        <p className="muted small">
          {attempts.length === 1 ? 'Un essai' : `${attempts.length} essais`}, le dernier le{' '}
          {formatDay(last.happenedAt)} à {formatTime(last.happenedAt)} :{' '}
          {callbackOutcome.label(last.outcome).toLowerCase()}
        </p>
      )}
    </div>
  )
}
