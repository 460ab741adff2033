import type { Block } from './names.ts'

/** A figure as it leaves: `null` where a count, or what is made from one, is hidden. */
export interface OutputFigure {
  readonly id: string
  readonly title: string
  readonly rule: string
  readonly population: string
  readonly multiple: boolean
  readonly base: number | null
  readonly rows: readonly {
    readonly code: string
    readonly label: string
    readonly count: number | null
    readonly percent: number | null
    readonly base?: number | null
  }[]
}

/** A table of two questions as it leaves. */
export interface OutputCrossing {
  readonly id: string
  readonly title: string
  readonly rule: string
  readonly axes: readonly { readonly id: string; readonly title: string }[]
  readonly rows: readonly {
    readonly at: readonly { readonly code: string | null; readonly label: string }[]
    readonly count: number | null
  }[]
}

/** Everything that one audience may read of an edition: screen, files and paper are made from it, and from nothing else. */
export interface EditionOutput {
  readonly year: number
  readonly title: string
  readonly period: { readonly from: string; readonly to: string }
  readonly audience: 'public' | 'professional'
  readonly threshold: number
  readonly method: string
  readonly methodWords: string
  readonly erratum: string | null
  readonly publishedAt: string
  readonly headlines: readonly {
    readonly name: string
    readonly label: string
    readonly value: string | null
  }[]
  readonly figures: readonly OutputFigure[]
  readonly crossings: readonly OutputCrossing[]
  readonly chapters: readonly { readonly title: string; readonly blocks: readonly Block[] }[]
}

/** What is printed under a table of which something is hidden. */
export const hidingRule = (threshold: number): string =>
  `Un tiret (–) tient la place d’un nombre qui n’est pas donné : il est inférieur à ${threshold}, ou permettrait d’en retrouver un autre qui l’est. Les pourcentages suivent.`
