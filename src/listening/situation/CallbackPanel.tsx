import { Pencil, PhoneCall } from 'lucide-react'
import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { Button, Cluster, formatDay, formatPhone, formatTime, Lateness, Menu } from '#kernel/ui/index.ts'
import { AttemptDialog } from '#listening/callback/AttemptDialog.tsx'
import { CallbackDialog } from '#listening/callback/CallbackDialog.tsx'
import { type Callback, reopenCallback, settleCallback } from '#listening/callback/contract.ts'
import { callbackOutcome, callbackSettlement } from '#vocabulary'
import type { Situation } from './contract.ts'
import { useAct } from './useAct.ts'

/** The promises not yet kept, the most late first: what is expected of whoever opens the file. */
export function CallbackPanel({ file }: { file: Situation }) {
  const [attempted, setAttempted] = useState<Callback | null>(null)
  const [edited, setEdited] = useState<Callback | null>(null)
  const { attempt, refresh } = useAct(file.id)
  const waiting = file.callbacks
    .filter((callback) => callback.state !== 'settled')
    .toSorted((a, b) => Date.parse(a.closesAt) - Date.parse(b.closesAt))
  if (waiting.length === 0) return null
  const settle = async (callback: Callback, as: 'cancelled' | 'given_up') => {
    let { version } = callback
    const params = { id: callback.id }
    await attempt(
      async () => {
        const saved = await call(settleCallback, { params, version, input: { as } })
        version = saved.version
      },
      {
        text: `Rappel réglé : ${callbackSettlement.label(as).toLowerCase()}.`,
        undo: () => call(reopenCallback, { params, version }),
        undone: 'Le rappel est de nouveau à faire.',
      },
    )
  }
  return (
    <section aria-labelledby="situation-due">
      <h2 id="situation-due">À faire</h2>
      <ul className="situation-due">
        {waiting.map((callback) => (
          <li key={callback.id}>
            <CallbackWords callback={callback} />
            {callback.abilities.attempt && (
              <Cluster>
                <Button size="small" icon={PhoneCall} onPress={() => setAttempted(callback)}>
                  Noter un essai
                </Button>
                {callback.abilities.edit && (
                  <Button size="small" icon={Pencil} onPress={() => setEdited(callback)}>
                    Modifier
                  </Button>
                )}
                <Menu
                  label="Régler"
                  size="small"
                  items={[
                    {
                      id: 'cancelled',
                      label: 'Annuler ce rappel',
                      description: 'Il n’a plus lieu d’être',
                      onAction: () => void settle(callback, 'cancelled'),
                    },
                    {
                      id: 'given_up',
                      label: 'Abandonner',
                      description: 'Après plusieurs essais sans réponse',
                      onAction: () => void settle(callback, 'given_up'),
                    },
                  ]}
                />
              </Cluster>
            )}
          </li>
        ))}
      </ul>
      {attempted && (
        <AttemptDialog
          callback={attempted}
          onClose={() => setAttempted(null)}
          onDone={() => void refresh()}
        />
      )}
      {edited && (
        <CallbackDialog callback={edited} onClose={() => setEdited(null)} onDone={() => void refresh()} />
      )}
    </section>
  )
}

function CallbackWords({ callback }: { callback: Callback }) {
  const { opensAt, closesAt, timeZone: zone, attempts } = callback
  const last = attempts.toSorted((a, b) => Date.parse(b.happenedAt) - Date.parse(a.happenedAt))[0]
  return (
    <div className="situation-due-words">
      <strong>Rappel : {callback.whom ?? 'personne non précisée'}</strong>{' '}
      <Lateness from={opensAt} to={closesAt} zone={zone} />
      <p>
        {[
          `${formatDay(opensAt, zone)}, ${formatTime(opensAt, zone)} – ${formatTime(closesAt, zone)}`,
          zone !== 'Europe/Paris' && 'heure de la personne',
          callback.phone && formatPhone(callback.phone),
          callback.assignee && `par ${callback.assignee}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {callback.why && <p>{callback.why}</p>}
      {callback.precautions && (
        <p>
          <strong>Précautions :</strong> {callback.precautions}
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
