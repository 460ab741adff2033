import { Copy, PhoneOutgoing, ShieldAlert } from 'lucide-react'
import { useState } from 'react'
import {
  Badge,
  Button,
  dayOf,
  formatNearDay,
  formatPhone,
  formatTime,
  IconButton,
  Lateness,
  Menu,
  plural,
  TextLink,
  toast,
  When,
} from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { callbackOutcome, callbackSettlement } from '#vocabulary'
import { AttemptDialog } from './AttemptDialog.tsx'
import { CallbackDialog } from './CallbackDialog.tsx'
import type { Callback } from './contract.ts'
import { useCallbackActs } from './useCallbackActs.ts'
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
  const { situation, contactId, whom, why, precautions, phone, abilities } = callback
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
          {phone && <span className="numeric">{formatPhone(phone)}</span>}
          {phone && !isSettled && <CopyPhone phone={phone} />}
        </p>
        {why && <p>{why}</p>}
        {precautions && (
          <p className="callback-care">
            <ShieldAlert size={16} strokeWidth={2} aria-label="Précautions" />
            <span>{precautions}</span>
          </p>
        )}
        <p className="callback-facts">
          {situation ? (
            <TextLink href={`/bureau/situations/${situation.id}`}>{situation.reference}</TextLink>
          ) : (
            contactId && <TextLink href={`/bureau/contacts/${contactId}`}>Contact sans situation</TextLink>
          )}
          <span>{callback.assignee ?? 'Toute l’équipe'}</span>
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
      {canAct && <Acts callback={callback} />}
    </article>
  )
}

function CopyPhone({ phone }: { phone: string }) {
  const copy = async () => {
    await navigator.clipboard.writeText(phone)
    toast({ text: 'Numéro copié.' })
  }
  return <IconButton icon={Copy} label="Copier le numéro" size="small" onPress={() => void copy()} />
}

/** « 12 nov., 18:00 – 20:00 », in the time of the person, and says so when it is not that of Paris. */
function windowInWords({ opensAt, closesAt, timeZone }: Callback): string {
  const today = dayOf(new Date())
  const [from, to] = [formatNearDay(opensAt, today, timeZone), formatNearDay(closesAt, today, timeZone)]
  const end = from === to ? formatTime(closesAt, timeZone) : `${to}, ${formatTime(closesAt, timeZone)}`
  const place = timeZone === 'Europe/Paris' ? '' : ` (heure locale, ${zoneInWords(timeZone)})`
  return `${from}, ${formatTime(opensAt, timeZone)} – ${end}${place}`
}

type Open = 'attempt' | 'postponed' | 'interrupted' | 'edit'

function Acts({ callback }: { callback: Callback }) {
  const [open, setOpen] = useState<Open | null>(null)
  const { note, settle, reopen } = useCallbackActs()
  const close = () => setOpen(null)
  if (callback.state === 'settled') {
    return (
      <div className="callback-acts">
        <Button size="small" variant="plain" onPress={() => reopen(callback)}>
          Remettre à faire
        </Button>
      </div>
    )
  }
  return (
    <div className="callback-acts">
      {callback.abilities.attempt && (
        <Menu
          label="Essai"
          icon={PhoneOutgoing}
          size="small"
          items={[
            {
              id: 'reached',
              label: callbackOutcome.label('reached'),
              onAction: () => note(callback, 'reached'),
            },
            {
              id: 'no_answer',
              label: callbackOutcome.label('no_answer'),
              onAction: () => note(callback, 'no_answer'),
            },
            { id: 'postponed', label: 'Reporté…', onAction: () => setOpen('postponed') },
            {
              id: 'refused',
              label: callbackOutcome.label('refused'),
              onAction: () => note(callback, 'refused'),
            },
            { id: 'interrupted', label: 'Interrompu par sécurité…', onAction: () => setOpen('interrupted') },
            'separator',
            { id: 'more', label: 'Avec des précisions…', onAction: () => setOpen('attempt') },
          ]}
        />
      )}
      {callback.abilities.edit && (
        <Menu
          label="Plus"
          size="small"
          variant="plain"
          items={[
            { id: 'edit', label: 'Modifier', onAction: () => setOpen('edit') },
            'separator',
            {
              id: 'cancel',
              label: 'Annuler le rappel',
              description: 'Il n’a plus lieu d’être',
              onAction: () => settle(callback, 'cancelled'),
            },
            {
              id: 'give_up',
              label: 'Abandonner',
              description: 'Après plusieurs essais',
              onAction: () => settle(callback, 'given_up'),
            },
          ]}
        />
      )}
      {open === 'edit' && <CallbackDialog callback={callback} onClose={close} />}
      {open && open !== 'edit' && (
        <AttemptDialog callback={callback} outcome={open === 'attempt' ? undefined : open} onClose={close} />
      )}
    </div>
  )
}
