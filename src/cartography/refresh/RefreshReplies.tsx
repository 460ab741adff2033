import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { Button, Dialog, Form, formatDay, plural, TextArea } from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { proposalState, refreshReplyKind } from '#vocabulary'
import { useDirectoryActs } from '../directory/useDirectory.ts'
import { type RefreshReply, undoObjection } from './contract.ts'

/** What came back by the links, the latest first; a request to leave that was a mistake can be taken back. */
export function RefreshReplies({ replies }: { replies: readonly RefreshReply[] }) {
  const can = useCan()
  const [undone, setUndone] = useState<RefreshReply | null>(null)
  if (replies.length === 0) return null
  return (
    <>
      <ul className="contact-lines" aria-label="Réponses reçues">
        {replies.map((one) => (
          <li key={one.id}>
            <strong>{refreshReplyKind.label(one.kind)}</strong>
            <p className="muted small">
              {one.who}, le {formatDay(one.repliedAt)}
              {one.state && !one.undone && ` · ${proposalState.label(one.state).toLowerCase()}`}
            </p>
            {one.remark && <p>« {one.remark} »</p>}
            {one.undone && (
              <p>
                Annulée le {formatDay(one.undone.at)} par {one.undone.by} : {one.undone.reason}
              </p>
            )}
            {isObjection(one) && !one.undone && can(undoObjection.action) && (
              <Button size="small" onPress={() => setUndone(one)}>
                Annuler cette demande…
              </Button>
            )}
          </li>
        ))}
      </ul>
      {undone && <UndoDialog reply={undone} onClose={() => setUndone(null)} />}
    </>
  )
}

const isObjection = ({ kind }: RefreshReply): boolean => kind === 'not_me' || kind === 'not_us'

/** Taken back only on somebody's word: who said so, and how, stays in the history. */
function UndoDialog({ reply, onClose }: { reply: RefreshReply; onClose: () => void }) {
  const { attempt } = useDirectoryActs()
  const [reason, setReason] = useState('')
  const [key] = useState(newId)
  const [gone, setGone] = useState(0)
  const undo = async () => {
    let left = 0
    const isDone = await attempt(async () => {
      left = (await call(undoObjection, { params: { id: reply.id }, input: { reason }, key })).gone
    }, 'Demande annulée : ce qui était caché est de nouveau montré.')
    if (!isDone) return
    if (left === 0) onClose()
    else setGone(left)
  }
  return (
    <Dialog
      title="Annuler la demande de retrait"
      lead={`${reply.who} l’avait faite le ${formatDay(reply.repliedAt)}.`}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        gone > 0 ? (
          <Button variant="primary" onPress={onClose}>
            Fermer
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>Garder la demande</Button>
            <Button variant="primary" isDisabled={reason.trim().length < 3} onPress={() => void undo()}>
              Annuler la demande
            </Button>
          </>
        )
      }
    >
      {gone > 0 ? (
        <p>
          {plural(gone, 'contact avait été retiré', 'contacts avaient été retirés')} de la fiche depuis :
          saisissez-les de nouveau, avec l’accord des personnes.
        </p>
      ) : (
        <Form onSubmit={() => void undo()}>
          <p>
            Ce qui avait été caché redevient visible comme avant, et nous pourrons de nouveau écrire à cette
            adresse. À ne faire que si la personne le demande.
          </p>
          <TextArea
            label="Qui l’a dit, et comment"
            description="Gardé dans l’historique de la fiche."
            value={reason}
            onChange={setReason}
            isRequired
          />
        </Form>
      )}
    </Dialog>
  )
}
