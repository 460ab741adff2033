import { useEffect, useRef } from 'react'
import {
  Checkbox,
  CheckChips,
  ComboBox,
  DateField,
  FieldGroup,
  FieldRow,
  formatPhone,
  NumberField,
  optionsOf,
  plural,
  RadioChips,
  SaveState,
  Select,
  TextArea,
  TextField,
} from '#kernel/ui/index.ts'
import {
  type Departement,
  knownToChildProtection,
  livingPlace,
  measure,
  minorGender,
  schoolStatus,
} from '#vocabulary'
import { SituationFields } from './contract.ts'
import { Known } from './Known.tsx'
import { TokensField } from './TokensField.tsx'
import type { FileField, SituationSave } from './useSituationSave.ts'
import { departementInWords, departementOptions } from './words.ts'

const quiet = ['unknown', 'undisclosed'] as const
const genders = optionsOf(minorGender, minorGender.codes, { quiet })
const knowledge = optionsOf(knownToChildProtection, knownToChildProtection.codes, { quiet })
const livingPlaces = optionsOf(livingPlace, livingPlace.codes, { quiet })
const schools = optionsOf(schoolStatus, schoolStatus.codes, { quiet })
const measures = optionsOf(measure)

const title = (field: FileField) => String(SituationFields.shape[field].meta()?.title ?? field)

interface IdentityFormProps {
  save: SituationSave
  /** Puts the cursor in the first field, when the person asked for it by its key. */
  wantsFocus: boolean
  onFocused: () => void
  /** Two people wrote the same fields: shows both. */
  onChoose: () => void
}

/** Who the minor is, as the file says; each field saves by itself, and what the contacts say stands beside what is missing. */
export function IdentityForm({ save, wantsFocus, onFocused, onChoose }: IdentityFormProps) {
  const { file, set, faults } = save
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!wantsFocus) return
    first.current?.focus()
    onFocused()
  }, [wantsFocus, onFocused])
  const isDisabled = !file.abilities.edit
  const typing = { isTyping: true }
  const text = (field: 'firstName' | 'lastName' | 'externalReference') => ({
    label: title(field),
    value: file[field],
    onChange: (value: string) => set(field, value.trim() === '' ? null : value, typing),
    onBlur: save.flush,
    error: faults[field],
    maxLength: 200,
    isDisabled,
  })
  return (
    <div className="identity">
      <div className="identity-head">
        <p className="muted">Chaque champ s’enregistre de lui-même.</p>
        <SaveState
          state={save.state}
          at={save.savedAt}
          onAct={save.state === 'conflict' ? onChoose : save.flush}
        />
      </div>
      <FieldGroup legend="Identité">
        <FieldRow>
          <TextField {...text('firstName')} inputRef={first} />
          <TextField {...text('lastName')} />
          <DateField
            label={title('birthDate')}
            value={file.birthDate}
            onChange={(day) => set('birthDate', day)}
            error={faults.birthDate}
            hasCalendar={false}
            isDisabled={isDisabled}
          />
        </FieldRow>
        <Checkbox
          isSelected={file.isProvisional}
          onChange={(isProvisional) => set('isProvisional', isProvisional)}
          isDisabled={isDisabled}
        >
          Identité à confirmer : dite une fois, pas encore recoupée
        </Checkbox>
        <FieldRow>
          <TokensField
            label={title('aliases')}
            values={file.aliases}
            onChange={(values) => set('aliases', values)}
            error={faults.aliases}
            isDisabled={isDisabled}
            max={20}
          />
          <TokensField
            label={title('handles')}
            values={file.handles}
            onChange={(values) => set('handles', values)}
            placeholder="@pseudo"
            error={faults.handles}
            isDisabled={isDisabled}
            max={20}
          />
        </FieldRow>
        <FieldRow>
          <TokensField
            label={title('phones')}
            type="tel"
            values={file.phones}
            onChange={(values) => set('phones', values)}
            format={formatPhone}
            error={faults.phones}
            isDisabled={isDisabled}
            max={10}
          />
          <TextField {...text('externalReference')} />
        </FieldRow>
      </FieldGroup>

      <FieldGroup legend="Situation de vie">
        <div>
          <RadioChips
            label={title('gender')}
            options={genders}
            value={file.gender}
            onChange={(gender) => set('gender', gender)}
            error={faults.gender}
            size="small"
            isDisabled={isDisabled}
          />
          <Known
            isMissing={file.gender === null}
            said={file.known.gender && minorGender.label(file.known.gender)}
            onTake={() => set('gender', file.known.gender)}
            isDisabled={isDisabled}
          />
        </div>
        <FieldRow>
          <div>
            <NumberField
              label={title('age')}
              value={file.age}
              onChange={(age) => set('age', age, typing)}
              onBlur={save.flush}
              min={0}
              max={25}
              suffix="ans"
              error={faults.age}
              isDisabled={isDisabled}
            />
            <Known
              isMissing={file.age === null}
              said={file.known.age === null ? null : plural(file.known.age, 'an', 'ans')}
              onTake={() => set('age', file.known.age)}
              isDisabled={isDisabled}
            />
          </div>
          <div>
            <ComboBox
              label={title('departement')}
              options={departementOptions}
              value={file.departement}
              onChange={(code) => set('departement', code as Departement | null)}
              placeholder="Nom ou numéro"
              error={faults.departement}
              isDisabled={isDisabled}
            />
            <Known
              isMissing={file.departement === null}
              said={file.known.departement && departementInWords(file.known.departement)}
              onTake={() => set('departement', file.known.departement)}
              isDisabled={isDisabled}
            />
          </div>
        </FieldRow>
        <FieldRow>
          <Select
            label={title('livingPlace')}
            options={livingPlaces}
            value={file.livingPlace}
            onChange={(place) => set('livingPlace', place)}
            noneLabel="Non demandé"
            error={faults.livingPlace}
            isDisabled={isDisabled}
          />
          <Select
            label={title('schoolStatus')}
            options={schools}
            value={file.schoolStatus}
            onChange={(status) => set('schoolStatus', status)}
            noneLabel="Non demandé"
            error={faults.schoolStatus}
            isDisabled={isDisabled}
          />
        </FieldRow>
      </FieldGroup>

      <FieldGroup legend="Protection de l’enfance">
        <div>
          <RadioChips
            label={title('knownToChildProtection')}
            options={knowledge}
            value={file.knownToChildProtection}
            onChange={(known) => set('knownToChildProtection', known)}
            error={faults.knownToChildProtection}
            size="small"
            isDisabled={isDisabled}
          />
          <Known
            isMissing={file.knownToChildProtection === null}
            said={
              file.known.knownToChildProtection &&
              knownToChildProtection.label(file.known.knownToChildProtection)
            }
            onTake={() => set('knownToChildProtection', file.known.knownToChildProtection)}
            isDisabled={isDisabled}
          />
        </div>
        <CheckChips
          label={title('measures')}
          options={measures}
          value={file.measures}
          onChange={(values) => set('measures', values)}
          error={faults.measures}
          size="small"
          isDisabled={isDisabled}
        />
      </FieldGroup>

      <TextArea
        label={title('note')}
        description="Ce qu’un collègue doit savoir avant de décrocher. Les récits, eux, restent dans les contacts."
        value={file.note}
        onChange={(note) => set('note', note === '' ? null : note, typing)}
        onBlur={save.flush}
        error={faults.note}
        rows={5}
        maxLength={20_000}
        isDisabled={isDisabled}
      />
    </div>
  )
}
