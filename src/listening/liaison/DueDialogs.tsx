import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { DateField, FieldRow, formatDay, TextArea, TextField } from '#kernel/ui/index.ts'
import {
  awaitReply,
  createRequest,
  type DueItem,
  reopenDueItem,
  saveDueItem,
  settleDueItem,
} from './contract.ts'
import { RecordDialog } from './RecordDialog.tsx'
import { answerBy, inDays, todayText } from './words.ts'

/** Somebody who informed us asks what came of it. */
export function RequestDialog({
  situation,
  onClose,
}: {
  situation: { readonly id: string; readonly reference: string }
  onClose: () => void
}) {
  const [person, setPerson] = useState('')
  const [reach, setReach] = useState('')
  const [what, setWhat] = useState('')
  const [askedOn, setAskedOn] = useState<string | null>(todayText())
  return (
    <RecordDialog
      title="Demande de suites"
      lead={`Qui a transmis une information sur ${situation.reference} peut demander ce qu’il en est advenu. La loi donne trois mois pour répondre, dans l’intérêt de l’enfant et le respect du secret.`}
      onClose={onClose}
      missing={() =>
        !person.trim()
          ? 'Dites qui demande.'
          : askedOn
            ? undefined
            : 'Dites quel jour la demande a été faite.'
      }
      save={async (key) => {
        const { id } = await call(createRequest, {
          params: { id: situation.id },
          key,
          input: { person, reach: reach || null, what: what || null, askedOn: askedOn ?? todayText() },
        })
        return {
          text: `Demande notée : réponse due le ${formatDay(answerBy(askedOn ?? todayText()))}.`,
          undo: () =>
            call(settleDueItem, { params: { id }, version: 1, input: { as: 'withdrawn', answer: null } }),
          undone: 'Demande laissée sans objet.',
        }
      }}
    >
      <FieldRow>
        <TextField label="Qui demande" value={person} onChange={setPerson} isRequired autoFocus />
        <DateField
          label="Demandé le"
          description={askedOn ? `Réponse due le ${formatDay(answerBy(askedOn))}.` : undefined}
          value={askedOn}
          max={todayText()}
          onChange={setAskedOn}
        />
      </FieldRow>
      <TextField
        label="Comment lui répondre"
        description="Le moyen que la personne a elle-même indiqué."
        value={reach}
        onChange={setReach}
      />
      <TextArea label="Ce qui est demandé" rows={2} maxLength={4000} value={what} onChange={setWhat} />
    </RecordDialog>
  )
}

/** Corrects something to follow: its words and its day. */
export function DueDialog({ item, onClose }: { item: DueItem; onClose: () => void }) {
  const isRequest = item.kind === 'informant_request'
  const [person, setPerson] = useState(item.person ?? '')
  const [reach, setReach] = useState(item.reach ?? '')
  const [what, setWhat] = useState(item.what ?? '')
  const [day, setDay] = useState<string | null>(isRequest ? item.askedOn : item.dueOn)
  return (
    <RecordDialog
      title={isRequest ? 'Modifier la demande de suites' : 'Modifier ce qui est à suivre'}
      lead={`Situation ${item.situation.reference}.`}
      onClose={onClose}
      missing={() => (day ? undefined : 'Donnez le jour.')}
      save={async () => {
        await call(saveDueItem, {
          params: { id: item.id },
          version: item.version,
          input: isRequest
            ? {
                person: person || null,
                reach: reach || null,
                what: what || null,
                ...(day && { askedOn: day }),
              }
            : { ...(item.kind === 'reply_awaited' && { what: what || null }), ...(day && { dueOn: day }) },
        })
        return { text: 'Modifié.' }
      }}
    >
      {isRequest && (
        <FieldRow>
          <TextField label="Qui demande" value={person} onChange={setPerson} />
          <TextField label="Comment lui répondre" value={reach} onChange={setReach} />
        </FieldRow>
      )}
      {item.kind !== 'orientation_outcome' && (
        <TextArea
          label={isRequest ? 'Ce qui est demandé' : 'Ce qui est attendu'}
          rows={2}
          maxLength={4000}
          value={what}
          onChange={setWhat}
        />
      )}
      <DateField
        label={isRequest ? 'Demandé le' : item.kind === 'reply_awaited' ? 'Pour le' : 'Demander à partir du'}
        description={isRequest && day ? `Réponse due le ${formatDay(answerBy(day))}.` : undefined}
        value={day}
        onChange={setDay}
      />
    </RecordDialog>
  )
}

type Settlement = 'received' | 'answered' | 'refused'

const words: Record<Settlement, { title: string; label: string; save: string; done: string }> = {
  received: {
    title: 'Réponse reçue',
    label: 'Ce que le service a répondu',
    save: 'Noter la réponse',
    done: 'Réponse reçue.',
  },
  answered: {
    title: 'Suites données',
    label: 'Ce qui a été répondu',
    save: 'Noter la réponse',
    done: 'Suites données.',
  },
  refused: {
    title: 'Refuser de donner les suites',
    label: 'Pour quelle raison',
    save: 'Noter le refus',
    done: 'Refus noté.',
  },
}

/** Settles something due, in words. */
export function SettleDialog({ item, as, onClose }: { item: DueItem; as: Settlement; onClose: () => void }) {
  const [answer, setAnswer] = useState('')
  const { title, label, save, done } = words[as]
  return (
    <RecordDialog
      title={title}
      lead={[item.person, item.service, `situation ${item.situation.reference}`].filter(Boolean).join(', ')}
      saveLabel={save}
      onClose={onClose}
      missing={() => (as !== 'received' && !answer.trim() ? 'Écrivez quelques mots.' : undefined)}
      save={async () => {
        const { version } = await call(settleDueItem, {
          params: { id: item.id },
          version: item.version,
          input: { as, answer: answer.trim() || null },
        })
        return {
          text: done,
          undo: () => call(reopenDueItem, { params: { id: item.id }, version }),
          undone: 'De nouveau à suivre.',
        }
      }}
    >
      <TextArea label={label} rows={4} maxLength={4000} value={answer} onChange={setAnswer} autoFocus />
    </RecordDialog>
  )
}

/** One more thing awaited from a service already spoken to. */
export function AwaitDialog({
  exchangeId,
  service,
  onClose,
}: {
  exchangeId: string
  service: string
  onClose: () => void
}) {
  const [what, setWhat] = useState('')
  const [dueOn, setDueOn] = useState<string | null>(inDays(15))
  return (
    <RecordDialog
      title="Attendre une réponse"
      lead={service}
      onClose={onClose}
      missing={() => (what.trim() && dueOn ? undefined : 'Dites ce qui est attendu et pour quel jour.')}
      save={async (key) => {
        const { id } = await call(awaitReply, {
          params: { id: exchangeId },
          key,
          input: { what, dueOn: dueOn ?? '' },
        })
        return {
          text: 'Attente notée.',
          undo: () =>
            call(settleDueItem, { params: { id }, version: 1, input: { as: 'withdrawn', answer: null } }),
          undone: 'Attente laissée sans objet.',
        }
      }}
    >
      <TextArea
        label="Ce qui est attendu"
        rows={2}
        maxLength={4000}
        value={what}
        onChange={setWhat}
        autoFocus
      />
      <DateField label="Pour le" value={dueOn} onChange={setDueOn} />
    </RecordDialog>
  )
}
