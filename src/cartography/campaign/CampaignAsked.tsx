import { useState } from 'react'
import type { z } from 'zod'
import { FieldRow, plural, Select, Stack, Switch } from '#kernel/ui/index.ts'
import { type Departement, type QuestionnaireAddressee, questionnaireAddressee } from '#vocabulary'
import { DepartementsField } from '../directory/DepartementsField.tsx'
import type { readCampaignChoices } from './contract.ts'

export type CampaignChoices = z.output<(typeof readCampaignChoices)['output']>

/** Which questionnaire each addressee is asked; none: they are not asked. */
export type Surveys = Readonly<Partial<Record<QuestionnaireAddressee, string>>>

/** The questionnaire asked of each addressee unless somebody chooses: the first that was written for them. */
export const usualSurveys = ({ versions }: CampaignChoices): Surveys =>
  Object.fromEntries(
    questionnaireAddressee.codes.flatMap((addressee) => {
      const version = versions.find((one) => one.addressee === addressee)
      return version ? [[addressee, version.id]] : []
    }),
  )

/** The authorities that answer for some départements; all of them when none is named. */
export const authoritiesOf = ({ authorities }: CampaignChoices, departements: readonly string[]) =>
  authorities.filter(
    (one) => departements.length === 0 || one.departements.some((code) => departements.includes(code)),
  )

interface CampaignAskedProps {
  readonly choices: CampaignChoices
  readonly surveys: Surveys
  readonly onSurveys: (surveys: Surveys) => void
  readonly departements: readonly Departement[]
  readonly onDepartements: (departements: Departement[]) => void
}

/** Which questionnaires a campaign asks, and of whom. */
export function CampaignAsked(props: CampaignAskedProps) {
  const { choices, surveys, onSurveys, departements, onDepartements } = props
  const [isPartial, setPartial] = useState(departements.length > 0)
  const asked = authoritiesOf(choices, departements).length
  return (
    <Stack>
      {questionnaireAddressee.codes.map((addressee) => (
        <FieldRow key={addressee}>
          <Select
            label={`Questionnaire : ${questionnaireAddressee.label(addressee)}`}
            options={choices.versions
              .filter((one) => one.addressee === addressee || one.addressee === null)
              .map(({ id, title, number }) => ({ value: id, label: `${title} (version ${number})` }))}
            value={surveys[addressee] ?? null}
            onChange={(versionId) => {
              const { [addressee]: _, ...others } = surveys
              onSurveys(versionId ? { ...others, [addressee]: versionId } : others)
            }}
            noneLabel="Ne pas l’interroger"
          />
        </FieldRow>
      ))}
      <Switch
        isSelected={isPartial}
        onChange={(on) => {
          setPartial(on)
          if (!on) onDepartements([])
        }}
      >
        Seulement quelques départements
      </Switch>
      {isPartial && (
        <DepartementsField label="Départements interrogés" value={departements} onChange={onDepartements} />
      )}
      <p className="muted">
        {plural(asked, 'collectivité sera interrogée', 'collectivités seront interrogées')}.
      </p>
    </Stack>
  )
}
