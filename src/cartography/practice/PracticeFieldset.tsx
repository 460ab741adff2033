import {
  CheckChips,
  DateField,
  FieldGroup,
  FieldRow,
  optionsOf,
  Select,
  TextArea,
  TextField,
} from '#kernel/ui/index.ts'
import {
  type Departement,
  departement,
  departements101,
  problem,
  region,
  serviceVisibility,
} from '#vocabulary'
import { CodesField } from './CodesField.tsx'
import { PracticeFields } from './contract.ts'

const departements = departements101.map((code) => ({
  value: code as Departement,
  label: departement.label(code),
  keywords: code,
}))
const regions = optionsOf(region)
const scopes = optionsOf(serviceVisibility, ['professionals_only', 'public']).map((option) => ({
  ...option,
  value: option.value as 'professionals_only' | 'public',
  label: option.value === 'public' ? 'À tous' : 'Aux professionnels seulement',
}))

/** What a field of a practice is called. */
export const titleOfPractice = (field: string): string =>
  PracticeFields.shape[field as keyof PracticeFields]?.meta()?.title ?? field
const title = (field: keyof PracticeFields) => titleOfPractice(field)

interface PracticeFieldsetProps {
  draft: PracticeFields
  set: (change: Partial<PracticeFields>) => void
  faultOf: (field: string) => string | undefined
}

/** Everything that is told of a practice, to be typed. */
export function PracticeFieldset({ draft, set, faultOf }: PracticeFieldsetProps) {
  const area = (field: 'done' | 'partners' | 'means' | 'results' | 'evidence', description?: string) => (
    <TextArea
      label={title(field)}
      description={description}
      value={draft[field]}
      onChange={(text) => set({ [field]: field === 'done' ? text : text || null })}
      error={faultOf(field)}
      isRequired={field === 'done'}
      rows={field === 'done' ? 5 : 2}
      maxLength={5000}
    />
  )
  const line = (field: 'contactName' | 'contactRole' | 'contactEmail' | 'contactPhone' | 'consentBy') => (
    <TextField
      label={title(field)}
      type={field === 'contactEmail' ? 'email' : field === 'contactPhone' ? 'tel' : 'text'}
      value={draft[field]}
      onChange={(text) => set({ [field]: text || null })}
      error={faultOf(field)}
      maxLength={300}
    />
  )
  return (
    <>
      <TextField
        label={title('title')}
        value={draft.title}
        onChange={(text) => set({ title: text })}
        error={faultOf('title')}
        isRequired
        autoFocus
        maxLength={300}
      />
      <FieldRow>
        <CodesField
          label={title('departements')}
          options={departements}
          values={draft.departements}
          onChange={(codes) => set({ departements: codes })}
        />
        <CodesField
          label={title('regions')}
          options={regions}
          values={draft.regions}
          onChange={(codes) => set({ regions: codes })}
        />
      </FieldRow>
      <CheckChips
        label={title('problems')}
        options={optionsOf(problem)}
        value={draft.problems}
        onChange={(codes) => set({ problems: codes })}
        size="small"
      />
      {area('done')}
      {area('partners')}
      {area('means')}
      {area('results')}
      {area('evidence', 'Comptage, étude, avis recueillis. « Rien de mesuré » est une réponse.')}
      <FieldGroup legend="À qui écrire">
        <FieldRow>
          {line('contactName')}
          {line('contactRole')}
        </FieldRow>
        <FieldRow>
          {line('contactEmail')}
          {line('contactPhone')}
        </FieldRow>
        <Select
          label={title('contactVisibility')}
          options={optionsOf(serviceVisibility)}
          value={draft.contactVisibility}
          onChange={(code) => code && set({ contactVisibility: code })}
        />
      </FieldGroup>
      <FieldGroup
        legend="Accord et relecture"
        description="Sans accord noté et sans date de relecture, une pratique ne se publie pas."
      >
        <FieldRow>
          {line('consentBy')}
          <DateField
            label={title('consentOn')}
            value={draft.consentOn}
            onChange={(day) => set({ consentOn: day })}
            error={faultOf('consentOn')}
          />
        </FieldRow>
        <FieldRow>
          <Select
            label={title('consentScope')}
            options={scopes}
            value={draft.consentScope}
            onChange={(code) => set({ consentScope: code })}
            noneLabel="Aucune"
            error={faultOf('consentScope')}
          />
          <DateField
            label={title('reviewOn')}
            value={draft.reviewOn}
            onChange={(day) => set({ reviewOn: day })}
            error={faultOf('reviewOn')}
          />
        </FieldRow>
      </FieldGroup>
    </>
  )
}
