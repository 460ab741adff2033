import { Section } from '#kernel/page/index.ts'
import { optionsOf, Stack } from '#kernel/ui/index.ts'
import type { Observation } from '#listening/observation/contract.ts'
import { ObservationPicker } from '#listening/observation/ObservationPicker.tsx'
import { certainty, exploitationMode, exploitationPlace, problem, sign } from '#vocabulary'
import type { ContactFields } from './contract.ts'
import { Choice, partOf, type SectionOfForm } from './form.tsx'

const degrees = optionsOf(certainty, certainty.codes, { quiet: ['unknown'] })

/** Who is taken to have said what is noted, from who speaks. */
function sourceOf({ callerProfile, callerDetail }: ContactFields): NonNullable<Observation['source']> {
  if (callerDetail === 'minor_concerned') return 'minor'
  return callerProfile === 'professional' ? 'professional' : 'caller'
}

/** What is said of the minor's life, and what may point to exploitation. */
export const HappeningSection = partOf(
  ['observations', 'certainty', 'callerProfile', 'callerDetail'],
  function HappeningSection({ form }: SectionOfForm) {
    const { values, set, isReadOnly } = form
    const shared = {
      observations: values.observations,
      onChange: (observations: Observation[]) => set({ observations }, 'at once'),
      defaultSource: sourceOf(values),
      isReadOnly,
    }
    // How and where only make sense once exploitation is at least a question.
    const isQuestion =
      (values.certainty && values.certainty !== 'unknown') ||
      values.observations.some(({ kind }) => kind.startsWith('exploitation'))
    return (
      <Section
        id="faits"
        title="Que se passe-t-il ?"
        hint="Choisissez ce qui a été abordé, puis dites si c’est présent, absent ou ignoré. Le reste est « non demandé »."
      >
        <Stack gap={6}>
          <ObservationPicker {...shared} kind="problem" list={problem} label="Problèmes évoqués" />
          <ObservationPicker
            {...shared}
            kind="sign"
            list={sign}
            label="Signes de repérage"
            description="Aucun ne prouve rien à lui seul."
          />
          <Choice form={form} field="certainty" value={values.certainty} options={degrees} />
          {isQuestion && (
            <>
              <ObservationPicker
                {...shared}
                kind="exploitation_mode"
                list={exploitationMode}
                label="Comment, à ce qui est dit"
              />
              <ObservationPicker
                {...shared}
                kind="exploitation_place"
                list={exploitationPlace}
                label="Où, à ce qui est dit"
              />
            </>
          )}
        </Stack>
      </Section>
    )
  },
)
