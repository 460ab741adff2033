import type { ColumnType, Generated } from 'kysely'
import type { Hours } from '#kernel/hours/hours.ts'
import type {
  ActorKind,
  AddressPrecision,
  Departement,
  DirectoryChange,
  PlaceAccess,
  ProposalSource,
  ProposalState,
  ServiceAudience,
  ServiceCost,
  ServiceCoverage,
  ServiceEntry,
  ServiceKind,
  ServiceReach,
  ServiceVisibility,
  SpokenLanguage,
  VerificationMethod,
} from '#vocabulary'
import type { FieldChange } from './contract.ts'
import type { Brought, ProposedFields } from './proposed.ts'

/** Read as what it is, written as its JSON. */
type Json<T> = ColumnType<T, string, string>
type JsonOrNothing<T> = ColumnType<T | null, string | null, string | null>

/** Tables of the directory; dates `YYYY-MM-DD`, instants ISO 8601 in UTC. */
export interface DirectoryTables {
  organisation: {
    id: string
    version: Generated<number>
    name: string
    kind: ActorKind
    siret: string | null
    website: string | null
    notes: string | null
    active: Generated<boolean>
    created_at: Generated<string>
  }
  service_place: {
    id: string
    version: Generated<number>
    organisation_id: string | null
    name: string | null
    address: string | null
    postcode: string | null
    commune: string | null
    departement: Departement
    latitude: number | null
    longitude: number | null
    precision: Generated<AddressPrecision>
    access: Generated<PlaceAccess[]>
    created_at: Generated<string>
  }
  service: {
    id: string
    version: Generated<number>
    organisation_id: string
    place_id: string | null
    name: string
    description: string | null
    visibility: Generated<ServiceVisibility>
    coverage: Generated<ServiceCoverage>
    min_age: number | null
    max_age: number | null
    entry_note: string | null
    cost: ServiceCost | null
    cost_note: string | null
    capacity: number | null
    hours: JsonOrNothing<Hours>
    time_zone: string
    professional_notes: string | null
    internal_notes: string | null
    verify_every: Generated<number>
    verified_on: string | null
    verified_by: string | null
    verified_with: string | null
    verified_how: VerificationMethod | null
    active: Generated<boolean>
    merged_into: string | null
    created_at: Generated<string>
    modified_at: Generated<string>
  }
  service_offer: { service_id: string; kind: ServiceKind }
  service_public: { service_id: string; audience: ServiceAudience }
  service_way_in: { service_id: string; entry: ServiceEntry }
  service_meeting: { service_id: string; reach: ServiceReach }
  service_language: { service_id: string; language: SpokenLanguage }
  service_departement: { service_id: string; departement: Departement }
  service_contact: {
    id: string
    service_id: string
    position: number
    person: string | null
    function: string | null
    phone: string | null
    phone_key: ColumnType<string | null, never, never>
    email: string | null
    web: string | null
    visibility: Generated<ServiceVisibility>
    is_front_gate: Generated<boolean>
  }
  service_history: {
    id: string
    service_id: string
    kind: DirectoryChange
    changes: Json<FieldChange[]>
    said_by: string | null
    happened_at: Generated<string>
    author_id: string | null
  }
  service_proposal: {
    id: string
    version: Generated<number>
    service_id: string | null
    fields: Json<ProposedFields>
    source: ProposalSource
    source_id: string | null
    said_by: string | null
    state: Generated<ProposalState>
    proposed_at: Generated<string>
    decided_at: string | null
    decided_by: string | null
    accepted: string[] | null
    /** Why fields were not accepted, each by its title. */
    reasons: ColumnType<{ field: string; reason: string }[], string | undefined, string>
  }
  service_merge: {
    id: string
    kept_id: string
    gone_id: string
    brought: Json<Brought>
    merged_at: Generated<string>
    merged_by: string | null
    undone_at: string | null
    undone_by: string | null
  }
  service_distinct: { one_id: string; other_id: string; said_by: string | null; said_at: Generated<string> }
  town: {
    departement: Departement
    name: string
    latitude: number
    longitude: number
    is_prefecture: Generated<boolean>
  }
  service_word: { word: string }
  service_index: {
    service_id: string
    name_key: string
    search_text: string
    words: ColumnType<string[], never, never>
    visibility: ServiceVisibility
    active: boolean
    kinds: ServiceKind[]
    audiences: ServiceAudience[]
    entries: ServiceEntry[]
    departements: Departement[]
    is_anywhere: boolean
    stands_in: Departement | null
    latitude: number | null
    longitude: number | null
    min_age: number
    max_age: number
    time_zone: string
    open_minutes: string | null
    confirm_on: string
    stale_on: string
    hidden_on: string
  }
}
