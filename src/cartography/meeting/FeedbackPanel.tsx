import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { Button, CopyButton, Dialog, NumberField, Panel, plural, Stack } from '#kernel/ui/index.ts'
import { feedbackUsefulness } from '#vocabulary'
import { askFeedback, createFeedbackCodes, type Meeting } from './contract.ts'
import { useMeetingAct } from './useMeetings.ts'

/** What people thought of it, together and without a name. */
export function FeedbackPanel({ meeting, mayWrite }: { meeting: Meeting; mayWrite: boolean }) {
  const [isHanding, setHanding] = useState(false)
  const act = useMeetingAct()
  const { id, feedback } = meeting
  const ask = () =>
    act(
      () => call(askFeedback, { params: { id } }),
      ({ asked }) =>
        asked === 0
          ? 'Personne à qui écrire : notez les présences, ou préparez des codes.'
          : `${plural(asked, 'personne va recevoir', 'personnes vont recevoir')} une adresse à usage unique.`,
    )
  return (
    <Panel title="Avis anonymes" lead={plural(feedback.answers, 'avis reçu', 'avis reçus')}>
      {feedback.said ? (
        <Stack gap={3}>
          <ul className="meeting-lines">
            {feedback.said.usefulness.map(({ code, count }) => (
              <li key={code}>
                <span>{feedbackUsefulness.label(code)}</span>
                <span className="numeric">{count}</span>
              </li>
            ))}
          </ul>
          {feedback.said.words.map((words) => (
            <blockquote key={words} className="meeting-words">
              {words}
            </blockquote>
          ))}
        </Stack>
      ) : (
        <p className="muted">Les avis se lisent ensemble, à partir de trois.</p>
      )}
      {mayWrite && (
        <Stack gap={2}>
          <p className="muted small">
            {feedback.asked > 0 &&
              `${plural(feedback.asked, 'personne sollicitée', 'personnes sollicitées')}. `}
            {feedback.codesLeft > 0 &&
              `${plural(feedback.codesLeft, 'code attend', 'codes attendent')} une réponse.`}
          </p>
          {feedback.toAsk > 0 && (
            <Button onPress={() => void ask()}>
              Écrire à {plural(feedback.toAsk, 'personne présente', 'personnes présentes')}
            </Button>
          )}
          <Button onPress={() => setHanding(true)}>Préparer des codes à remettre</Button>
        </Stack>
      )}
      {isHanding && <CodesDialog meeting={meeting} onClose={() => setHanding(false)} />}
    </Panel>
  )
}

function CodesDialog({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const [count, setCount] = useState<number | null>(Math.max(3, meeting.participants.length))
  const [codes, setCodes] = useState<readonly string[]>([])
  const act = useMeetingAct()
  const make = async () => {
    const made = await act(
      () => call(createFeedbackCodes, { params: { id: meeting.id }, input: { count: count ?? 1 } }),
      'Codes préparés.',
    )
    if (made) setCodes(made.done.codes)
  }
  return (
    <Dialog
      title="Codes d’avis anonyme"
      lead="Un code par personne, valable une fois. Ils ne s’affichent qu’ici : rien ne garde à qui chacun a été remis."
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        codes.length === 0 ? (
          <Button variant="primary" isDisabled={!count} onPress={() => void make()}>
            Préparer
          </Button>
        ) : (
          <>
            <CopyButton text={codes.join('\n')} />
            <Button onPress={onClose}>Fermer</Button>
          </>
        )
      }
    >
      {codes.length === 0 ? (
        <NumberField label="Combien de codes" value={count} onChange={setCount} min={1} max={200} autoFocus />
      ) : (
        <>
          <p>À taper à l’adresse {globalThis.location.origin}/avis</p>
          <ul className="meeting-codes">
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}
