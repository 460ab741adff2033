import { optionsOfQuestion } from './answers.ts'
import { kindOf } from './kinds.ts'
import { questionsOf, type Survey, wordsIn } from './shape.ts'

/** The questions and options of a version as rows, so that answers refer to them and are counted by them. */
export function rowsOf(versionId: string, survey: Survey) {
  const pageOf = new Map(
    survey.pages.flatMap(({ name, elements }) => elements.map((each) => [each.name, name])),
  )
  const all = questionsOf(survey)
  const questions = all.map((question, position) => ({
    version_id: versionId,
    code: question.name,
    kind: kindOf(question),
    page: pageOf.get(question.name) ?? '',
    position,
    title: wordsIn(question.title),
  }))
  const options = all.flatMap((question) => {
    const rows = question.type === 'matrix' ? question.rows : []
    const parts = [
      ...optionsOfQuestion(question).map((option) => ({ part: 'option' as const, ...option })),
      ...rows.map((row) => ({ part: 'row' as const, ...row })),
    ]
    return parts.map(({ part, value, text }, position) => ({
      version_id: versionId,
      question: question.name,
      part,
      code: value,
      position,
      label: wordsIn(text),
    }))
  })
  return { questions, options }
}
