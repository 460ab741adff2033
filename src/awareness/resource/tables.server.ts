import type { Generated } from 'kysely'
import type {
  Audience,
  DeliveryTrouble,
  ResourceKind,
  ResourceLicence,
  ResourceRequestState,
  ResourceTopic,
  ResourceVisibility,
  SpokenLanguage,
} from '#vocabulary'

/** Tables of the catalogue. */
export interface ResourceTables {
  resource: {
    id: string
    version: Generated<number>
    slug: string
    title: string
    kind: ResourceKind
    audience: Audience
    summary: string | null
    visibility: Generated<ResourceVisibility>
    language: Generated<SpokenLanguage>
    is_easy_to_read: Generated<boolean>
    licence: ResourceLicence | null
    owner_id: string | null
    review_on: string | null
    retired_at: string | null
    created_at: Generated<string>
    created_by: string | null
    updated_at: Generated<string>
    search_text: Generated<string>
  }
  resource_version: {
    id: string
    resource_id: string
    number: number
    label: string
    published_on: string
    note: string | null
    link: string | null
    file_id: string | null
    created_at: Generated<string>
    created_by: string | null
  }
  resource_topic: { resource_id: string; topic: ResourceTopic }
  resource_file: {
    file_id: string
    notes: string
    brought_by: string | null
    brought_at: Generated<string>
  }
  resource_download: { version_id: string; day: string; count: number }
  resource_miss: {
    digest: Buffer
    count: Generated<number>
    words: string | null
    last_day: Generated<string>
  }
  resource_request: {
    id: string
    version: Generated<number>
    resource_id: string
    state: Generated<ResourceRequestState>
    sealed_words: Buffer
    asked_at: Generated<string>
    settled_at: string | null
    settled_by: string | null
    written_at: string | null
    last_trouble: DeliveryTrouble | null
  }
}
