import { Badge, Panel, Stack } from '#kernel/ui/index.ts'
import { surveyQuestionKind } from '#vocabulary'
import { optionsOfQuestion } from './answers.ts'
import { tellRule } from './editor/words.ts'
import { kindOf } from './kinds.ts'
import { ruleOf } from './rule.ts'
import { type Question, type Survey, wordsIn } from './shape.ts'

/** A questionnaire to read: what is asked, how it is answered, and of whom. */
export function SurveyReading({ survey }: { survey: Survey }) {
  let number = 0
  return (
    <Stack>
      {wordsIn(survey.description) && <p className="survey-intro">{wordsIn(survey.description)}</p>}
      {survey.pages.map((page) => (
        <Panel
          key={page.name}
          title={wordsIn(page.title)}
          lead={<Asked survey={survey} rule={page.visibleIf} />}
        >
          <ol className="question-list" start={number + 1}>
            {page.elements.map((question) => {
              number += 1
              return (
                <li key={question.name}>
                  <QuestionReading question={question} survey={survey} />
                </li>
              )
            })}
          </ol>
        </Panel>
      ))}
    </Stack>
  )
}

function Asked({ survey, rule }: { survey: Survey; rule: string | undefined }) {
  const read = rule ? ruleOf(rule) : undefined
  return read ? <span className="muted">Seulement {tellRule(read, survey)}.</span> : null
}

function QuestionReading({ question, survey }: { question: Question; survey: Survey }) {
  const options = optionsOfQuestion(question).map(({ text }) => wordsIn(text))
  return (
    <>
      <strong>{wordsIn(question.title)}</strong> {question.isRequired && <Badge>Nécessaire</Badge>}
      <br />
      <span className="muted">
        {surveyQuestionKind.label(kindOf(question))}
        {options.length > 0 && kindOf(question) !== 'yes_no' && `\u00a0: ${options.join(' · ')}`}
        {question.type === 'matrix' && ` — ${question.rows.map(({ text }) => wordsIn(text)).join(' · ')}`}
      </span>
      {question.visibleIf && (
        <>
          <br />
          <Asked survey={survey} rule={question.visibleIf} />
        </>
      )}
    </>
  )
}
