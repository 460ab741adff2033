import type { Generated } from 'kysely'

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
}
