import type { Generated, JSONColumnType } from 'kysely'

/** A line of a published figure; `null` where a count had to be hidden. */
export interface PublishedRow {
  readonly label: string
  readonly count: number | null
  readonly percent: number | null
}

export interface SiteTables {
  site_banner: {
    number: Generated<number>
    text: string | null
    is_urgent: boolean
    link_href: string | null
    link_label: string | null
    starts_at: string
    ends_at: string | null
    undoes: number | null
    decided_at: Generated<string>
    decided_by: string
  }
  published_banner: {
    number: number
    text: string | null
    is_urgent: boolean
    link_href: string | null
    link_label: string | null
    starts_at: string
    ends_at: string | null
  }
  site_figure: {
    year: number
    position: number
    title: string
    rule: string
    rows: JSONColumnType<readonly PublishedRow[], string, string>
    published_at: Generated<string>
    published_by: string | null
  }
  published_figure: {
    year: number
    position: number
    title: string
    rule: string
    rows: readonly PublishedRow[]
    published_at: string
  }
}
