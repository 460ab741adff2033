import { Conflict, Dialog } from '#kernel/ui/index.ts'
import { dangerLevel, parentsInformed } from '#vocabulary'
import type { TransmissionFields } from './contract.ts'
import { fieldTitle, type WritingSaver } from './useWriting.ts'

interface WritingConflictProps {
  writing: WritingSaver
  isOpen: boolean
  onOpenChange: () => void
}

/** Two tabs wrote the same fields: both values, and a choice for each. */
export function WritingConflict({ writing, isOpen, onOpenChange }: WritingConflictProps) {
  const { saver, view } = writing
  const { conflicts, base, edits } = view.state
  return (
    <Dialog
      title="Deux versions de cet écrit"
      lead="Un autre onglet a écrit dans les mêmes champs. Rien n’est perdu : choisissez champ par champ."
      size="large"
      isOpen={isOpen && conflicts.length > 0}
      onOpenChange={onOpenChange}
    >
      <Conflict
        // Another version that arrives meanwhile is to be chosen from anew.
        key={`${view.state.version} ${conflicts.join(' ')}`}
        fields={conflicts.map((name) => ({
          name,
          label: fieldTitle(name),
          mine: <Value text={inWords(name, edits[name])} />,
          theirs: <Value text={inWords(name, base[name])} />,
        }))}
        theirsBy="Vu sur le serveur"
        theirsAt={view.metAt ?? new Date()}
        onResolve={(choice) => {
          saver.resolve(choice)
          onOpenChange()
        }}
        onCancel={onOpenChange}
      />
    </Dialog>
  )
}

const Value = ({ text }: { text: string }) =>
  text === '' ? <span className="absent">Rien</span> : <span className="document-text">{text}</span>

function inWords(name: string, value: unknown): string {
  const field = name as keyof TransmissionFields
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'Oui' : 'Non'
  if (Array.isArray(value)) {
    return (value as Record<string, string | null>[])
      .map((one) => one.text ?? [one.label, one.value, one.address].filter(Boolean).join(' : '))
      .join('\n')
  }
  if (field === 'dangerLevel') return dangerLevel.label(String(value))
  return field === 'parentsInformed' ? parentsInformed.label(String(value)) : String(value)
}
