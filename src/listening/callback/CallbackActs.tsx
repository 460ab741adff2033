import { PhoneOutgoing } from 'lucide-react'
import { useState } from 'react'
import { Button, Dialog, Menu, type MenuEntry, Stack } from '#kernel/ui/index.ts'
import { DialDialog } from '#listening/safecontact/DialDialog.tsx'
import { useSafeContacts } from '#listening/safecontact/useSafeContacts.ts'
import { actOf } from '#listening/safecontact/words.ts'
import { useCan } from '#office/account/useMe.ts'
import { CallbackDialog } from './CallbackDialog.tsx'
import type { Callback } from './contract.ts'
import { useCallbackActs } from './useCallbackActs.ts'
import { type WindowDraft, WindowFields, windowOf } from './WindowFields.tsx'

type Open = 'dial' | 'postpone' | 'edit'

/** What can be done of a promise: call, through the only door; correct it, move it, end it. */
export function CallbackActs({ callback }: { callback: Callback }) {
  const [open, setOpen] = useState<Open | null>(null)
  const { settle, reopen, calledIn } = useCallbackActs()
  const can = useCan()
  const close = () => setOpen(null)
  const { means, abilities } = callback
  if (callback.state === 'settled') {
    if (!can('callback.reopen')) return null
    return (
      <div className="callback-acts">
        <Button size="small" variant="plain" onPress={() => reopen(callback)}>
          Remettre à faire
        </Button>
      </div>
    )
  }
  const more: MenuEntry[] = [
    {
      id: 'called-in',
      label: 'La personne a rappelé d’elle-même',
      description: 'Ouvre un contact entrant',
      onAction: () => calledIn(callback),
    },
    { id: 'postpone', label: 'Reporter sans appeler…', onAction: () => setOpen('postpone') },
    { id: 'edit', label: 'Modifier', onAction: () => setOpen('edit') },
    'separator',
    {
      id: 'cancel',
      label: 'Annuler le rappel',
      description: callback.repeats ? 'Et tous ceux qui devaient suivre' : 'Il n’a plus lieu d’être',
      onAction: () => settle(callback, 'cancelled'),
    },
    {
      id: 'give_up',
      label: 'Abandonner',
      description: 'Après plusieurs essais',
      onAction: () => settle(callback, 'given_up'),
    },
  ]
  return (
    <div className="callback-acts">
      {abilities.attempt &&
        (means ? (
          <Button size="small" icon={PhoneOutgoing} onPress={() => setOpen('dial')}>
            {actOf(means.channel)}
          </Button>
        ) : (
          <Button size="small" onPress={() => setOpen('edit')}>
            Dire comment joindre
          </Button>
        ))}
      {abilities.edit && <Menu label="Plus" size="small" variant="plain" items={more} />}
      {open === 'edit' && <CallbackDialog callback={callback} onClose={close} />}
      {open === 'postpone' && <PostponeDialog callback={callback} onClose={close} />}
      {open === 'dial' && <DialFor callback={callback} onClose={close} />}
    </div>
  )
}

/** Dials for a promise: a call of mine that waits to be noted comes first. */
function DialFor({ callback, onClose }: { callback: Callback; onClose: () => void }) {
  const { situation, contactId, means } = callback
  const { query, items } = useSafeContacts(
    situation ? { situationId: situation.id } : { contactId: contactId ?? undefined },
  )
  const known = items.find(({ id }) => id === means?.id)
  if (!means || query.isPending) return null
  return (
    <DialDialog
      means={{
        id: means.id,
        channel: means.channel,
        person: known?.person ?? callback.whom ?? 'Personne à rappeler',
        timeZone: known?.timeZone ?? callback.timeZone,
        waiting: known?.waiting ?? null,
      }}
      callback={callback}
      onClose={onClose}
    />
  )
}

function PostponeDialog({ callback, onClose }: { callback: Callback; onClose: () => void }) {
  const { postpone } = useCallbackActs()
  const [next, setNext] = useState<WindowDraft>({ opensAt: null, closesAt: null })
  const within = windowOf(next)
  return (
    <Dialog
      title="Reporter le rappel"
      lead={[callback.whom, callback.why].filter(Boolean).join(' · ') || undefined}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button
            variant="primary"
            isDisabled={!within}
            onPress={() => {
              if (within) postpone(callback, within)
              onClose()
            }}
          >
            Reporter
          </Button>
        </>
      }
    >
      <Stack gap={4}>
        <WindowFields legend="Nouvelle plage" value={next} onChange={setNext} zone={callback.timeZone} />
      </Stack>
    </Dialog>
  )
}
