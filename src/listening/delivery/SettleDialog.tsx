import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { Banner, Button, Dialog, RadioChips, Stack, TextArea, toast } from '#kernel/ui/index.ts'
import { escalationOutcome } from '#vocabulary'
import { type Escalation, humanOutcomes, settleEscalation } from './contract.ts'
import { taskSentence } from './words.ts'

type Outcome = (typeof humanOutcomes)[number]

/** What a call gave; the clock goes on until somebody named acknowledges. */
export function SettleDialog({ task, onClose }: { task: Escalation; onClose: () => void }) {
  const queries = useQueryClient()
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [note, setNote] = useState('')
  const [fault, setFault] = useState<string>()
  const [isPending, setPending] = useState(false)
  const save = async () => {
    if (isPending) return
    if (!outcome) return setFault('Dites ce que cela a donné.')
    setPending(true)
    try {
      await call(settleEscalation, { params: { id: task.id }, input: { outcome, note: note.trim() || null } })
    } catch (error) {
      setPending(false)
      return setFault(sentenceOf(error))
    }
    onClose()
    toast({ text: 'Relance notée.' })
    void queries.invalidateQueries({ queryKey: ['escalations'] })
    void queries.invalidateQueries({ queryKey: ['delivery'] })
    void queries.invalidateQueries({ queryKey: ['pulse'] })
  }
  return (
    <Dialog
      title="Noter une relance"
      lead={taskSentence(task, new Date().toISOString())}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void save()}>
            Noter la relance
          </Button>
        </>
      }
    >
      <Stack gap={5}>
        {fault && <Banner tone="attention" title={fault} isLive />}
        <RadioChips
          label="Qu’est-ce que cela a donné ?"
          options={humanOutcomes.map((value) => ({ value, label: escalationOutcome.label(value) }))}
          value={outcome}
          onChange={(chosen) => {
            setOutcome(chosen)
            setFault(undefined)
          }}
          noneLabel={false}
          autoFocus
        />
        <TextArea label="Précisions" rows={2} maxLength={2000} value={note} onChange={setNote} />
      </Stack>
    </Dialog>
  )
}
