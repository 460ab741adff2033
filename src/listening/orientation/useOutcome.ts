import { call } from '#kernel/call.ts'
import type { DueItem } from '#listening/liaison/contract.ts'
import { useWorkActs } from '#listening/liaison/useWork.ts'
import { inDays } from '#listening/liaison/words.ts'
import { type OrientationOutcome, orientationOutcome } from '#vocabulary'
import { answerOrientation } from './contract.ts'

/** The answers to « a-t-il eu lieu ? », in the order of their keys. */
export const outcomes: readonly Exclude<OrientationOutcome, 'to_ask'>[] = [
  'contacted',
  'appointment',
  'engaged',
  'no_follow_up',
  'refused',
  'unknown',
]

/** After these, there is more to learn: it is asked about again. */
export const isStep = (outcome: OrientationOutcome) => outcome === 'contacted' || outcome === 'appointment'

/** Says what came of an orientation, in one gesture that can be undone. */
export function useOutcome() {
  const { attempt } = useWorkActs()
  return (item: Pick<DueItem, 'recordId' | 'recordVersion' | 'dueOn'>, outcome: OrientationOutcome) => {
    const { recordId, recordVersion } = item
    if (!recordId || !recordVersion) return
    const params = { id: recordId }
    const asksAgain = isStep(outcome)
    let version = recordVersion
    void attempt(
      async () => {
        const saved = await call(answerOrientation, {
          params,
          version,
          input: { outcome, ...(asksAgain && { askAgainOn: inDays(15) }) },
        })
        version = saved.version
      },
      {
        text: `Orientation : ${orientationOutcome.label(outcome).toLowerCase()}${asksAgain ? ', à redemander dans quinze jours' : ''}.`,
        undo: () =>
          call(answerOrientation, {
            params,
            version,
            input: { outcome: 'to_ask', askAgainOn: item.dueOn },
          }),
        undone: 'L’issue est de nouveau à demander.',
      },
    )
  }
}
