import { Stack } from '#kernel/ui/index.ts'
import type { Locale, Page, Survey } from '../shape.ts'
import { RuleEditor } from './RuleEditor.tsx'
import { WordsField } from './WordsField.tsx'

interface PageEditorProps {
  page: Page
  at: number
  survey: Survey
  locale: Locale | null
  onChange: (page: Page) => void
}

/** The words above the questions of a page, and when the page is shown. */
export function PageEditor({ page, at, survey, locale, onChange }: PageEditorProps) {
  const before = survey.pages.slice(0, at).reduce((sum, { elements }) => sum + elements.length, 0)
  return (
    <Stack>
      <WordsField
        label="Titre de la page"
        value={page.title}
        locale={locale}
        isRequired
        maxLength={200}
        onChange={(title) => onChange({ ...page, title })}
      />
      <WordsField
        label="Texte au début de la page"
        value={page.description}
        locale={locale}
        isLong
        maxLength={2000}
        onChange={(description) =>
          onChange({ ...page, description: description === '' ? undefined : description })
        }
      />
      <RuleEditor
        legend="Quand la montrer"
        survey={survey}
        before={before}
        value={page.visibleIf}
        onChange={(visibleIf) => onChange({ ...page, visibleIf })}
      />
    </Stack>
  )
}
