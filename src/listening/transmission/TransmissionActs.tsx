import { useRouter } from '@tanstack/react-router'
import { FilePenLine, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { useShortcut } from '#kernel/page/index.ts'
import { Button, ConfirmDialog, formatTime, Menu, type MenuEntry, useNow } from '#kernel/ui/index.ts'
import {
  cancelTransmission,
  readdressTransmission,
  recallTransmission,
  returnTransmission,
  type Transmission,
  takeBackTransmission,
  validateTransmission,
} from './contract.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import { ReturnDialog } from './ReturnDialog.tsx'
import { useTransmissionAct } from './useTransmissions.ts'
import { writingAddress } from './useWriteTransmission.ts'

type Open = 'validate' | 'return' | 'recall' | 'cancel' | 'received'

/** What may be done with a transmission now; what leaves the house is confirmed with its name. */
export function TransmissionActs({ transmission }: { transmission: Transmission }) {
  const { abilities, id, version, recipient } = transmission
  const [open, setOpen] = useState<Open | null>(null)
  const [key] = useState(newId)
  const { act, isBusy } = useTransmissionAct()
  const router = useRouter()
  const now = useNow('second')
  const close = () => setOpen(null)
  const on = { params: { id }, version }
  useShortcut('v', () => setOpen('validate'), { label: 'Valider l’écrit', isDisabled: !abilities.validate })
  const canRecall =
    abilities.recall && transmission.sendAfter !== null && Date.parse(transmission.sendAfter) > now

  const isReturnAwaited = transmission.status === 'return_due' || transmission.status === 'return_overdue'

  const readdress = async () => {
    const made = await act(() => call(readdressTransmission, { params: { id }, key }))
    if (made) router.history.push(writingAddress(transmission.situation.id, made.id))
  }
  const more: MenuEntry[] = [
    ...(abilities.recordReturn && !isReturnAwaited
      ? [{ id: 'received', label: 'Noter un retour reçu', onAction: () => setOpen('received') }]
      : []),
    ...(abilities.cancel
      ? [
          {
            id: 'cancel',
            label: 'Annuler la transmission',
            description: 'Elle ne partira pas, et reste lisible',
            onAction: () => setOpen('cancel'),
          },
        ]
      : []),
  ]
  return (
    <>
      {abilities.write && (
        <Button
          variant="primary"
          icon={FilePenLine}
          onPress={() => router.history.push(writingAddress(transmission.situation.id, id))}
        >
          Reprendre l’écriture
        </Button>
      )}
      {abilities.takeBack && (
        <Button
          icon={Undo2}
          isPending={isBusy}
          onPress={() =>
            void act(() => call(takeBackTransmission, on), 'Écrit repris : il n’attend plus de relecture.')
          }
        >
          Reprendre
        </Button>
      )}
      {abilities.return && <Button onPress={() => setOpen('return')}>Renvoyer avec des remarques</Button>}
      {abilities.validate && (
        <Button variant="primary" shortcut="v" onPress={() => setOpen('validate')}>
          Valider
        </Button>
      )}
      {canRecall && transmission.sendAfter && (
        <Button variant="danger" onPress={() => setOpen('recall')}>
          Rappeler, avant {formatTime(transmission.sendAfter)}
        </Button>
      )}
      {abilities.readdress && (
        <Button variant="primary" isPending={isBusy} onPress={() => void readdress()}>
          Réadresser
        </Button>
      )}
      {abilities.recordReturn && isReturnAwaited && (
        <Button variant="primary" onPress={() => setOpen('received')}>
          Noter un retour reçu
        </Button>
      )}
      {more.length > 0 && <Menu label="Plus" items={more} />}
      <ConfirmDialog
        title="Valider et transmettre"
        isOpen={open === 'validate'}
        onOpenChange={close}
        confirmLabel="Valider"
        typedWord={recipient?.name}
        onConfirm={async () => {
          await act(() => call(validateTransmission, on), 'Écrit validé.')
        }}
      >
        <p>
          {transmission.reference} partira à <strong>{recipient?.name}</strong>
          {transmission.urgent
            ? ' tout de suite : elle est urgente, et ne pourra pas être rappelée.'
            : ' dans cinq minutes. Jusque-là, elle peut être rappelée.'}
        </p>
        <p>Son contenu ne changera plus, quoi que devienne le dossier.</p>
      </ConfirmDialog>
      {open === 'return' && (
        <ReasonDialog
          title="Renvoyer avec des remarques"
          lead={`À ${transmission.author.name}, qui reprendra l’écrit.`}
          label="Ce qui est à reprendre"
          confirmLabel="Renvoyer"
          onConfirm={(remarks) =>
            act(() => call(returnTransmission, { ...on, input: { remarks } }), 'Écrit renvoyé à son auteur.')
          }
          onClose={close}
        />
      )}
      {open === 'recall' && (
        <ReasonDialog
          title="Rappeler avant l’envoi"
          lead="Elle ne part pas ; son auteur la reprend, et elle sera relue à nouveau."
          label="Pourquoi"
          confirmLabel="Rappeler"
          onConfirm={(reason) =>
            act(() => call(recallTransmission, { ...on, input: { reason } }), 'Transmission rappelée.')
          }
          onClose={close}
        />
      )}
      {open === 'cancel' && (
        <ReasonDialog
          title="Annuler la transmission"
          lead={`${transmission.reference} ne partira pas. La raison reste dans son histoire.`}
          label="Pourquoi"
          confirmLabel="Annuler la transmission"
          tone="danger"
          typedWord={recipient?.name}
          onConfirm={(reason) =>
            act(() => call(cancelTransmission, { ...on, input: { reason } }), 'Transmission annulée.')
          }
          onClose={close}
        />
      )}
      {open === 'received' && <ReturnDialog transmission={transmission} onClose={close} />}
    </>
  )
}
