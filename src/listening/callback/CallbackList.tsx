import { ArrowUp, Repeat, ShieldAlert } from 'lucide-react'
import {
  Badge,
  dayOf,
  formatDate,
  formatNearDay,
  formatTime,
  Lateness,
  plural,
  TextLink,
  When,
} from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { callbackOutcome, callbackRhythm, callbackSettlement, callbackTeam, safeChannel } from '#vocabulary'
import { CallbackActs } from './CallbackActs.tsx'
import type { Callback } from './contract.ts'
import { zoneInWords } from './windows.ts'
import './callback.css'

/** Promises to call back, one under the other: when, whom, why, and what to do. */
export function CallbackList({ label, callbacks }: { label: string; callbacks: readonly Callback[] }) {
  return (
    <ul className="callbacks" aria-label={label}>
      {callbacks.map((callback) => (
        <li key={callback.id}>
          <CallbackLine callback={callback} />
        </li>
      ))}
    </ul>
  )
}

function CallbackLine({ callback }: { callback: Callback }) {
  const { situation, contactId, whom, why, means, abilities } = callback
  const isSettled = callback.state === 'settled'
  const can = useCan()
  const canAct = isSettled ? can('callback.reopen') : abilities.attempt || abilities.edit
  const last = callback.attempts.at(-1)
  return (
    <article
      className="callback"
      data-state={callback.state}
      aria-label={`Rappel : ${whom ?? 'personne à rappeler'}`}
    >
      <div className="callback-when">
        {isSettled ? (
          <Badge tone={callback.settledAs === 'kept' ? 'positive' : 'neutral'}>
            {callback.settledAs ? callbackSettlement.label(callback.settledAs) : 'Réglé'}
          </Badge>
        ) : (
          <Lateness from={callback.opensAt} to={callback.closesAt} zone={callback.timeZone} />
        )}
        <small>{windowInWords(callback)}</small>
      </div>
      <div className="callback-whom">
        <p>
          <strong>{whom ?? 'Personne à rappeler'}</strong>
          {means && <span>{safeChannel.label(means.channel)}</span>}
          {callback.priority === 'high' && !isSettled && <Badge tone="danger">Prioritaire</Badge>}
          {!isSettled && <Rung callback={callback} />}
        </p>
        {why && <p>{why}</p>}
        {!isSettled && <MeansState means={means} />}
        <p className="callback-facts">
          {situation ? (
            <TextLink href={`/bureau/situations/${situation.id}`}>{situation.reference}</TextLink>
          ) : (
            contactId && <TextLink href={`/bureau/contacts/${contactId}`}>Contact sans situation</TextLink>
          )}
          <span>
            {callback.assignee ?? (callback.team ? callbackTeam.label(callback.team) : 'Toute l’équipe')}
          </span>
          {callback.repeats && (
            <span className="callback-repeats">
              <Repeat size={14} strokeWidth={2} aria-hidden />
              {callbackRhythm.label(callback.repeats.rhythm)} jusqu’au {formatDate(callback.repeats.until)}
            </span>
          )}
          {last && (
            <span>
              {plural(callback.attempts.length, 'essai', 'essais')}, dernier :{' '}
              {callbackOutcome.label(last.outcome).toLowerCase()}{' '}
              <When at={last.happenedAt} mode="relative" />
              {last.note && ` (${last.note})`}
            </span>
          )}
        </p>
      </div>
      {canAct && <CallbackActs callback={callback} />}
    </article>
  )
}

/** To whom a late promise has climbed. */
function Rung({ callback: { rung, assigneeId } }: { callback: Callback }) {
  if (rung === 'owner' || (rung === 'team' && !assigneeId)) return null
  return (
    <Badge tone="attention" icon={ArrowUp}>
      {rung === 'team' ? 'Remonté à l’équipe' : 'Remonté à la coordination'}
    </Badge>
  )
}

const meansStates = {
  not_allowed: 'La personne n’a pas permis qu’on la joigne par ce moyen.',
  to_confirm: 'Le moyen de joindre n’est plus confirmé : il le faut avant d’appeler.',
  withdrawn: 'Le moyen de joindre a été retiré.',
} as const

/** What stands in the way whatever the hour. */
export function MeansState({ means }: Pick<Callback, 'means'>) {
  const text =
    means === null
      ? 'On ne sait pas encore comment joindre cette personne.'
      : means.state === 'ready'
        ? null
        : meansStates[means.state]
  return (
    text && (
      <p className="callback-care">
        <ShieldAlert size={16} strokeWidth={2} aria-hidden />
        <span>{text}</span>
      </p>
    )
  )
}

/** « 12 nov., 18:00 – 20:00 », in the time of the person, and says so when it is not that of Paris. */
function windowInWords({ opensAt, closesAt, timeZone }: Callback): string {
  const today = dayOf(new Date())
  const [from, to] = [formatNearDay(opensAt, today, timeZone), formatNearDay(closesAt, today, timeZone)]
  const end = from === to ? formatTime(closesAt, timeZone) : `${to}, ${formatTime(closesAt, timeZone)}`
  const place = timeZone === 'Europe/Paris' ? '' : ` (heure locale, ${zoneInWords(timeZone)})`
  return `${from}, ${formatTime(opensAt, timeZone)} – ${end}${place}`
}
