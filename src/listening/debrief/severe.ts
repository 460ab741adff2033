import type { DangerLevel, Disposition, Problem } from '#vocabulary'

/** One reason to propose a time to talk, with the words in which it is proposed. */
type Reason =
  | { readonly danger: DangerLevel; readonly words: string }
  | { readonly problem: Problem; readonly words: string }
  | { readonly disposition: Disposition; readonly words: string }

/** After which contacts a time to talk is proposed: the rule, and nothing but the rule. */
export const severe: readonly Reason[] = [
  { danger: 'serious_immediate_danger', words: 'un danger grave et immédiat' },
  { problem: 'self_harm_or_suicide_risk', words: 'un risque suicidaire ou des scarifications' },
  { problem: 'sexual_violence_suffered', words: 'des violences sexuelles' },
  { disposition: 'abusive', words: 'des propos injurieux ou malveillants' },
]

interface Met {
  readonly dangerLevel: string | null
  readonly disposition: string | null
  readonly problems: readonly string[]
}

/** Why a contact is hard on whoever took it; nothing for most. */
export const reasonsFor = ({ dangerLevel, disposition, problems }: Met): string[] =>
  severe
    .filter((reason) => {
      if ('danger' in reason) return reason.danger === dangerLevel
      return 'problem' in reason ? problems.includes(reason.problem) : reason.disposition === disposition
    })
    .map(({ words }) => words)

export const severeDangers = severe.flatMap((reason) => ('danger' in reason ? [reason.danger] : []))
export const severeProblems = severe.flatMap((reason) => ('problem' in reason ? [reason.problem] : []))
export const severeDispositions = severe.flatMap((reason) =>
  'disposition' in reason ? [reason.disposition] : [],
)
