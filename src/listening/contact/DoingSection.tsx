import { Section } from '#kernel/page/index.ts'
import { optionsOf, Select, Stack } from '#kernel/ui/index.ts'
import { ActionEditor } from '#listening/action/ActionEditor.tsx'
import { qualification } from '#vocabulary'
import { titleOf } from './fields.ts'
import { partOf, type SectionOfForm } from './form.tsx'

const qualifications = optionsOf(qualification)

/** What was done or promised, and what the contact turned out to be. */
export const DoingSection = partOf(
  ['actions', 'qualification'],
  function DoingSection({ form }: SectionOfForm) {
    const { values, set, flush, isReadOnly } = form
    return (
      <Section id="actions" title="Que fait-on ?">
        <Stack gap={5}>
          <ActionEditor
            label={titleOf('actions')}
            actions={values.actions}
            onChange={(actions, pace) => set({ actions }, pace)}
            onBlur={flush}
            isReadOnly={isReadOnly}
          />
          <Select
            label={titleOf('qualification')}
            options={qualifications}
            value={values.qualification}
            onChange={(chosen) => set({ qualification: chosen }, 'at once')}
            noneLabel="Pas encore qualifié"
            isDisabled={isReadOnly}
          />
        </Stack>
      </Section>
    )
  },
)
