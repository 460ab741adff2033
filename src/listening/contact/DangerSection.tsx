import { Siren } from 'lucide-react'
import { Section } from '#kernel/page/index.ts'
import { Banner, Button, optionsOf, Stack } from '#kernel/ui/index.ts'
import { newAction } from '#listening/action/ActionFields.tsx'
import { dangerLevel } from '#vocabulary'
import { Choice, partOf, type SectionOfForm } from './form.tsx'

const levels = optionsOf(dangerLevel, dangerLevel.codes, { quiet: ['not_assessable'] })

/** The question that comes before all the others. */
export const DangerSection = partOf(
  ['dangerLevel', 'actions'],
  function DangerSection({ form }: SectionOfForm) {
    const { values, set, isReadOnly } = form
    const isAlerted = values.actions.some(({ kind }) => kind === 'emergency_services')
    return (
      <Section
        id="danger"
        title="Quelqu’un est-il en danger maintenant ?"
        hint="Où est le mineur, avec qui, peut-il parler ?"
      >
        <Stack gap={4}>
          <Choice
            form={form}
            field="dangerLevel"
            value={values.dangerLevel}
            options={levels}
            label="Ce que vous en appréciez"
          />
          {values.dangerLevel === 'serious_immediate_danger' && (
            <Banner
              tone="danger"
              title="Restez en ligne et faites alerter les secours."
              isLive
              actions={
                !isAlerted &&
                !isReadOnly && (
                  <Button
                    icon={Siren}
                    onPress={() =>
                      set({ actions: [...values.actions, newAction('emergency_services')] }, 'at once')
                    }
                  >
                    Noter que les secours sont alertés
                  </Button>
                )
              }
            >
              17 police ou gendarmerie · 15 SAMU · 112 partout en Europe · 114 par SMS quand parler est
              impossible.
            </Banner>
          )}
        </Stack>
      </Section>
    )
  },
)
