import { Plus } from 'lucide-react'
import { type HoursDraft, HoursFields } from '#kernel/hours/HoursFields.tsx'
import { newId } from '#kernel/id.ts'
import {
  Button,
  CheckChips,
  FieldGroup,
  FieldRow,
  NumberField,
  optionsOf,
  RadioChips,
  Select,
  Switch,
  TextArea,
  TextField,
} from '#kernel/ui/index.ts'
import { zoneOptions } from '#listening/authority/words.ts'
import {
  serviceAudience,
  serviceCost,
  serviceCoverage,
  serviceEntry,
  serviceKind,
  serviceReach,
  serviceVisibility,
  spokenLanguage,
  type VerificationMethod,
  verificationMethod,
} from '#vocabulary'
import { ContactDraft } from './ContactDraft.tsx'
import { ServiceFields } from './contract.ts'
import { DepartementsField } from './DepartementsField.tsx'
import { titleOf } from './words.ts'

const title = (field: keyof ServiceFields) => titleOf(ServiceFields, field)

interface ServiceFormProps {
  draft: ServiceFields
  onChange: (change: Partial<ServiceFields>) => void
  week: HoursDraft
  onWeek: (week: HoursDraft) => void
  verified: VerificationMethod | null
  onVerified: (how: VerificationMethod | null) => void
  faultOf: (field: string) => string | undefined
}

/** The fields of a service, in the order in which one asks for them on the telephone. */
export function ServiceForm({
  draft,
  onChange,
  week,
  onWeek,
  verified,
  onVerified,
  faultOf,
}: ServiceFormProps) {
  const text = (field: 'description' | 'entryNote' | 'professionalNotes' | 'internalNotes') => ({
    label: title(field),
    value: draft[field],
    onChange: (value: string) => onChange({ [field]: value || null }),
    error: faultOf(field),
    maxLength: 4000,
    rows: 3,
  })
  return (
    <>
      <TextField
        label={title('name')}
        value={draft.name}
        onChange={(name) => onChange({ name })}
        error={faultOf('name')}
        isRequired
        maxLength={200}
        autoFocus
      />
      <TextArea {...text('description')} />
      <CheckChips
        label={title('kinds')}
        options={optionsOf(serviceKind)}
        value={draft.kinds}
        onChange={(kinds) => onChange({ kinds })}
      />
      <CheckChips
        label={title('audiences')}
        options={optionsOf(serviceAudience)}
        value={draft.audiences}
        onChange={(audiences) => onChange({ audiences })}
      />
      <FieldRow>
        <NumberField
          label={title('minAge')}
          value={draft.minAge}
          onChange={(minAge) => onChange({ minAge })}
          min={0}
          max={120}
          suffix="ans"
        />
        <NumberField
          label={title('maxAge')}
          value={draft.maxAge}
          onChange={(maxAge) => onChange({ maxAge })}
          min={0}
          max={120}
          suffix="ans"
        />
        <NumberField
          label={title('capacity')}
          value={draft.capacity}
          onChange={(capacity) => onChange({ capacity })}
          min={0}
          max={100_000}
        />
      </FieldRow>
      <CheckChips
        label={title('entries')}
        options={optionsOf(serviceEntry)}
        value={draft.entries}
        onChange={(entries) => onChange({ entries })}
      />
      <TextArea {...text('entryNote')} />
      <CheckChips
        label={title('reaches')}
        options={optionsOf(serviceReach)}
        value={draft.reaches}
        onChange={(reaches) => onChange({ reaches })}
      />
      <RadioChips
        label={title('coverage')}
        description="Ce n’est pas forcément là où il se tient."
        options={optionsOf(serviceCoverage)}
        value={draft.coverage}
        onChange={(coverage) => coverage && onChange({ coverage })}
        noneLabel={false}
      />
      {draft.coverage === 'departements' && (
        <DepartementsField
          label={title('departements')}
          value={draft.departements}
          onChange={(departements) => onChange({ departements })}
        />
      )}
      <FieldGroup legend={title('contacts')} description="Chacun dit qui peut le voir.">
        {draft.contacts.map((one) => (
          <ContactDraft
            key={one.id}
            contact={one}
            onChange={(change) =>
              onChange({
                contacts: draft.contacts.map((other) =>
                  other.id === one.id ? { ...other, ...change } : other,
                ),
              })
            }
            onRemove={() => onChange({ contacts: draft.contacts.filter((other) => other.id !== one.id) })}
          />
        ))}
        <Button
          size="small"
          icon={Plus}
          onPress={() => onChange({ contacts: [...draft.contacts, blankContact()] })}
        >
          Ajouter un contact
        </Button>
        {faultOf('contacts') && <p className="field-error">{faultOf('contacts')}</p>}
      </FieldGroup>
      <HoursFields value={week} onChange={onWeek} />
      <Select
        label={title('timeZone')}
        options={zoneOptions}
        value={draft.timeZone}
        onChange={(timeZone) => timeZone && onChange({ timeZone })}
      />
      <FieldRow>
        <Select
          label={title('cost')}
          options={optionsOf(serviceCost)}
          value={draft.cost}
          onChange={(cost) => onChange({ cost })}
          noneLabel="Non renseigné"
        />
        <TextField
          label={title('costNote')}
          value={draft.costNote}
          onChange={(costNote) => onChange({ costNote: costNote || null })}
          maxLength={200}
        />
      </FieldRow>
      <CheckChips
        label={title('languages')}
        options={optionsOf(spokenLanguage)}
        value={draft.languages}
        onChange={(languages) => onChange({ languages })}
        size="small"
      />
      <RadioChips
        label={title('visibility')}
        options={optionsOf(serviceVisibility)}
        value={draft.visibility}
        onChange={(visibility) => visibility && onChange({ visibility })}
        noneLabel={false}
      />
      <TextArea {...text('professionalNotes')} />
      <TextArea {...text('internalNotes')} description="Aucun nom de mineur ici." />
      <FieldRow>
        <NumberField
          label={title('verifyEvery')}
          value={draft.verifyEvery}
          onChange={(verifyEvery) => verifyEvery && onChange({ verifyEvery })}
          min={1}
          max={36}
          suffix="mois"
        />
        <Select
          label="Vérifié à l’instant"
          options={optionsOf(verificationMethod)}
          value={verified}
          onChange={onVerified}
          noneLabel="Non"
        />
      </FieldRow>
      <Switch isSelected={draft.active} onChange={(active) => onChange({ active })}>
        {title('active')}
      </Switch>
    </>
  )
}

const blankContact = (): ServiceFields['contacts'][number] => ({
  id: newId(),
  person: null,
  function: null,
  phone: null,
  email: null,
  web: null,
  visibility: 'professionals_only',
  isFrontGate: false,
})
