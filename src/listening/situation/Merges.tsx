import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { Button, ConfirmDialog, formatDay, Panel, toast } from '#kernel/ui/index.ts'
import { type Situation, undoMerge } from './contract.ts'
import { useAct } from './useAct.ts'

/** The files that entered this one, and how to let them go again. */
export function Merges({ file }: { file: Situation }) {
  const [undone, setUndone] = useState<Situation['merges'][number] | null>(null)
  const { refresh } = useAct(file.id)
  const inForce = file.merges.filter((merge) => !merge.undoneAt)
  if (inForce.length === 0) return null
  const undo = async (merge: Situation['merges'][number]) => {
    try {
      await call(undoMerge, { params: { id: merge.id } })
      toast({ text: `${merge.absorbed.reference} est de nouveau un dossier à part.` })
    } catch (error) {
      toast({ text: sentenceOf(error) })
    }
    await refresh()
  }
  return (
    <Panel title="Dossiers fusionnés ici" isQuiet>
      <ul className="situation-people">
        {inForce.map((merge) => (
          <li key={merge.id}>
            <span>
              {merge.absorbed.reference}
              <small>
                le {formatDay(merge.mergedAt)}
                {merge.mergedBy && ` par ${merge.mergedBy}`}
              </small>
            </span>
            {file.abilities.merge && (
              <Button size="small" variant="plain" icon={Undo2} onPress={() => setUndone(merge)}>
                Défaire
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        title={`Défaire la fusion avec ${undone?.absorbed.reference ?? ''} ?`}
        isOpen={undone !== null}
        onOpenChange={(isOpen) => !isOpen && setUndone(null)}
        confirmLabel="Défaire la fusion"
        onConfirm={() => (undone ? undo(undone) : undefined)}
      >
        <p>
          {undone?.absorbed.reference} redeviendra un dossier à part, avec tout ce qui venait de lui. Ce qui a
          été noté ici depuis la fusion reste dans {file.reference}.
        </p>
      </ConfirmDialog>
    </Panel>
  )
}
