import type { CampaignResponseStatus } from '#vocabulary'
import type { Locale } from '../survey/shape.ts'
import type { LanguageView } from '../survey/view.ts'
import type { CampaignState } from './state.ts'

/** Which language a page is in, and which others it can be read in. */
interface Spoken {
  readonly locale: Locale | undefined
  readonly languages: readonly LanguageView[]
}

/** The answers of one page, in words. */
export interface SectionView {
  readonly title: string
  /** Where its answers are changed; absent when they are not any more. */
  readonly edit: string | undefined
  readonly lines: readonly {
    readonly id: string
    readonly title: string
    readonly words: string
    readonly by: string | undefined
  }[]
}

export interface WelcomeProps extends Spoken {
  readonly title: string
  readonly lead: string
  readonly holder: string
  readonly others: readonly string[]
  readonly purpose: string
  readonly readers: string
  readonly contact: string
  readonly minutes: number
  readonly closesOn: string
  readonly state: CampaignState
  readonly status: CampaignResponseStatus
  readonly submittedAt: string | null
  readonly refusal: string | null
  readonly answered: number
  readonly asked: number
  readonly hasBefore: boolean
  readonly links: {
    readonly questions: string
    readonly review: string
    readonly receipt: string
    readonly refusal: string
    readonly here: string
    readonly colleague: string | undefined
  }
}

export interface ReviewProps extends Spoken {
  readonly lead: string
  readonly holder: string
  readonly sections: readonly SectionView[]
  readonly missing: readonly { readonly title: string; readonly sentence: string; readonly href: string }[]
  readonly action: string
  readonly back: string
  readonly fault: string | undefined
  readonly typed: string
}

export interface ReceiptProps extends Spoken {
  readonly lead: string
  readonly campaign: string
  readonly submittedAt: string | null
  readonly signatory: string
  readonly byTelephone: boolean
  readonly reference: string
  readonly sections: readonly SectionView[]
  readonly canChange: boolean
  readonly closesOn: string
  readonly back: string
  readonly contact: string
}

export interface RefusalProps extends Spoken {
  readonly lead: string
  readonly action: string
  readonly back: string
  readonly reasons: readonly {
    readonly code: string
    readonly label: string
    readonly hint: string
  }[]
  readonly fault: string | undefined
}

export interface ColleagueProps extends Spoken {
  readonly lead: string
  readonly name: string
  readonly job: string
  readonly email: string
  /** How many more may be invited. */
  readonly left: number
  /** Who was just invited, in a sentence. */
  readonly done: string | undefined
  readonly faults: readonly { readonly at: string; readonly sentence: string }[]
  readonly action: string
  readonly back: string
}
