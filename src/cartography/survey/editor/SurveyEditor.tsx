import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, Copy, FilePlus2, FileUp, Plus, Send, Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { useShortcut } from '#kernel/page/index.ts'
import {
  Banner,
  Button,
  Cluster,
  IconButton,
  Menu,
  Panel,
  SaveState,
  Select,
  Stack,
} from '#kernel/ui/index.ts'
import { surveyQuestionKind } from '#vocabulary'
import { readSurveyVersion, type SurveyVersion } from '../contract.ts'
import { addPage, addQuestion, duplicate, move, remove, withPage, withQuestion } from '../edits.ts'
import { type Locale, localeCodes, locales, questionsOf, wordsIn } from '../shape.ts'
import { TryButton } from '../TryButton.tsx'
import { useDraft } from '../useDraft.ts'
import { DraftConflict } from './DraftConflict.tsx'
import { ImportDialog } from './ImportDialog.tsx'
import { PageEditor } from './PageEditor.tsx'
import { PublishDialog } from './PublishDialog.tsx'
import { QuestionEditor } from './QuestionEditor.tsx'
import { SurveyOutline } from './SurveyOutline.tsx'
import { WordsField } from './WordsField.tsx'

interface SurveyEditorProps {
  version: SurveyVersion
  /** The version asked until now, whose identifiers stay. */
  publishedId: string | null
  onPublished: () => void
}

const french = 'fr'
const languages = [
  { value: french, label: 'français' },
  ...localeCodes.map((value) => ({ value: value as string, label: locales[value] })),
]

