import { optionsOfQuestion } from './answers.ts'
import { kindOf } from './kinds.ts'
import { type Choice, type Page, type Question, type Survey, wordsIn } from './shape.ts'

/** What differs between two versions, by kind: what a program asks before a person reads the sentence. */
export type DifferenceKind =
  | 'added'
  | 'removed'
  | 'moved'
  | 'relabelled'
  | 'kind_changed'
  | 'option_added'
  | 'option_removed'
  | 'option_relabelled'
  | 'requirement_changed'
  | 'rule_changed'
  | 'limits_changed'
  | 'page_added'
  | 'page_removed'
  | 'page_relabelled'

export interface Difference {
  readonly kind: DifferenceKind
  /** The question or page. */
  readonly where: string
  /** Codes of options, when it is about them. */
  readonly codes?: readonly string[]
  /** In the words of the vocabulary of kinds, when the kind changed. */
  readonly before?: string
  readonly after?: string
}

interface Placed {
  readonly question: Question
  readonly page: string
}

const placed = (survey: Survey): Map<string, Placed> =>
  new Map(
    survey.pages.flatMap((page) =>
      page.elements.map((question) => [question.name, { question, page: page.name }]),
    ),
  )

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Text that may be a string or a table of languages, brought to one form. */
const plain = (text: unknown) =>
  typeof text === 'string' || text === undefined ? { default: text ?? '' } : text

/** The longest run of names that both keep in the same order: whatever is outside it has moved. */
function steady(before: readonly string[], after: readonly string[]): Set<string> {
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const row = lengths[i]
      if (row) row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const kept = new Set<string>()
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    const name = before[i]
    if (name !== undefined && name === after[j]) {
      kept.add(name)
      i++
      j++
    } else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return kept
}

const linesOf = (question: Question): readonly Choice[] => [
  ...optionsOfQuestion(question),
  ...(question.type === 'matrix'
    ? question.rows.map((row) => ({ ...row, value: `ligne ${row.value}` }))
    : []),
]

function optionDifferences(before: Question, after: Question): Difference[] {
  const [was, is] = [linesOf(before), linesOf(after)]
  const where = after.name
  const codesOf = (of: readonly Choice[]) => new Set(of.map(({ value }) => value))
  const [old, now] = [codesOf(was), codesOf(is)]
  const added = is.filter(({ value }) => !old.has(value)).map(({ value }) => value)
  const removed = was.filter(({ value }) => !now.has(value)).map(({ value }) => value)
  const texts = new Map(was.map(({ value, text }) => [value, text]))
  const renamed = is
    .filter(({ value, text }) => old.has(value) && !same(plain(texts.get(value)), plain(text)))
    .map(({ value }) => value)
  return [
    ...(added.length > 0 ? [{ kind: 'option_added' as const, where, codes: added }] : []),
    ...(removed.length > 0 ? [{ kind: 'option_removed' as const, where, codes: removed }] : []),
    ...(renamed.length > 0 ? [{ kind: 'option_relabelled' as const, where, codes: renamed }] : []),
  ]
}

const limitNames = [
  'min',
  'max',
  'step',
  'maxLength',
  'minSelectedChoices',
  'maxSelectedChoices',
  'isAllRowRequired',
]
const limitsOf = (question: Question) =>
  limitNames.map((name) => (question as unknown as Readonly<Record<string, unknown>>)[name])

function questionDifferences(before: Placed, after: Placed): Difference[] {
  const [was, is] = [before.question, after.question]
  const where = is.name
  const found: Difference[] = []
  if (!same([plain(was.title), plain(was.description)], [plain(is.title), plain(is.description)]))
    found.push({ kind: 'relabelled', where })
  if (kindOf(was) !== kindOf(is))
    return [...found, { kind: 'kind_changed', where, before: kindOf(was), after: kindOf(is) }]
  found.push(...optionDifferences(was, is))
  if ((was.isRequired ?? false) !== (is.isRequired ?? false))
    found.push({ kind: 'requirement_changed', where })
  if (!same([was.visibleIf, was.requiredIf], [is.visibleIf, is.requiredIf]))
    found.push({ kind: 'rule_changed', where })
  if (!same(limitsOf(was), limitsOf(is))) found.push({ kind: 'limits_changed', where })
  return found
}

function pageDifferences(before: readonly Page[], after: readonly Page[]): Difference[] {
  const was = new Map(before.map((page) => [page.name, page]))
  const names = new Set(after.map(({ name }) => name))
  return [
    ...after.flatMap((page): Difference[] => {
      const old = was.get(page.name)
      if (!old) return [{ kind: 'page_added', where: page.name }]
      const words = [plain(old.title), plain(old.description), old.visibleIf]
      return same(words, [plain(page.title), plain(page.description), page.visibleIf])
        ? []
        : [{ kind: 'page_relabelled', where: page.name }]
    }),
    ...before.flatMap(({ name }): Difference[] =>
      names.has(name) ? [] : [{ kind: 'page_removed', where: name }],
    ),
  ]
}

/** What changed between two versions, question by question, by their stable identifiers. */
export function differencesBetween(before: Survey, after: Survey): Difference[] {
  const [was, is] = [placed(before), placed(after)]
  const common = [...is.keys()].filter((name) => was.has(name))
  const orderOf = (of: Map<string, Placed>) => [...of.keys()].filter((name) => was.has(name) && is.has(name))
  const kept = steady(orderOf(was), orderOf(is))
  const added = [...is.keys()].filter((name) => !was.has(name))
  const removed = [...was.keys()].filter((name) => !is.has(name))
  return [
    ...pageDifferences(before.pages, after.pages),
    ...added.map((where): Difference => ({ kind: 'added', where })),
    ...removed.map((where): Difference => ({ kind: 'removed', where })),
    ...common.flatMap((where): Difference[] =>
      kept.has(where) && was.get(where)?.page === is.get(where)?.page ? [] : [{ kind: 'moved', where }],
    ),
    ...common.flatMap((name) => {
      const [old, now] = [was.get(name), is.get(name)]
      return old && now ? questionDifferences(old, now) : []
    }),
  ]
}

/** The title of a question or page, in whichever version still has it. */
export function titleIn(surveys: readonly Survey[], where: string): string {
  for (const survey of surveys) {
    for (const page of survey.pages) {
      if (page.name === where) return wordsIn(page.title)
      const question = page.elements.find(({ name }) => name === where)
      if (question) return wordsIn(question.title)
    }
  }
  return where
}
