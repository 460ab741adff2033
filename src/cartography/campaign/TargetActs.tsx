import { BellRing, CircleSlash, Phone, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { Button, Dialog, Form, optionsOf, plural, RadioChips, TextArea, TextField } from '#kernel/ui/index.ts'
import { type CampaignRefusal, campaignRefusal } from '#vocabulary'
import { answerByTelephone, declineTarget, reopenTarget, sendReminders, type Target } from './contract.ts'
import { isAwaited } from './state.ts'
import { useCampaignAct } from './useCampaignActs.ts'

/** What a cartographer does for one answer: remind, type what is said on the telephone, note a refusal, reopen. */
export function TargetActs({ target }: { target: Target }) {
  const { act, isPending } = useCampaignAct()
  const [open, setOpen] = useState<'telephone' | 'decline' | null>(null)
  if (target.campaign.state !== 'open') return null
  const params = { id: target.id }
  const remind = () =>
    act(async () => {
      const { messages } = await call(sendReminders, {
        params: { id: target.campaign.id },
        input: { targetIds: [target.id] },
      })
      return messages === 0
        ? 'Personne à qui écrire : ajoutez une adresse.'
        : `${plural(messages, 'relance confiée', 'relances confiées')} à l’envoi.`
    })
  const reopen = () =>
    act(async () => {
      await call(reopenTarget, { params })
      return 'Réponse rouverte : elle peut être reprise où elle en était.'
    })
  return (
    <>
      {isAwaited(target.status) && (
        <Button icon={BellRing} isPending={isPending} onPress={() => void remind()}>
          Relancer
        </Button>
      )}
      {target.status !== 'submitted' && (
        <Button icon={Phone} onPress={() => setOpen('telephone')}>
          Saisir au téléphone
        </Button>
      )}
      {isAwaited(target.status) ? (
        <Button icon={CircleSlash} onPress={() => setOpen('decline')}>
          Ne répondra pas
        </Button>
      ) : (
        <Button icon={RotateCcw} isPending={isPending} onPress={() => void reopen()}>
          Rouvrir la réponse
        </Button>
      )}
      {open === 'telephone' && <TelephoneDialog id={target.id} onClose={() => setOpen(null)} />}
      {open === 'decline' && <DeclineDialog id={target.id} onClose={() => setOpen(null)} />}
    </>
  )
}

function TelephoneDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { act, isPending } = useCampaignAct()
  const [written, setWritten] = useState({ name: '', job: '' })
  const begin = () =>
    act(async () => {
      const { path } = await call(answerByTelephone, {
        params: { id },
        input: { name: written.name, job: written.job || null },
      })
      location.assign(path)
      return undefined
    })
  return (
    <Dialog
      title="Saisir une réponse au téléphone"
      lead="La réponse portera le nom de la personne qui parle, et dira que vous l’avez saisie."
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button
            variant="primary"
            isPending={isPending}
            isDisabled={written.name.trim().length < 2}
            onPress={() => void begin()}
          >
            Ouvrir le questionnaire
          </Button>
        </>
      }
    >
      <Form onSubmit={() => void begin()}>
        <TextField
          label="Qui répond"
          value={written.name}
          onChange={(name) => setWritten({ ...written, name })}
          isRequired
          autoFocus
          maxLength={160}
        />
        <TextField
          label="Fonction"
          value={written.job}
          onChange={(job) => setWritten({ ...written, job })}
          maxLength={160}
        />
      </Form>
    </Dialog>
  )
}

function DeclineDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { act, isPending } = useCampaignAct()
  const [reason, setReason] = useState<CampaignRefusal | null>(null)
  const [note, setNote] = useState('')
  const decline = async () => {
    if (!reason) return
    const isDone = await act(async () => {
      await call(declineTarget, { params: { id }, input: { reason, note: note || null } })
      return 'Refus noté : plus de relance.'
    })
    if (isDone) onClose()
  }
  return (
    <Dialog
      title="Ne répondra pas"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" isPending={isPending} isDisabled={!reason} onPress={() => void decline()}>
            Noter le refus
          </Button>
        </>
      }
    >
      <Form onSubmit={() => void decline()}>
        <RadioChips
          label="Motif"
          options={optionsOf(campaignRefusal)}
          value={reason}
          onChange={setReason}
          noneLabel={false}
        />
        <TextArea label="Précision" value={note} onChange={setNote} />
      </Form>
    </Dialog>
  )
}
