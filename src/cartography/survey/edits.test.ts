import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differencesBetween } from './diff.ts'
import { addPage, addQuestion, duplicate, move, remove, type Spot, withQuestion } from './edits.ts'
import { questionOf } from './kinds.ts'
import { mergeDrafts, takeTheirs } from './merge.ts'
import { questionsOf, Survey } from './shape.ts'

const start: Survey = {
  title: 'Essai',
  pages: ['a', 'b'].map((page) => ({
    name: `page_${page}`,
    title: `Page ${page}`,
    elements: [1, 2, 3].map((number) =>
      questionOf('single', { name: `${page}${number}`, title: `Question ${page}${number}` }),
    ),
  })),
}
const names = (survey: Survey) => survey.pages.map(({ elements }) => elements.map(({ name }) => name))
const all = (survey: Survey) => questionsOf(survey).map(({ name }) => name)

describe('changing a draft', () => {
  test('whatever is done, identifiers stay unique and the format stays that of survey-core', () => {
    const act = fc.record({
      page: fc.nat({ max: 4 }),
      question: fc.option(fc.nat({ max: 5 })),
      what: fc.constantFrom('add', 'page', 'copy', 'remove', 'up', 'down'),
    })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
        let survey = start
        for (const { page, question, what } of acts) {
          const spot: Spot = { page, question }
          if (what === 'add') survey = addQuestion(survey, spot, 'multiple').survey
          if (what === 'page') survey = addPage(survey, spot).survey
          if (what === 'copy') survey = duplicate(survey, spot).survey
          if (what === 'remove' && survey.pages.length > 1) survey = remove(survey, spot).survey
          if (what === 'up') survey = move(survey, spot, -1).survey
          if (what === 'down') survey = move(survey, spot, 1).survey
          expect(new Set(all(survey)).size).toBe(all(survey).length)
          expect(Survey.safeParse(survey).success).toBe(true)
        }
      }),
    )
  })

  test('a question moved down and up again is where it was, across pages too', () => {
    for (const spot of [
      { page: 0, question: 0 },
      { page: 0, question: 2 },
      { page: 0, question: null },
    ]) {
      const down = move(start, spot, 1)
      expect(down.survey).not.toEqual(start)
      expect(move(down.survey, down.at, -1).survey).toEqual(start)
    }
  })

  test('a question that changes identifier is followed by the rules that looked at it', () => {
    const ruled = withQuestion(
      start,
      { page: 1, question: 0 },
      {
        ...questionOf('long_text', { name: 'b1', title: 'Lesquels' }),
        visibleIf: "{a1} = 'option_1'",
      },
    )
    const renamed = withQuestion(
      ruled,
      { page: 0, question: 0 },
      questionOf('single', { name: 'debut', title: 'Début' }),
    )
    expect(renamed.pages[1]?.elements[0]?.visibleIf).toBe("{debut} = 'option_1'")
  })
})

describe('two people over one draft', () => {
  const titled = (survey: Survey, name: string, title: string): Survey => ({
    ...survey,
    pages: survey.pages.map((page) => ({
      ...page,
      elements: page.elements.map((question) => (question.name === name ? { ...question, title } : question)),
    })),
  })

  test('changes of different questions are both kept, with what each added, moved or removed', () => {
    const mine = titled(addQuestion(start, { page: 0, question: 2 }, 'number').survey, 'a1', 'La mienne')
    const theirs = titled(remove(start, { page: 1, question: 2 }).survey, 'b1', 'La leur')
    const { merged, clashes } = mergeDrafts(start, mine, theirs)
    expect(clashes).toEqual([])
    expect(names(merged)).toEqual([
      ['a1', 'a2', 'a3', 'question_1'],
      ['b1', 'b2'],
    ])
    expect(merged.pages[0]?.elements[0]?.title).toBe('La mienne')
    expect(merged.pages[1]?.elements[0]?.title).toBe('La leur')
  })

  test('the same question changed twice is given back to choose, and the choice is followed', () => {
    const mine = titled(start, 'a2', 'La mienne')
    const theirs = titled(start, 'a2', 'La leur')
    const { merged, clashes } = mergeDrafts(start, mine, theirs)
    expect(clashes).toEqual(['a2'])
    expect(merged).toEqual(mine)
    expect(takeTheirs(merged, theirs, clashes)).toEqual(theirs)
  })

  test('when only one wrote, what that one wrote stands, whatever it is', () => {
    const edit = fc.constantFrom(
      addQuestion(start, { page: 1, question: 0 }, 'ranking').survey,
      addPage(start, { page: 0, question: null }).survey,
      move(start, { page: 0, question: 2 }, 1).survey,
      move(start, { page: 0, question: null }, 1).survey,
      remove(start, { page: 0, question: null }).survey,
      titled(start, 'b3', 'Autrement'),
    )
    fc.assert(
      fc.property(edit, (changed) => {
        expect(differencesBetween(mergeDrafts(start, changed, start).merged, changed)).toEqual([])
        expect(differencesBetween(mergeDrafts(start, start, changed).merged, changed)).toEqual([])
      }),
    )
  })
})