/** Writes a draft: the outline on one side, what is chosen in it on the other; everything saves itself and can be undone. */
export function SurveyEditor({ version, publishedId, onPublished }: SurveyEditorProps) {
  const draft = useDraft(version)
  const { survey, at, edit } = draft
  const [asked, setAsked] = useState<'publish' | 'import' | null>(null)
  const [locale, setLocale] = useState<Locale | null>(null)
  const published = useQuery({
    queryKey: ['survey-version', publishedId],
    queryFn: ({ signal }) => call(readSurveyVersion, { params: { id: publishedId ?? '' }, signal }),
    enabled: publishedId !== null,
  })
  const known = new Set(published.data ? questionsOf(published.data.content).map(({ name }) => name) : [])
  const page = survey.pages[at.page]
  const question = at.question === null ? undefined : page?.elements[at.question]
  const step = (by: 1 | -1) => edit(move(survey, at, by))
  useShortcut('Ctrl+z', () => draft.undo?.(), {
    label: 'Annuler le dernier changement',
    isDisabled: !draft.undo,
  })
  useShortcut('a', () => edit(addQuestion(survey, at, 'single')), { label: 'Ajouter une question' })
  const goTo = (where: string) => {
    survey.pages.forEach((of, ofPage) => {
      const found = of.elements.findIndex(({ name }) => name === where)
      if (found >= 0 || of.name === where) draft.go({ page: ofPage, question: found >= 0 ? found : null })
    })
  }
  const name = question ? 'la question' : 'la page'
  return (
    <Stack>
      <Cluster align="between">
        <Cluster gap={2}>
          <Menu
            label="Ajouter une question"
            icon={Plus}
            items={surveyQuestionKind.codes.map((kind) => ({
              id: kind,
              label: surveyQuestionKind.label(kind),
              onAction: () => edit(addQuestion(survey, at, kind)),
            }))}
          />
          <Button icon={FilePlus2} onPress={() => edit(addPage(survey, at))}>
            Ajouter une page
          </Button>
          <Button icon={Undo2} shortcut="Ctrl+z" isDisabled={!draft.undo} onPress={() => draft.undo?.()}>
            Annuler
          </Button>
          <Button icon={FileUp} onPress={() => setAsked('import')}>
            Importer
          </Button>
        </Cluster>
        <Cluster gap={2}>
          <SaveState
            state={draft.state}
            at={draft.savedAt}
            onAct={() => void draft.settle().catch(() => undefined)}
          />
          <TryButton versionId={version.id} before={draft.settle} />
          <Button variant="primary" icon={Send} onPress={() => setAsked('publish')}>
            Publier…
          </Button>
        </Cluster>
      </Cluster>
      <p className="visually-hidden" role="status">
        {draft.said}
      </p>
      {draft.sentence && <Banner tone="attention" title={draft.sentence} isLive />}
      {draft.faults.length > 0 && (
        <Banner tone="attention" title="À corriger avant de publier">
          <ul className="fault-list">
            {draft.faults.map(({ where, sentence }) => (
              <li key={where + sentence}>
                {where ? (
                  <button type="button" className="fault-link" onClick={() => goTo(where)}>
                    {sentence}
                  </button>
                ) : (
                  sentence
                )}
              </li>
            ))}
          </ul>
        </Banner>
      )}
      <div className="survey-editor">
        <SurveyOutline
          survey={survey}
          at={at}
          faulty={new Set(draft.faults.map(({ where }) => where))}
          onGo={draft.go}
          onMove={(spot, by) => edit(move(survey, spot, by))}
        />
        <Panel
          title={
            question
              ? wordsIn(question.title) || 'Question'
              : page
                ? wordsIn(page.title) || 'Page'
                : 'Questionnaire'
          }
          actions={
            page && (
              <Cluster gap={1}>
                <IconButton icon={ArrowUp} label={`Monter ${name}`} size="small" onPress={() => step(-1)} />
                <IconButton
                  icon={ArrowDown}
                  label={`Descendre ${name}`}
                  size="small"
                  onPress={() => step(1)}
                />
                {question && (
                  <IconButton
                    icon={Copy}
                    label="Dupliquer la question"
                    size="small"
                    onPress={() => edit(duplicate(survey, at))}
                  />
                )}
                <IconButton
                  icon={Trash2}
                  label={`Retirer ${name}`}
                  size="small"
                  isDisabled={!question && survey.pages.length === 1}
                  onPress={() => edit(remove(survey, at))}
                />
              </Cluster>
            )
          }
        >
          <Stack>
            <Select
              label="Langue des textes"
              options={languages}
              value={locale ?? french}
              onChange={(next) => setLocale(localeCodes.find((code) => code === next) ?? null)}
            />
            {question && page && (
              <QuestionEditor
                key={`${at.page}-${at.question}`}
                question={question}
                survey={survey}
                locale={locale}
                isKnown={known.has(question.name)}
                onChange={(next) => draft.write(withQuestion(survey, at, next))}
              />
            )}
            {!question && page && (
              <PageEditor
                page={page}
                at={at.page}
                survey={survey}
                locale={locale}
                onChange={(next) => draft.write(withPage(survey, at.page, next))}
              />
            )}
            {!question && at.page === 0 && (
              <>
                <WordsField
                  label="Titre du questionnaire"
                  value={survey.title}
                  locale={locale}
                  isRequired
                  maxLength={200}
                  onChange={(title) => draft.write({ ...survey, title })}
                />
                <WordsField
                  label="Présentation du questionnaire"
                  value={survey.description}
                  locale={locale}
                  isLong
                  maxLength={3000}
                  onChange={(description) => draft.write({ ...survey, description })}
                />
              </>
            )}
          </Stack>
        </Panel>
      </div>
      {asked === 'publish' && (
        <PublishDialog
          version={version}
          settle={draft.settle}
          onClose={() => setAsked(null)}
          onPublished={onPublished}
        />
      )}
      {asked === 'import' && (
        <ImportDialog
          versionId={version.id}
          settle={draft.settle}
          onTaken={draft.take}
          onClose={() => setAsked(null)}
        />
      )}
      {draft.clash && <DraftConflict clash={draft.clash} onResolve={draft.resolve} />}
    </Stack>
  )
}
