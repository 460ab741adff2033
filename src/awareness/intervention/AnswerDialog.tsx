import { useState } from 'react'
import { call, RefusalError } from '#kernel/call.ts'
import { useShortcut } from '#kernel/page/index.ts'
import {
  Banner,
  Button,
  DateTimeField,
  Dialog,
  FieldRow,
  Form,
  optionsOf,
  RadioChips,
  Select,
  TextArea,
  TextField,
  toast,
} from '#kernel/ui/index.ts'
import { wordsOfRefusal } from '#kernel/useAct.ts'
import { type AwarenessKind, awarenessKind, interventionRequestStatus } from '#vocabulary'
import { answerInterventionRequest, type InterventionRequest } from './requestContract.ts'
import { useRefreshInterventions } from './useInterventions.ts'

type Decision = 'accepted' | 'proposed' | 'declined'

const choices: Readonly<Record<Decision, string>> = {
  accepted: 'Accepter',
  proposed: 'Proposer une autre date',
  declined: 'Décliner',
}
const said: Readonly<Record<Decision, string>> = {
  accepted: 'Demande acceptée : l’intervention est prévue.',
  proposed: 'Autre date proposée : l’intervention attend leur accord.',
  declined: 'Demande déclinée.',
}

/** The answer to a request: yes at a date, another date, or no with its reason. */
export function AnswerDialog({ request, onClose }: { request: InterventionRequest; onClose: () => void }) {
  const [decision, setDecision] = useState<Decision>('accepted')
  const [kind, setKind] = useState<AwarenessKind>('conference')
  const [title, setTitle] = useState(() => request.words?.subject.split('\n')[0]?.slice(0, 120) ?? '')
  const [startsAt, setStart] = useState<string | null>(null)
  const [endsAt, setEnd] = useState<string | null>(null)
  const [message, setMessage] = useState('')
  const [sentence, setSentence] = useState<string>()
  const [isPending, setPending] = useState(false)
  const refresh = useRefreshInterventions()
  const isDated = decision !== 'declined'
  const start = (at: string | null) => {
    setStart(at)
    // Two hours, until the person says otherwise.
    if (at && (!endsAt || endsAt <= at)) setEnd(new Date(new Date(at).getTime() + 120 * 60_000).toISOString())
  }
  const send = async () => {
    if (isPending) return
    if (isDated && (!startsAt || !endsAt || !title.trim()))
      return setSentence('Donnez un titre, un début et une fin.')
    if (!isDated && !message.trim()) return setSentence('Dites pourquoi, en quelques mots.')
    setPending(true)
    setSentence(undefined)
    try {
      const input =
        decision === 'declined'
          ? { decision, message }
          : { decision, kind, title, message, startsAt: startsAt ?? '', endsAt: endsAt ?? '' }
      await call(answerInterventionRequest, { params: { id: request.id }, version: request.version, input })
      toast({ text: said[decision] })
      onClose()
    } catch (error) {
      setPending(false)
      setSentence(wordsOfRefusal(error))
      if (error instanceof RefusalError && error.code !== 'version_conflict') return
    }
    await refresh()
  }
  useShortcut('Ctrl+Enter', () => void send(), { label: 'Envoyer la réponse', inDialog: true })
  return (
    <Dialog
      title="Répondre à la demande"
      lead={`La réponse part par courriel à ${request.words?.email ?? 'l’organisation'}.`}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" shortcut="Ctrl+Entrée" isPending={isPending} onPress={() => void send()}>
            Envoyer la réponse
          </Button>
        </>
      }
    >
      {sentence && <Banner tone="attention" title={sentence} isLive />}
      <Form onSubmit={() => void send()}>
        <RadioChips
          label="Réponse"
          options={(['accepted', 'proposed', 'declined'] as const)
            .filter((one) => one !== request.status)
            .map((value) => ({ value, label: choices[value], hint: interventionRequestStatus.label(value) }))}
          value={decision}
          onChange={(one) => one && setDecision(one)}
          noneLabel={false}
        />
        {isDated && (
          <>
            <TextField
              label="Titre de l’intervention"
              value={title}
              onChange={setTitle}
              isRequired
              maxLength={300}
            />
            <Select
              label="Forme"
              options={optionsOf(awarenessKind)}
              value={kind}
              onChange={(code) => code && setKind(code)}
            />
            <FieldRow>
              <DateTimeField label="Début" value={startsAt} onChange={start} />
              <DateTimeField label="Fin" value={endsAt} onChange={setEnd} />
            </FieldRow>
          </>
        )}
        <TextArea
          label={isDated ? 'Ce que vous ajoutez (facultatif)' : 'Pourquoi'}
          description="Ces mots sont écrits à l’organisation."
          value={message}
          onChange={setMessage}
          rows={5}
          maxLength={3000}
        />
      </Form>
    </Dialog>
  )
}
