import { QrCode } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '#kernel/call.ts'
import {
  Button,
  Cluster,
  Dialog,
  formatNumber,
  Loading,
  Panel,
  plural,
  Stack,
  TextLink,
} from '#kernel/ui/index.ts'
import { type EvaluationMoment, evaluationMoment, evaluationQuestion } from '#vocabulary'
import type { Answered, Evaluation, Intervention } from './contract.ts'
import { fewestAnswers } from './evaluation.ts'
import { closeEvaluation, openEvaluation } from './presenceContract.ts'
import { useInterventionAct } from './useInterventions.ts'

// Only whoever shows a code needs what draws it.
const Qr = lazy(() => import('./Qr.tsx').then(({ Qr }) => ({ default: Qr })))

/** What was learned, before and after, without a name. */
export function EvaluationPanel({ it, mayWrite }: { it: Intervention; mayWrite: boolean }) {
  const of = (moment: EvaluationMoment) => it.evaluations.find((one) => one.moment === moment)
  const [before, after] = [of('before')?.said, of('after')?.said]
  return (
    <Panel
      title="Évaluation anonyme"
      lead={`Les mêmes questions avant et après. Les réponses se lisent une fois l’évaluation close, à partir de ${fewestAnswers}.`}
    >
      <Stack gap={4}>
        {evaluationMoment.codes.map((moment) => (
          <Moment key={moment} it={it} moment={moment} evaluation={of(moment)} mayWrite={mayWrite} />
        ))}
        {(before || after) && <Compared before={before?.questions ?? []} after={after?.questions ?? []} />}
        {after?.words.map((words) => (
          <blockquote key={words} className="intervention-words">
            {words}
          </blockquote>
        ))}
      </Stack>
    </Panel>
  )
}

interface MomentProps {
  readonly it: Intervention
  readonly moment: EvaluationMoment
  readonly evaluation: Evaluation | undefined
  readonly mayWrite: boolean
}

function Moment({ it, moment, evaluation, mayWrite }: MomentProps) {
  const [isShown, setShown] = useState(false)
  const act = useInterventionAct()
  const params = { id: it.id }
  const open = async () => {
    if (await act(() => call(openEvaluation, { params, input: { moment } }), 'Évaluation ouverte.'))
      setShown(true)
  }
  const close = () =>
    act(
      () => call(closeEvaluation, { params, input: { moment } }),
      ({ answers }) =>
        answers < fewestAnswers
          ? `Évaluation close sur ${plural(answers, 'réponse', 'réponses')} : trop peu pour être lues.`
          : 'Évaluation close.',
    )
  const label = evaluationMoment.label(moment)
  if (!evaluation)
    return mayWrite && it.status !== 'cancelled' ? (
      <div>
        <Button onPress={() => void open()}>
          Ouvrir l’évaluation «{'\u00a0'}
          {label.toLowerCase()}
          {'\u00a0'}»
        </Button>
      </div>
    ) : (
      <p className="muted">
        {label}
        {'\u00a0'}: pas d’évaluation.
      </p>
    )
  const { answers, closedAt, said, code } = evaluation
  return (
    <Cluster gap={3}>
      <span>
        <strong>{label}</strong>
        {'\u00a0'}: {plural(answers, 'réponse', 'réponses')}
        {closedAt ? (said ? ', close' : ', close : trop peu pour être lues') : ', ouverte'}
      </span>
      {mayWrite && !closedAt && (
        <>
          <Button size="small" icon={QrCode} onPress={() => setShown(true)}>
            Montrer le code
          </Button>
          <Button size="small" onPress={() => void close()}>
            Clore «{'\u00a0'}
            {label.toLowerCase()}
            {'\u00a0'}»
          </Button>
        </>
      )}
      {isShown && <CodeDialog code={code} moment={moment} onClose={() => setShown(false)} />}
    </Cluster>
  )
}

/** What is shown in the room: a square to photograph, an address and a code to type. */
function CodeDialog({
  code,
  moment,
  onClose,
}: {
  code: string
  moment: EvaluationMoment
  onClose: () => void
}) {
  const address = `${globalThis.location.origin}/evaluation/${code}`
  return (
    <Dialog
      title={moment === 'before' ? 'Avant de commencer' : 'Pour finir'}
      lead="Le même code pour tout le monde : rien ne dit qui a répondu."
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={<Button onPress={onClose}>Fermer</Button>}
    >
      <Stack gap={3}>
        <Suspense fallback={<Loading label="Le code se dessine…" lines={3} />}>
          <Qr text={address} label={`Code à photographier, qui mène à ${address}`} />
        </Suspense>
        <p>
          Ou, à l’adresse {globalThis.location.origin}/evaluation, le code{'\u00a0'}:
        </p>
        <p className="evaluation-code">{code}</p>
        <TextLink href={address} isExternal>
          Ouvrir la page
        </TextLink>
      </Stack>
    </Dialog>
  )
}

const shown = (one: Answered | undefined): string =>
  one?.mean === null || one === undefined ? '–' : `${formatNumber(one.mean)} sur 5`

/** Each question, its mean before and after. */
function Compared({ before, after }: { before: readonly Answered[]; after: readonly Answered[] }) {
  return (
    <div className="evaluation-scroll">
      <table className="evaluation-table">
        <caption className="visually-hidden">Moyennes avant et après, par question</caption>
        <thead>
          <tr>
            <th scope="col">Question</th>
            <th scope="col">Avant</th>
            <th scope="col">Après</th>
          </tr>
        </thead>
        <tbody>
          {evaluationQuestion.codes.map((code) => (
            <tr key={code}>
              <th scope="row">{evaluationQuestion.label(code)}</th>
              <td>{shown(before.find((one) => one.question === code))}</td>
              <td>{shown(after.find((one) => one.question === code))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
