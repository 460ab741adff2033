import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { DateField, RadioChips, TextArea } from '#kernel/ui/index.ts'
import type { DueItem } from '#listening/liaison/contract.ts'
import { RecordDialog } from '#listening/liaison/RecordDialog.tsx'
import { dueTitle, inDays } from '#listening/liaison/words.ts'
import { type OrientationOutcome, orientationOutcome } from '#vocabulary'
import { answerOrientation } from './contract.ts'
import { isStep, outcomes } from './useOutcome.ts'

/** What came of an orientation, in words, and whether to ask again. */
export function OutcomeDialog({ item, onClose }: { item: DueItem; onClose: () => void }) {
  const [outcome, setOutcome] = useState<OrientationOutcome | null>(null)
  const [note, setNote] = useState('')
  const [askAgainOn, setAskAgainOn] = useState<string | null>(null)
  const choose = (chosen: OrientationOutcome | null) => {
    setOutcome(chosen)
    setAskAgainOn(chosen && isStep(chosen) ? inDays(15) : null)
  }
  return (
    <RecordDialog
      title="Issue de l’orientation"
      lead={dueTitle(item)}
      onClose={onClose}
      missing={() => (outcome ? undefined : 'Choisissez l’issue.')}
      save={async () => {
        const params = { id: item.recordId ?? '' }
        const { version } = await call(answerOrientation, {
          params,
          version: item.recordVersion ?? 0,
          input: {
            outcome: outcome ?? 'unknown',
            note: note.trim() || null,
            ...(askAgainOn && { askAgainOn }),
          },
        })
        return {
          text: 'Issue notée.',
          undo: () =>
            call(answerOrientation, {
              params,
              version,
              input: { outcome: 'to_ask', askAgainOn: item.dueOn },
            }),
          undone: 'L’issue est de nouveau à demander.',
        }
      }}
    >
      <RadioChips
        label="Ce qu’il en est"
        options={outcomes.map((value) => ({ value, label: orientationOutcome.label(value) }))}
        value={outcome}
        onChange={choose}
        noneLabel={false}
        autoFocus
      />
      <TextArea label="Précisions" rows={3} maxLength={4000} value={note} onChange={setNote} />
      <DateField
        label="Redemander à partir du"
        description="Laissez vide s’il n’y a plus rien à demander."
        value={askAgainOn}
        onChange={setAskAgainOn}
      />
    </RecordDialog>
  )
}
