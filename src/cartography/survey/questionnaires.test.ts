import { describe, expect, test } from 'vitest'
import { surveyFaults } from './check.ts'
import { complaintsOf, pagesOf } from './engine.server.ts'
import { referenceSurveys } from './questionnaires/index.ts'
import { questionsOf, Survey, wordsIn } from './shape.ts'

describe.each(referenceSurveys)('the questionnaire $code', ({ survey }) => {
  const questions = questionsOf(survey)

  test('asks between fifteen and thirty questions, over several pages, and whether the phenomenon was met', () => {
    expect(questions.length).toBeGreaterThanOrEqual(15)
    expect(questions.length).toBeLessThanOrEqual(30)
    expect(survey.pages.length).toBeGreaterThanOrEqual(5)
    const met = questions.find(({ name }) => name === 'phenomenon_met')
    expect(met).toMatchObject({ type: 'boolean', isRequired: true })
  })

  test('is of the format that Repère asks and survey-core reads, without a fault', async () => {
    expect(Survey.parse(JSON.parse(JSON.stringify(survey)))).toEqual(JSON.parse(JSON.stringify(survey)))
    expect(surveyFaults(survey)).toEqual([])
    expect(await complaintsOf(survey)).toEqual([])
  })

  test('asks more of whoever has met the phenomenon than of whoever has not', async () => {
    const count = async (met: string) => {
      const pages = await pagesOf({ id: null, survey }, { departement: '59' }, { phenomenon_met: met })
      return pages.flatMap((page) => page.questions).length
    }
    const [no, yes] = [await count('no'), await count('yes')]
    expect(no).toBeGreaterThanOrEqual(12)
    expect(yes).toBeGreaterThan(no)
  })

  test('is written with French typography', () => {
    const texts = questions.flatMap((question) => [
      wordsIn(question.title),
      wordsIn(question.description),
      ...('choices' in question ? question.choices.map(({ text }) => wordsIn(text)) : []),
    ])
    const bad = [...texts, wordsIn(survey.title), wordsIn(survey.description)].filter((text) =>
      /[a-zé]'|(?<!\u00a0)[?!;:»](\s|$)|«(?!\u00a0)/.test(text),
    )
    expect(bad).toEqual([])
  })
})

test('only overseas départements are asked about flights to the mainland', async () => {
  const director = referenceSurveys[0]?.survey
  if (!director) throw new Error('no questionnaire')
  const asked = async (departement: string) =>
    (await pagesOf({ id: 'director', survey: director }, { departement }, {})).flatMap(({ questions }) =>
      questions.map(({ id }) => id),
    )
  expect(await asked('974')).toContain('overseas_flights')
  expect(await asked('59')).not.toContain('overseas_flights')
  expect(await asked('971')).toContain('overseas_flights')
})
