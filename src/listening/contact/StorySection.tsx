import { Section } from '#kernel/page/index.ts'
import { TextArea } from '#kernel/ui/index.ts'
import { narrativeLimit } from './contract.ts'
import { titleOf } from './fields.ts'
import { partOf, type SectionOfForm } from './form.tsx'

/** The words themselves. */
export const StorySection = partOf(['narrative'], function StorySection({ form }: SectionOfForm) {
  return (
    <Section
      id="recit"
      title="Récit"
      hint="Les mots de la personne, entre guillemets quand ce sont les siens. Vos impressions à part."
    >
      <TextArea
        label={titleOf('narrative')}
        hideLabel
        rows={8}
        maxLength={narrativeLimit}
        value={form.values.narrative}
        onChange={(text) => form.set({ narrative: text === '' ? null : text })}
        onBlur={form.flush}
        isReadOnly={form.isReadOnly}
      />
    </Section>
  )
})
