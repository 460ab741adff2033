import { answerInWords } from '../survey/answers.ts'
import { pagesOf } from '../survey/engine.server.ts'
import { pageNamed } from '../survey/form.server.ts'
import { wordsIn } from '../survey/shape.ts'
import { authorsOf, type Response } from './respond.server.ts'
import type { SectionView } from './view.ts'

/** Every answer in words, page by page, with who gave it: to be read again before sending, and kept afterwards. */
export async function reviewOf(
  response: Response,
  editOf?: (page: string) => string,
): Promise<SectionView[]> {
  const { asked, place, answers, target } = response
  const db = response.db
  const [pages, authors] = await Promise.all([pagesOf(asked, place, answers), authorsOf(db, target.id)])
  return pages.map(({ name, questions }) => {
    const page = pageNamed(asked.survey, name)
    return {
      title: wordsIn(page?.title, asked.locale),
      edit: editOf?.(name),
      lines: questions.flatMap(({ id }) => {
        const question = page?.elements.find((each) => each.name === id)
        if (!question) return []
        return [
          {
            id,
            title: wordsIn(question.title, asked.locale),
            words: answerInWords(question, answers, asked.locale),
            by: authors.get(id)?.name,
          },
        ]
      }),
    }
  })
}
