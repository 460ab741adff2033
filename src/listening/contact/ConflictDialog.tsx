import { Conflict, Dialog } from '#kernel/ui/index.ts'
import type { ContactField } from './contract.ts'
import { titleOf } from './fields.ts'
import type { Saver, SaverView } from './saver.ts'
import { fieldInWords } from './words.ts'

interface ConflictDialogProps {
  saver: Saver
  view: SaverView
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}

/** Two people, or two tabs, wrote the same fields: both values, and a choice for each. */
export function ConflictDialog({ saver, view, isOpen, onOpenChange }: ConflictDialogProps) {
  const { conflicts, base, edits } = view.state
  return (
    <Dialog
      title="Deux versions de ce contact"
      lead="Quelqu’un d’autre, ou un autre onglet, a écrit dans les mêmes champs. Rien n’est perdu : choisissez champ par champ. Tout le reste est déjà enregistré."
      size="large"
      isOpen={isOpen && conflicts.length > 0}
      onOpenChange={onOpenChange}
    >
      <Conflict
        // Another version that arrives meanwhile is to be chosen from anew.
        key={`${view.state.version} ${conflicts.join(' ')}`}
        fields={conflicts.map((name) => {
          const field = name as ContactField
          return {
            name,
            label: titleOf(field),
            mine: <Value text={fieldInWords(field, edits[name])} />,
            theirs: <Value text={fieldInWords(field, base[name])} />,
          }
        })}
        theirsBy="Vu sur le serveur"
        theirsAt={view.metAt ?? new Date()}
        onResolve={(choice) => {
          saver.resolve(choice)
          onOpenChange(false)
        }}
        onCancel={() => onOpenChange(false)}
      />
    </Dialog>
  )
}

function Value({ text }: { text: string }) {
  return text === '' ? <span className="absent">Rien</span> : <span className="conflict-text">{text}</span>
}
