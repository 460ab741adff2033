import { Plus, Trash2 } from 'lucide-react'
import {
  Button,
  CheckChips,
  FieldGroup,
  IconButton,
  NumberField,
  RadioChips,
  Select,
  TextField,
} from '#kernel/ui/index.ts'
import { departement, isDepartement, region } from '#vocabulary'
import { optionsOfQuestion } from '../answers.ts'
import { type Comparison, type Condition, isTerritory, type Rule, ruleOf, ruleText } from '../rule.ts'
import { type Question, questionsOf, type Survey, wordsIn } from '../shape.ts'
import { comparisonLabel, comparisonsFor, tellRule, territoryLabel } from './words.ts'

interface RuleEditorProps {
  legend: string
  survey: Survey
  /** Only what is asked before it can be looked at. */
  before: number
  value: string | undefined
  onChange: (rule: string | undefined) => void
}

/** When something is asked, built from words: never an expression to type. */
export function RuleEditor({ legend, survey, before, value, onChange }: RuleEditorProps) {
  const rule: Rule = (value && ruleOf(value)) || { join: 'and', conditions: [] }
  const questions = questionsOf(survey).slice(0, before)
  const set = (conditions: readonly Condition[], join = rule.join) =>
    onChange(conditions.length > 0 ? ruleText({ join, conditions }) : undefined)
  const first: Condition = { of: 'departement', is: 'equal', values: ['59'] }
  const begin = questions.at(-1)
  const added = begin ? conditionOn(begin.name, begin) : first
  return (
    <FieldGroup legend={legend}>
      <p className="muted" aria-live="polite">
        {rule.conditions.length === 0 ? 'Toujours.' : `Seulement ${tellRule(rule, survey)}.`}
      </p>
      {rule.conditions.length > 1 && (
        <RadioChips
          label="Il faut"
          noneLabel={false}
          size="small"
          options={[
            { value: 'and', label: 'toutes ces conditions' },
            { value: 'or', label: 'l’une d’elles' },
          ]}
          value={rule.join}
          onChange={(join) => join && set(rule.conditions, join)}
        />
      )}
      {rule.conditions.map((condition, at) => (
        <ConditionFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no name of its own
          key={at}
          condition={condition}
          questions={questions}
          onChange={(next) => set(rule.conditions.map((each, of) => (of === at ? next : each)))}
          onRemove={() => set(rule.conditions.filter((_, of) => of !== at))}
        />
      ))}
      <div>
        <Button size="small" icon={Plus} onPress={() => set([...rule.conditions, added])}>
          Ajouter une condition
        </Button>
      </div>
    </FieldGroup>
  )
}

function firstValue(of: string, question: Question | undefined, is: Comparison): string[] {
  if (is === 'notempty' || is === 'empty') return []
  if (is === 'more' || is === 'less') return ['0']
  if (of === 'departement') return ['59']
  if (of === 'region') return [region.codes[0] ?? '11']
  const option = question && optionsOfQuestion(question)[0]
  return option ? [option.value] : []
}

function conditionOn(of: string, question: Question | undefined): Condition {
  const is = comparisonsFor(question, of)[0] ?? 'notempty'
  return { of, is, values: firstValue(of, question, is) }
}

interface ConditionFieldsProps {
  condition: Condition
  questions: readonly Question[]
  onChange: (condition: Condition) => void
  onRemove: () => void
}

function ConditionFields({ condition, questions, onChange, onRemove }: ConditionFieldsProps) {
  const { of, is } = condition
  const question = questions.find(({ name }) => name === of)
  const subjects = [
    ...questions.map(({ name, title }) => ({ value: name, label: wordsIn(title) || name })),
    { value: 'departement', label: territoryLabel('departement') },
    { value: 'region', label: territoryLabel('region') },
  ]
  return (
    <div className="condition">
      <Select
        label="Si"
        options={subjects}
        value={of}
        onChange={(next) =>
          next &&
          onChange(
            conditionOn(
              next,
              questions.find(({ name }) => name === next),
            ),
          )
        }
      />
      <Select
        label="Comparaison"
        options={comparisonsFor(question, of).map((value) => ({ value, label: comparisonLabel(value) }))}
        value={is}
        onChange={(next) => next && onChange({ of, is: next, values: keptValues(condition, question, next) })}
      />
      <ValueFields
        condition={condition}
        question={question}
        onChange={(values) => onChange({ of, is, values })}
      />
      <IconButton icon={Trash2} size="small" label="Retirer cette condition" onPress={onRemove} />
    </div>
  )
}

const isBare = (is: Comparison) => is === 'notempty' || is === 'empty'

function keptValues(
  { of, is, values }: Condition,
  question: Question | undefined,
  next: Comparison,
): readonly string[] {
  const fits = isBare(is) === isBare(next) && values.length > 0 && (next === 'anyof' || is !== 'anyof')
  return fits && !isBare(next) ? values : firstValue(of, question, next)
}

interface ValueFieldsProps {
  condition: Condition
  question: Question | undefined
  onChange: (values: readonly string[]) => void
}

function ValueFields({ condition: { of, is, values }, question, onChange }: ValueFieldsProps) {
  if (isBare(is)) return null
  if (is === 'more' || is === 'less') {
    return (
      <NumberField
        label="Nombre"
        value={Number(values[0] ?? 0)}
        onChange={(value) => onChange([String(value ?? 0)])}
      />
    )
  }
  const list = of === 'departement' ? departement : region
  const options = isTerritory(of)
    ? list.codes
        .filter((code) => of === 'region' || isDepartement(code))
        .map((value) => ({
          value: value as string,
          label: of === 'region' ? list.label(value) : `${list.label(value)} (${value})`,
        }))
    : (question ? optionsOfQuestion(question) : []).map(({ value, text }) => ({
        value,
        label: wordsIn(text) || value,
      }))
  if (is === 'anyof' && of === 'departement') return <Departements values={values} onChange={onChange} />
  if (is === 'anyof') {
    return (
      <CheckChips
        label="Réponses"
        options={options}
        value={[...values]}
        onChange={(next) => next.length > 0 && onChange(next)}
        size="small"
      />
    )
  }
  return (
    <Select
      label="Réponse"
      options={options}
      value={values[0] ?? null}
      onChange={(next) => next && onChange([next])}
    />
  )
}

/** A hundred and one boxes would drown the page: numbers are typed, and told in words above. */
function Departements({
  values,
  onChange,
}: {
  values: readonly string[]
  onChange: (values: string[]) => void
}) {
  return (
    <TextField
      label="Départements"
      description="Leurs numéros, séparés par des virgules&nbsp;: 59, 62, 2A."
      value={values.join(', ')}
      onChange={(text) => {
        const codes = text
          .toUpperCase()
          .split(/[\s,;]+/)
          .filter(Boolean)
        if (codes.length > 0) onChange([...new Set(codes)])
      }}
    />
  )
}
