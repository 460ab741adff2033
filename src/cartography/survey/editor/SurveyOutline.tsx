import { surveyQuestionKind } from '#vocabulary'
import type { Spot } from '../edits.ts'
import { kindOf } from '../kinds.ts'
import { type Survey, wordsIn } from '../shape.ts'

interface SurveyOutlineProps {
  survey: Survey
  at: Spot
  faulty: ReadonlySet<string>
  onGo: (at: Spot) => void
  onMove: (at: Spot, step: 1 | -1) => void
}

/** Every page and question, to go to; Alt and an arrow move what has the focus. */
export function SurveyOutline({ survey, at, faulty, onGo, onMove }: SurveyOutlineProps) {
  const item = (spot: Spot, name: string, title: string, detail: string) => {
    const isHere = spot.page === at.page && spot.question === at.question
    return (
      <button
        type="button"
        className="outline-item"
        data-page={spot.question === null || undefined}
        aria-current={isHere ? 'true' : undefined}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        onClick={() => onGo(spot)}
        onKeyDown={(event) => {
          if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
          event.preventDefault()
          onMove(spot, event.key === 'ArrowUp' ? -1 : 1)
        }}
        ref={(node) => {
          // What moves keeps the focus, so that Alt and the arrow can be pressed again.
          if (isHere && document.activeElement?.classList.contains('outline-item')) node?.focus()
        }}
      >
        <span>{title || name}</span>
        <small>
          {detail}
          {faulty.has(name) && <span className="outline-fault"> · à corriger</span>}
        </small>
      </button>
    )
  }
  let number = 0
  return (
    <nav aria-label="Pages et questions" className="survey-outline">
      <ol>
        {survey.pages.map((page, ofPage) => (
          <li key={page.name}>
            {item({ page: ofPage, question: null }, page.name, wordsIn(page.title), `Page ${ofPage + 1}`)}
            <ol>
              {page.elements.map((question, of) => {
                number += 1
                return (
                  <li key={question.name}>
                    {item(
                      { page: ofPage, question: of },
                      question.name,
                      `${number}. ${wordsIn(question.title)}`,
                      surveyQuestionKind.label(kindOf(question)),
                    )}
                  </li>
                )
              })}
            </ol>
          </li>
        ))}
      </ol>
    </nav>
  )
}
