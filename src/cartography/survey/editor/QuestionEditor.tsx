import { useState } from 'react'
import { FieldRow, NumberField, optionsOf, Select, Stack, Switch, TextField } from '#kernel/ui/index.ts'
import { surveyQuestionKind } from '#vocabulary'
import { kindOf, questionOf } from '../kinds.ts'
import { hasChoices, type Locale, type Question, questionId, questionsOf, type Survey } from '../shape.ts'
import { ChoicesEditor } from './ChoicesEditor.tsx'
import { RuleEditor } from './RuleEditor.tsx'
import { WordsField } from './WordsField.tsx'

interface QuestionEditorProps {
  question: Question
  survey: Survey
  locale: Locale | null
  /** Asked in a version that is or was published: its identifier is that of a column, and stays. */
  isKnown: boolean
  onChange: (question: Question) => void
}

const kinds = optionsOf(surveyQuestionKind)

/** A question: what is asked, how it is answered, when, and within which limits. */
export function QuestionEditor({ question, survey, locale, isKnown, onChange }: QuestionEditorProps) {
  const kind = kindOf(question)
  const before = questionsOf(survey).findIndex(({ name }) => name === question.name)
  const set = (change: object) => onChange({ ...question, ...change } as Question)
  return (
    <Stack>
      <WordsField
        label="Question"
        value={question.title}
        locale={locale}
        isRequired
        onChange={(title) => set({ title })}
      />
      <WordsField
        label="Aide à la réponse"
        value={question.description}
        locale={locale}
        isLong
        maxLength={1000}
        onChange={(description) => set({ description: description === '' ? undefined : description })}
      />
      <FieldRow>
        <Select
          label="Se répond par"
          options={kinds}
          value={kind}
          onChange={(next) => next && next !== kind && onChange(questionOf(next, question))}
        />
        <NameField
          key={question.name}
          question={question}
          survey={survey}
          isKnown={isKnown}
          onChange={(name) => set({ name })}
        />
      </FieldRow>
      <Switch
        isSelected={question.isRequired ?? false}
        onChange={(on) => set({ isRequired: on || undefined })}
      >
        Réponse nécessaire
      </Switch>
      {hasChoices(question) && (
        <ChoicesEditor
          legend="Réponses proposées"
          one="Réponse"
          choices={question.choices}
          locale={locale}
          onChange={(choices) => set({ choices })}
        />
      )}
      {question.type === 'matrix' && (
        <>
          <ChoicesEditor
            legend="Réponses possibles à chaque ligne"
            one="Réponse"
            choices={question.columns}
            locale={locale}
            onChange={(columns) => set({ columns })}
          />
          <ChoicesEditor
            legend="Lignes du tableau"
            one="Ligne"
            choices={question.rows}
            locale={locale}
            onChange={(rows) => set({ rows })}
          />
        </>
      )}
      <Limits question={question} set={set} />
      <RuleEditor
        legend="Quand la poser"
        survey={survey}
        before={before}
        value={question.visibleIf}
        onChange={(visibleIf) => set({ visibleIf })}
      />
    </Stack>
  )
}

interface NameFieldProps {
  question: Question
  survey: Survey
  isKnown: boolean
  onChange: (name: string) => void
}

/** The identifier is kept once it is one, and only while nobody has answered under it. */
function NameField({ question, survey, isKnown, onChange }: NameFieldProps) {
  const [typed, setTyped] = useState(question.name)
  const isTaken = typed !== question.name && questionsOf(survey).some(({ name }) => name === typed)
  const fault = questionId.safeParse(typed).success
    ? isTaken
      ? 'Une autre question porte cet identifiant.'
      : undefined
    : 'En minuscules sans accent, comme «\u00a0duree_moyenne\u00a0».'
  return (
    <TextField
      label="Identifiant"
      description={
        isKnown
          ? 'Déjà publié\u00a0: il ne change plus, les exports en dépendent.'
          : 'La colonne des exports\u00a0; il ne changera plus après publication.'
      }
      value={typed}
      isReadOnly={isKnown}
      error={fault}
      maxLength={60}
      onChange={setTyped}
      onBlur={() => {
        if (!fault && typed !== question.name) onChange(typed)
      }}
    />
  )
}

interface LimitsProps {
  question: Question
  set: (change: object) => void
}

/** What the answer may be, by kind. */
function Limits({ question, set }: LimitsProps) {
  if (question.type === 'checkbox' || question.type === 'radiogroup' || question.type === 'dropdown') {
    return (
      <Stack gap={2}>
        <Switch
          isSelected={question.showOtherItem ?? false}
          onChange={(on) => set({ showOtherItem: on || undefined })}
        >
          Proposer «&nbsp;Autre&nbsp;», avec une précision
        </Switch>
        {question.type === 'checkbox' && (
          <>
            <Switch
              isSelected={question.showNoneItem ?? false}
              onChange={(on) => set({ showNoneItem: on || undefined })}
            >
              Proposer «&nbsp;Aucun de ceux-ci&nbsp;»
            </Switch>
            <FieldRow>
              <NumberField
                label="Au moins"
                suffix="réponses"
                value={question.minSelectedChoices ?? null}
                onChange={(value) => set({ minSelectedChoices: value || undefined })}
                max={question.choices.length}
              />
              <NumberField
                label="Au plus"
                suffix="réponses"
                value={question.maxSelectedChoices ?? null}
                onChange={(value) => set({ maxSelectedChoices: value || undefined })}
                max={question.choices.length}
              />
            </FieldRow>
          </>
        )}
      </Stack>
    )
  }
  if (question.type === 'matrix') {
    return (
      <Switch
        isSelected={question.isAllRowRequired ?? false}
        onChange={(on) => set({ isAllRowRequired: on || undefined })}
      >
        Demander une réponse à chaque ligne
      </Switch>
    )
  }
  if (question.type === 'comment' || (question.type === 'text' && !('inputType' in question))) {
    return (
      <NumberField
        label="Longueur maximale"
        suffix="caractères"
        min={1}
        max={question.type === 'comment' ? 5000 : 500}
        value={question.maxLength ?? null}
        onChange={(value) => set({ maxLength: value ?? undefined })}
      />
    )
  }
  if (question.type === 'text' && 'inputType' in question && question.inputType === 'number') {
    return (
      <Stack gap={2}>
        <FieldRow>
          <NumberField
            label="Minimum"
            value={question.min ?? null}
            onChange={(value) => set({ min: value ?? undefined })}
          />
          <NumberField
            label="Maximum"
            value={question.max ?? null}
            onChange={(value) => set({ max: value ?? undefined })}
          />
        </FieldRow>
        <Switch isSelected={question.step === 1} onChange={(on) => set({ step: on ? 1 : undefined })}>
          Nombre entier
        </Switch>
      </Stack>
    )
  }
  return null
}
