import { Section } from '#kernel/page/index.ts'
import { CheckChips, FieldRow, optionsOf, Select, Stack } from '#kernel/ui/index.ts'
import {
  type CallerPermission,
  type CallerProfile,
  callerDetail,
  callerDetailsOf,
  callerGender,
  callerPermission,
  callerProfile,
  professionalSector,
} from '#vocabulary'
import type { ContactChanges } from './contract.ts'
import { titleOf } from './fields.ts'
import { Beside, Choice, partOf, quietly, type SectionOfForm, TextLine, WhyMissing } from './form.tsx'

const profiles = optionsOf(callerProfile, callerProfile.codes, quietly)
const genders = optionsOf(callerGender, callerGender.codes, quietly)
const sectors = optionsOf(professionalSector, professionalSector.codes, quietly)
const permissions = optionsOf(callerPermission)

/** Who speaks, and how they may be reached. */
export const CallerSection = partOf(
  [
    'callerProfile',
    'callerDetail',
    'callerSector',
    'callerGender',
    'callerName',
    'callerNameAbsence',
    'callerPhone',
    'callerEmail',
    'callerPermissions',
  ],
  function CallerSection({ form }: SectionOfForm) {
    const { values, set, isReadOnly } = form
    const details = values.callerProfile ? callerDetailsOf(values.callerProfile) : []
    // What no longer makes sense with another profile goes with it, rather than staying unseen.
    const choose = (profile: CallerProfile | null) => {
      const changes: ContactChanges = { callerProfile: profile }
      const fits = profile && values.callerDetail && callerDetailsOf(profile).includes(values.callerDetail)
      if (values.callerDetail && !fits) changes.callerDetail = null
      if (values.callerSector && profile !== 'professional') changes.callerSector = null
      set(changes, 'at once')
    }
    const hasReach = values.callerPhone || values.callerEmail || values.callerPermissions.length > 0
    return (
      <Section id="appelant" title="Qui parle ?">
        <Stack gap={5}>
          <Choice
            form={form}
            field="callerProfile"
            value={values.callerProfile}
            options={profiles}
            onChange={choose}
          />
          {details.length > 0 && (
            <Choice
              form={form}
              field="callerDetail"
              value={values.callerDetail}
              options={optionsOf(callerDetail, details, quietly)}
              size="small"
            />
          )}
          {values.callerProfile === 'professional' && (
            <Select
              label={titleOf('callerSector')}
              options={sectors}
              value={values.callerSector}
              onChange={(callerSector) => set({ callerSector }, 'at once')}
              noneLabel="Non demandé"
              isDisabled={isReadOnly}
            />
          )}
          <Choice
            form={form}
            field="callerGender"
            value={values.callerGender}
            options={genders}
            size="small"
          />
          <Beside>
            <TextLine form={form} field="callerName" />
            <WhyMissing form={form} field="callerNameAbsence" isThere={values.callerName !== null} />
          </Beside>
          <FieldRow>
            <TextLine form={form} field="callerPhone" type="tel" />
            <TextLine form={form} field="callerEmail" type="email" />
          </FieldRow>
          <CheckChips
            label={titleOf('callerPermissions')}
            description={
              hasReach ? 'Rien de coché : rien n’est permis.' : 'À demander avant de noter un numéro.'
            }
            options={permissions}
            value={values.callerPermissions}
            onChange={(chosen) =>
              set({ callerPermissions: consistent(values.callerPermissions, chosen) }, 'at once')
            }
            size="small"
            isDisabled={isReadOnly}
          />
        </Stack>
      </Section>
    )
  },
)

/** « Ne pas chercher à joindre » and the permissions exclude each other: the last word counts. */
function consistent(
  before: readonly CallerPermission[],
  chosen: readonly CallerPermission[],
): CallerPermission[] {
  if (!chosen.includes('no_contact')) return [...chosen]
  return before.includes('no_contact') ? chosen.filter((one) => one !== 'no_contact') : ['no_contact']
}
