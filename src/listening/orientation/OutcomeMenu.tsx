import { MessageCircleQuestion } from 'lucide-react'
import { useState } from 'react'
import { Menu } from '#kernel/ui/index.ts'
import type { DueItem } from '#listening/liaison/contract.ts'
import { orientationOutcome } from '#vocabulary'
import { OutcomeDialog } from './OutcomeDialog.tsx'
import { outcomes, useOutcome } from './useOutcome.ts'

/** What came of an orientation, to choose from a list, or to tell in words. */
export function OutcomeMenu({ item }: { item: DueItem }) {
  const [isOpen, setOpen] = useState(false)
  const say = useOutcome()
  return (
    <>
      <Menu
        label="Noter l’issue"
        icon={MessageCircleQuestion}
        size="small"
        items={[
          ...outcomes.map((outcome) => ({
            id: outcome,
            label: orientationOutcome.label(outcome),
            onAction: () => say(item, outcome),
          })),
          'separator' as const,
          { id: 'more', label: 'Avec des précisions…', onAction: () => setOpen(true) },
        ]}
      />
      {isOpen && <OutcomeDialog item={item} onClose={() => setOpen(false)} />}
    </>
  )
}
