import { type Page, type Question, questionsOf, type Survey } from './shape.ts'

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Words of a questionnaire that two people changed differently: a question, or `titre`. */
export interface Meeting {
  readonly merged: Survey
  /** Identifiers of the questions to choose between; `merged` holds mine until then. */
  readonly clashes: readonly string[]
}

const byName = (survey: Survey) => new Map(questionsOf(survey).map((question) => [question.name, question]))
const orderOf = (survey: Survey) =>
  survey.pages.map(({ name, elements }) => [name, elements.map((each) => each.name)])

/**
 * Brings together what two people wrote over the same draft: a question that only one changed is taken from that one; one
 * that both changed differently is given back to choose.
 */
export function mergeDrafts(base: Survey, mine: Survey, theirs: Survey): Meeting {
  const [was, own, other] = [byName(base), byName(mine), byName(theirs)]
  const clashes: string[] = []
  const pick = (name: string): Question | undefined => {
    const [before, here, there] = [was.get(name), own.get(name), other.get(name)]
    if (same(here, there) || same(there, before)) return here
    if (same(here, before)) return there
    clashes.push(name)
    return here ?? there
  }
  // Whoever changed the order keeps it; when both did, mine stands and what only they have is put at its page.
  const theirOrder = same(orderOf(mine), orderOf(base)) ? theirs : mine
  const another = theirOrder === mine ? theirs : mine
  const placed = new Set<string>()
  const pages: Page[] = theirOrder.pages.map((page) => {
    const extra = another.pages.find(({ name }) => name === page.name)
    const words = pickPage(base, mine, theirs, page)
    const names = [
      ...page.elements.map(({ name }) => name),
      ...(extra?.elements ?? []).map(({ name }) => name).filter((name) => !byName(theirOrder).has(name)),
    ]
    const elements = names.flatMap((name) => {
      if (placed.has(name)) return []
      placed.add(name)
      return pick(name) ?? []
    })
    return { ...words, elements }
  })
  const missing = another.pages.filter(({ name }) => !pages.some((page) => page.name === name))
  for (const page of missing) {
    if (base.pages.some(({ name }) => name === page.name)) continue
    pages.push({ ...page, elements: page.elements.filter(({ name }) => !placed.has(name)) })
  }
  const title = same(mine.title, base.title) ? theirs.title : mine.title
  const description = same(mine.description, base.description) ? theirs.description : mine.description
  return { merged: { title, ...(description !== undefined && { description }), pages }, clashes }
}

/** The words of a page: mine where I changed them, theirs otherwise. */
function pickPage(base: Survey, mine: Survey, theirs: Survey, page: Page): Page {
  const of = (survey: Survey) => {
    const found = survey.pages.find(({ name }) => name === page.name)
    return found && { ...found, elements: [] }
  }
  const [was, own, other] = [of(base), of(mine), of(theirs)]
  return (same(own, was) ? other : own) ?? { ...page, elements: [] }
}

/** Takes their wording of some questions, once chosen. */
export function takeTheirs(merged: Survey, theirs: Survey, names: readonly string[]): Survey {
  const other = byName(theirs)
  return {
    ...merged,
    pages: merged.pages.map((page) => ({
      ...page,
      elements: page.elements.flatMap((question) =>
        names.includes(question.name) ? (other.get(question.name) ?? []) : question,
      ),
    })),
  }
}
