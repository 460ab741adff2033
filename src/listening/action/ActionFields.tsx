import { newId } from '#kernel/id.ts'
import { CheckChips, optionsOf, Select, Stack, TextArea } from '#kernel/ui/index.ts'
import { action, adviceField, orientationKind } from '#vocabulary'
import { RecordedAction } from './contract.ts'

const kinds = optionsOf(action)
const titles = RecordedAction.shape

/** An action that has just been chosen, with nothing said of it yet. */
export const newAction = (kind: RecordedAction['kind']): RecordedAction => ({
  id: newId(),
  kind,
  adviceFields: [],
  orientationKind: null,
  note: null,
})

interface ActionDetailsProps {
  value: RecordedAction
  onChange: (value: RecordedAction, pace: 'typing' | 'at once') => void
  onBlur?: () => void
  isReadOnly?: boolean
}

/** What there is to say of one action: only the questions that its kind calls for. */
export function ActionDetails({ value, onChange, onBlur, isReadOnly }: ActionDetailsProps) {
  return (
    <Stack gap={3}>
      {value.kind === 'direct_advice' && (
        <CheckChips
          label={titles.adviceFields.meta()?.title ?? ''}
          options={optionsOf(adviceField)}
          value={value.adviceFields}
          onChange={(adviceFields) => onChange({ ...value, adviceFields }, 'at once')}
          size="small"
          isDisabled={isReadOnly}
        />
      )}
      {value.kind === 'local_orientation' && (
        <Select
          label={titles.orientationKind.meta()?.title ?? ''}
          options={optionsOf(orientationKind)}
          value={value.orientationKind}
          onChange={(chosen) => onChange({ ...value, orientationKind: chosen }, 'at once')}
          noneLabel="Non précisé"
          isDisabled={isReadOnly}
        />
      )}
      <TextArea
        label={titles.note.meta()?.title ?? ''}
        description={noteHint[value.kind]}
        rows={2}
        maxLength={4000}
        value={value.note}
        onChange={(note) => onChange({ ...value, note: note || null }, 'typing')}
        onBlur={onBlur}
        isReadOnly={isReadOnly}
      />
    </Stack>
  )
}

/** What whoever reads it later will look for. */
const noteHint: Partial<Record<RecordedAction['kind'], string>> = {
  ip_sent: 'À quelle cellule, quand, par quelle voie, et ce qui a été dit aux parents.',
  ase_liaison: 'Avec qui, et ce qui a été convenu.',
  documentation_sent: 'Quels documents, à quelle adresse.',
  emergency_services: 'Quel service, à quelle heure, et sa réponse.',
  prosecutor_report: 'Quel parquet, quand, et la copie à la cellule départementale.',
  partner_contact: 'Quel partenaire, et ce qui a été convenu.',
}

interface ActionFieldsProps {
  value: RecordedAction | null
  onChange: (value: RecordedAction | null) => void
}

/** One action: its kind, then what there is to say of it. */
export function ActionFields({ value, onChange }: ActionFieldsProps) {
  return (
    <Stack>
      <Select
        label={titles.kind.meta()?.title ?? ''}
        options={kinds}
        value={value?.kind ?? null}
        onChange={(kind) => kind && onChange(value ? { ...value, kind } : newAction(kind))}
        placeholder="Choisir ce qui a été fait"
        autoFocus
      />
      {value && <ActionDetails value={value} onChange={onChange} />}
    </Stack>
  )
}
