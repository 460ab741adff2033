import { Conflict, Dialog } from '#kernel/ui/index.ts'
import type { Contact, ContactField } from './contract.ts'
import { titleOf } from './fields.ts'
import type { Saver, SaverView } from './saver.ts'
import { fieldInWords } from './words.ts'

interface ConflictDialogProps {
  /** Who wrote the other version, when it is known. */
  by: string | null
  saver: Saver
  view: SaverView
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}

/** Two people, or two tabs, wrote the same fields: both values, and a choice for each. */
export function ConflictDialog({ by, saver, view, isOpen, onOpenChange }: ConflictDialogProps) {
  const { conflicts, base, edits } = view.state
  return (
    <Dialog
      title="Deux versions de ce contact"
      lead={`${by ?? 'Quelqu’un d’autre, ou un autre onglet,'} a écrit dans les mêmes champs. Rien n’est perdu : choisissez champ par champ. Tout le reste est déjà enregistré.`}
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
        theirsBy={by ?? 'Vu sur le serveur'}
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

/** The name that came with the refusal; a contact read in any other way holds none. */
export const writerOf = (contact: Contact): string | null =>
  'changedBy' in contact && typeof contact.changedBy === 'string' ? contact.changedBy : null

function Value({ text }: { text: string }) {
  return text === '' ? <span className="absent">Rien</span> : <span className="conflict-text">{text}</span>
}
