import type { ReactNode } from 'react'
import { Conflict, Dialog, formatDay, formatList, formatPhone } from '#kernel/ui/index.ts'
import {
  departement,
  knownToChildProtection,
  livingPlace,
  measure,
  minorGender,
  schoolStatus,
} from '#vocabulary'
import { SituationFields } from './contract.ts'
import type { FileField, SituationSave } from './useSituationSave.ts'

interface IdentityConflictProps {
  save: SituationSave
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}

/** Two people wrote the same fields of a file: both values, and one choice for each. */
export function IdentityConflict({ save, isOpen, onOpenChange }: IdentityConflictProps) {
  const { conflicts, resolve, file } = save
  const [first] = conflicts
  return (
    <Dialog
      title="Deux versions de la même fiche"
      lead={`${first?.by ?? 'Quelqu’un'} a modifié ${file.reference} pendant que vous écriviez. Rien n’est écrasé tant que vous n’avez pas choisi.`}
      isOpen={isOpen && conflicts.length > 0}
      onOpenChange={onOpenChange}
    >
      <Conflict
        fields={conflicts.map(({ field, mine, theirs }) => ({
          name: field,
          label: String(SituationFields.shape[field].meta()?.title ?? field),
          mine: shown(field, mine),
          theirs: shown(field, theirs),
        }))}
        theirsBy={first?.by ?? 'Dans le dossier'}
        theirsAt={first?.at ?? new Date()}
        onResolve={(choice) => {
          resolve(choice)
          onOpenChange(false)
        }}
        onCancel={() => onOpenChange(false)}
      />
    </Dialog>
  )
}

const lists: Partial<Record<FileField, { label: (code: string) => string }>> = {
  gender: minorGender,
  departement,
  livingPlace,
  schoolStatus,
  knownToChildProtection,
  measures: measure,
}

/** A value of the file as a person reads it. */
function shown(field: FileField, value: unknown): ReactNode {
  if (value === null || value === undefined || value === '') return null
  const word = (one: unknown) => {
    const text = String(one)
    if (field === 'phones') return formatPhone(text)
    return lists[field]?.label(text) ?? text
  }
  if (Array.isArray(value)) return value.length === 0 ? null : formatList(value.map(word))
  if (typeof value === 'boolean') return value ? 'Oui' : 'Non'
  if (field === 'birthDate') return formatDay(String(value))
  if (field === 'age') return `${value} ans`
  return word(value)
}
