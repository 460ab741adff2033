/** One condition: what is answered to a question, or where the respondent stands. */
export interface Condition {
  /** A question, or `departement` or `region`. */
  readonly of: string
  readonly is: Comparison
  /** Nothing for « a une réponse » and « est sans réponse ». */
  readonly values: readonly string[]
}

export const comparisons = {
  equal: 'est',
  notequal: 'n’est pas',
  contains: 'comprend',
  anyof: 'est ou comprend l’un de',
  more: 'est supérieur à',
  less: 'est inférieur à',
  notempty: 'a une réponse',
  empty: 'est sans réponse',
} as const
export type Comparison = keyof typeof comparisons

/** When something is asked: every condition, or any of them. */
export interface Rule {
  readonly join: 'and' | 'or'
  readonly conditions: readonly Condition[]
}

/** What a rule may look at beside the answers: who answers is never asked where they are. */
export const territoryVariables = { departement: 'le département', region: 'la région' } as const
export const isTerritory = (of: string): of is keyof typeof territoryVariables => of in territoryVariables

const signs = { equal: '=', notequal: '<>', contains: 'contains', more: '>', less: '<' } as const
const one =
  /^\{([a-z][a-z0-9_]*)\} (?:(=|<>|contains|>|<) (?:'([^'\\]*)'|(-?\d+(?:\.\d+)?))|(anyof) \[((?:'[^'\\]*'(?:, )?)+)\]|(notempty|empty))$/

function conditionOf(text: string): Condition | undefined {
  const found = one.exec(text)
  if (!found?.[1]) return undefined
  const [, of, sign, quoted, number, anyof, list, bare] = found
  if (bare === 'notempty' || bare === 'empty') return { of, is: bare, values: [] }
  if (anyof && list)
    return { of, is: 'anyof', values: [...list.matchAll(/'([^']*)'/g)].map((m) => m[1] ?? '') }
  const is = (Object.keys(signs) as (keyof typeof signs)[]).find((name) => signs[name] === sign)
  const isCompared = is === 'more' || is === 'less'
  if (!is || isCompared !== (number !== undefined)) return undefined
  return { of, is, values: [quoted ?? number ?? ''] }
}

/** Reads an expression of survey-core that the editor can tell in words; undefined for any other. */
export function ruleOf(text: string): Rule | undefined {
  const join = text.includes(' or ') ? 'or' : 'and'
  const conditions = text.split(` ${join} `).map(conditionOf)
  return conditions.every((each) => each !== undefined)
    ? { join, conditions: conditions as Condition[] }
    : undefined
}

function conditionText({ of, is, values }: Condition): string {
  if (is === 'notempty' || is === 'empty') return `{${of}} ${is}`
  if (is === 'anyof') return `{${of}} anyof [${values.map((value) => `'${value}'`).join(', ')}]`
  const value = values[0] ?? ''
  return `{${of}} ${signs[is]} ${is === 'more' || is === 'less' ? Number(value) : `'${value}'`}`
}

/** The expression that survey-core evaluates. */
export const ruleText = ({ join, conditions }: Rule): string =>
  conditions.map(conditionText).join(` ${join} `)

/** What is needed to tell a rule in words. */
export interface Telling {
  readonly titleOf: (id: string) => string
  readonly labelOf: (id: string, value: string) => string
}

/** « si la réponse à « X » est « Y » et si le département est « Z » ». */
export function ruleInWords({ join, conditions }: Rule, { titleOf, labelOf }: Telling): string {
  return conditions
    .map(({ of, is, values }) => {
      const what = isTerritory(of) ? territoryVariables[of] : `la réponse à « ${titleOf(of)} »`
      const value = values.map((each) => `« ${labelOf(of, each)} »`).join(', ')
      return `si ${what} ${comparisons[is]}${value && ` ${value}`}`
    })
    .join(join === 'and' ? ' et ' : ' ou ')
}
