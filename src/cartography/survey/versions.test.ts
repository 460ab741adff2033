import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { surveyQuestionKind } from '#vocabulary'
import { carryAnswers, optionsOfQuestion } from './answers.ts'
import { cellsOf, columnsOf } from './columns.ts'
import { differencesBetween } from './diff.ts'
import { differenceInWords } from './diffWords.ts'
import { kindOf, questionOf } from './kinds.ts'
import { type Answer, type Answers, type Question, questionsOf, type Survey } from './shape.ts'

const question = fc
  .tuple(
    fc.constantFrom(...surveyQuestionKind.codes),
    fc.integer({ min: 0, max: 14 }),
    fc.constantFrom('Un', 'Deux', 'Trois'),
  )
  .map(([kind, id, title]): Question => {
    const choices = ['a', 'b', 'c']
      .slice(0, 2 + (id % 2))
      .map((value) => ({ value, text: value.toUpperCase() }))
    return questionOf(kind, { name: `q${id}`, title, choices } as never)
  })

/** A questionnaire of up to three pages, no identifier twice. */
const survey = fc
  .tuple(
    fc.uniqueArray(question, { selector: ({ name }) => name, maxLength: 12 }),
    fc.integer({ min: 1, max: 3 }),
  )
  .map(
    ([questions, pages]): Survey => ({
      title: 'Questionnaire inventé',
      pages: Array.from({ length: pages }, (_, at) => ({
        name: `p${at}`,
        title: `Page ${at}`,
        elements: questions.filter((_, of) => of % pages === at),
      })),
    }),
  )

function names(of: Survey): string[] {
  return questionsOf(of).map(({ name }) => name)
}

function answersTo(of: Survey): Answers {
  return Object.fromEntries(
    questionsOf(of).map((asked): [string, Answer] => {
      const first = optionsOfQuestion(asked)[0]?.value ?? ''
      switch (kindOf(asked)) {
        case 'number':
          return [asked.name, 7]
        case 'date':
          return [asked.name, '2026-03-01']
        case 'multiple':
          return [asked.name, [first]]
        case 'ranking':
          return [asked.name, optionsOfQuestion(asked).map(({ value }) => value)]
        case 'matrix':
          return [asked.name, { ligne_1: first }]
        case 'short_text':
        case 'long_text':
          return [asked.name, `réponse à ${asked.name}`]
        default:
          return [asked.name, first]
      }
    }),
  )
}

describe('the differences between two versions', () => {
  test('there are none between a version and itself', () => {
    fc.assert(
      fc.property(survey, (one) => {
        expect(differencesBetween(one, structuredClone(one))).toEqual([])
      }),
    )
  })

  test('added and removed questions are exactly those of one side, and the two directions mirror each other', () => {
    fc.assert(
      fc.property(survey, survey, (before, after) => {
        const there = differencesBetween(before, after)
        const back = differencesBetween(after, before)
        const of = (all: typeof there, kind: string) =>
          all.filter((each) => each.kind === kind).map(({ where }) => where)
        const [was, is] = [names(before), names(after)]
        expect(of(there, 'added').sort()).toEqual(is.filter((name) => !was.includes(name)).sort())
        expect(of(there, 'removed').sort()).toEqual(was.filter((name) => !is.includes(name)).sort())
        expect(of(back, 'added').sort()).toEqual(of(there, 'removed').sort())
        expect(of(back, 'kind_changed').sort()).toEqual(of(there, 'kind_changed').sort())
      }),
    )
  })

  test('no difference at all means the same questions in the same order', () => {
    fc.assert(
      fc.property(survey, survey, (before, after) => {
        if (differencesBetween(before, after).length > 0) return
        expect(questionsOf(after)).toEqual(questionsOf(before))
      }),
    )
  })

  test('one question that is moved is the only one said to have moved', () => {
    const of = (...ids: string[]): Survey => ({
      title: 'T',
      pages: [
        {
          name: 'p',
          title: 'P',
          elements: ids.map((name) => questionOf('short_text', { name, title: name })),
        },
      ],
    })
    const found = differencesBetween(of('a', 'b', 'c', 'd'), of('b', 'c', 'd', 'a'))
    expect(found).toEqual([{ kind: 'moved', where: 'a' }])
  })

  test('each is told in a sentence that names the question', () => {
    fc.assert(
      fc.property(survey, survey, (before, after) => {
        for (const difference of differencesBetween(before, after)) {
          expect(differenceInWords(difference, before, after)).toMatch(/«\u00a0.+\u00a0».*\.$/)
        }
      }),
    )
  })
})

describe('the export of the answers of every version', () => {
  test('every answer is in the column of its question, whatever version it was given to', () => {
    fc.assert(
      fc.property(fc.array(survey, { minLength: 1, maxLength: 4 }), (surveys) => {
        const versions = surveys.map((of, at) => ({ number: at + 1, survey: of }))
        const columns = columnsOf(versions)
        expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length)
        for (const { survey: of } of versions) {
          const answers = answersTo(of)
          const cells = cellsOf(columns, of, answers)
          expect(cells.length).toBe(columns.length)
          for (const asked of questionsOf(of)) {
            const own = columns.flatMap(({ question: id }, at) => (id === asked.name ? [cells[at]] : []))
            expect(own.some((cell) => cell !== '')).toBe(true)
          }
          columns.forEach(({ question: id }, at) => {
            if (!names(of).includes(id)) expect(cells[at]).toBe('')
          })
        }
      }),
    )
  })

  test('the columns of a question stand side by side', () => {
    fc.assert(
      fc.property(fc.array(survey, { minLength: 1, maxLength: 4 }), (surveys) => {
        const columns = columnsOf(surveys.map((of, at) => ({ number: at + 1, survey: of })))
        const runs = columns.filter(({ question: id }, at) => columns[at - 1]?.question !== id)
        expect(new Set(runs.map(({ question: id }) => id)).size).toBe(runs.length)
      }),
    )
  })

  test('an option that was withdrawn keeps its column, and its new neighbours take none of its answers', () => {
    const of = (...codes: string[]): Survey => ({
      title: 'T',
      pages: [
        {
          name: 'p',
          title: 'P',
          elements: [
            {
              type: 'checkbox',
              name: 'lieux',
              title: 'Lieux',
              choices: codes.map((value) => ({ value, text: value })),
            },
          ],
        },
      ],
    })
    const columns = columnsOf([
      { number: 1, survey: of('rue', 'hotel') },
      { number: 2, survey: of('hotel', 'en_ligne') },
    ])
    expect(columns.map(({ name }) => name)).toEqual(['lieux[hotel]', 'lieux[en_ligne]', 'lieux[rue]'])
    expect(cellsOf(columns, of('rue', 'hotel'), { lieux: ['rue'] })).toEqual(['0', '', '1'])
    expect(cellsOf(columns, of('hotel', 'en_ligne'), { lieux: ['en_ligne'] })).toEqual(['0', '1', ''])
  })
})

describe('answers carried over to another version', () => {
  test('what is carried can be kept as it is, and carrying to the same version changes nothing', () => {
    fc.assert(
      fc.property(survey, survey, (from, to) => {
        const answers = answersTo(from)
        expect(carryAnswers(answers, from)).toEqual(answers)
        const carried = carryAnswers(answers, to)
        for (const id of Object.keys(carried)) expect(names(to)).toContain(id)
        expect(carryAnswers(carried, to)).toEqual(carried)
      }),
    )
  })
})
