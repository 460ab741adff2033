import { Temporal } from 'temporal-polyfill'
import { Section } from '#kernel/page/index.ts'
import {
  CheckChips,
  ComboBox,
  DateField,
  dayOf,
  FieldRow,
  optionsOf,
  Select,
  Stack,
} from '#kernel/ui/index.ts'
import { departementOptions } from '#listening/situation/words.ts'
import {
  departement,
  type KnownToChildProtection,
  knownToChildProtection,
  livingPlace,
  measure,
  minorGender,
  schoolStatus,
} from '#vocabulary'
import { titleOf } from './fields.ts'
import {
  AgeField,
  Beside,
  Choice,
  partOf,
  quietly,
  type SectionOfForm,
  TextLine,
  WhyMissing,
} from './form.tsx'
import { WordsField } from './WordsField.tsx'

const genders = optionsOf(minorGender, minorGender.codes, quietly)
const known = optionsOf(knownToChildProtection, knownToChildProtection.codes, quietly)
const livingPlaces = optionsOf(livingPlace, livingPlace.codes, quietly)
const schools = optionsOf(schoolStatus, schoolStatus.codes, quietly)
const measures = optionsOf(measure)

/** Completed years on a day. */
export function ageOn(birthDate: string, day: string): number {
  return Temporal.PlainDate.from(birthDate).until(Temporal.PlainDate.from(day), { largestUnit: 'years' })
    .years
}

/** The minor: a person apart from the one who speaks, even when it is the same voice. */
export const MinorSection = partOf(
  [
    'occurredAt',
    'minorFirstName',
    'minorLastName',
    'minorAliases',
    'minorHandles',
    'minorPhone',
    'minorBirthDate',
    'minorGender',
    'minorAge',
    'minorAgeAbsence',
    'departement',
    'knownToChildProtection',
    'measures',
    'livingPlace',
    'schoolStatus',
  ],
  function MinorSection({ form }: SectionOfForm) {
    const { values, set, flush, errors, isReadOnly } = form
    const today = dayOf(values.occurredAt)
    const setBirthDate = (minorBirthDate: string | null) => {
      const age = minorBirthDate ? ageOn(minorBirthDate, today) : null
      const isAge = age !== null && age >= 0 && age <= 25
      set(isAge ? { minorBirthDate, minorAge: age, minorAgeAbsence: null } : { minorBirthDate }, 'at once')
    }
    const setKnown = (chosen: KnownToChildProtection | null) =>
      set(
        {
          knownToChildProtection: chosen,
          ...(chosen !== 'yes' && values.measures.length > 0 && { measures: [] }),
        },
        'at once',
      )
    return (
      <Section
        id="mineur"
        title="De qui s’agit-il ?"
        hint="Un prénom, un surnom ou un compte suffit pour savoir si nous connaissons déjà ce mineur."
      >
        <Stack gap={5}>
          <FieldRow>
            <TextLine form={form} field="minorFirstName" />
            <TextLine form={form} field="minorLastName" />
          </FieldRow>
          <FieldRow>
            <WordsField
              label={titleOf('minorAliases')}
              description="Séparés par des virgules."
              value={values.minorAliases}
              onChange={(minorAliases) => set({ minorAliases })}
              onBlur={flush}
              isReadOnly={isReadOnly}
            />
            <WordsField
              label={titleOf('minorHandles')}
              description="Séparés par des virgules."
              value={values.minorHandles}
              onChange={(minorHandles) => set({ minorHandles })}
              onBlur={flush}
              isReadOnly={isReadOnly}
            />
          </FieldRow>
          <Beside>
            <AgeField form={form} />
            <WhyMissing form={form} field="minorAgeAbsence" isThere={values.minorAge !== null} />
          </Beside>
          <FieldRow>
            <DateField
              label={titleOf('minorBirthDate')}
              value={values.minorBirthDate}
              onChange={setBirthDate}
              max={today}
              hasCalendar={false}
              isReadOnly={isReadOnly}
              error={errors.minorBirthDate}
            />
            <TextLine form={form} field="minorPhone" type="tel" />
          </FieldRow>
          <Choice form={form} field="minorGender" value={values.minorGender} options={genders} size="small" />
          <FieldRow>
            <ComboBox
              label={titleOf('departement')}
              options={departementOptions}
              value={values.departement}
              onChange={(chosen) =>
                set({ departement: chosen && departement.has(chosen) ? chosen : null }, 'at once')
              }
              placeholder="Nom ou numéro"
              isReadOnly={isReadOnly}
              error={errors.departement}
            />
            <Select
              label={titleOf('livingPlace')}
              options={livingPlaces}
              value={values.livingPlace}
              onChange={(chosen) => set({ livingPlace: chosen }, 'at once')}
              noneLabel="Non demandé"
              isDisabled={isReadOnly}
            />
          </FieldRow>
          <FieldRow>
            <Select
              label={titleOf('schoolStatus')}
              options={schools}
              value={values.schoolStatus}
              onChange={(chosen) => set({ schoolStatus: chosen }, 'at once')}
              noneLabel="Non demandé"
              isDisabled={isReadOnly}
            />
          </FieldRow>
          <Choice
            form={form}
            field="knownToChildProtection"
            value={values.knownToChildProtection}
            options={known}
            onChange={setKnown}
            size="small"
          />
          {values.knownToChildProtection === 'yes' && (
            <CheckChips
              label={titleOf('measures')}
              description="Actuelles ou passées."
              options={measures}
              value={values.measures}
              onChange={(chosen) => set({ measures: chosen }, 'at once')}
              size="small"
              isDisabled={isReadOnly}
            />
          )}
        </Stack>
      </Section>
    )
  },
)
