import type { ImportedContact } from '#listening/import/record.server.ts'
import type { Identity } from '#listening/situation/identity.server.ts'
import type {
  CallbackOutcome,
  CallbackSettlement,
  ClosingReason,
  Departement,
  PlaceRole,
  SituationLink,
  SituationStage,
} from '#vocabulary'

/** A promise to call back, with what became of it. */
export interface InventedCallback {
  readonly whom: string
  readonly phone: string
  readonly why: string
  readonly precautions: string | null
  readonly opensAt: string
  readonly closesAt: string
  readonly timeZone: string
  readonly recordedAt: string
  readonly settled: { readonly at: string; readonly as: CallbackSettlement } | null
  readonly attempts: readonly {
    readonly at: string
    readonly outcome: CallbackOutcome
    readonly note: string | null
  }[]
}

export interface InventedPlace {
  readonly role: PlaceRole
  readonly departement: Departement
  readonly since: string | null
  readonly until: string | null
  readonly address: string | null
}

/** A file that nobody lived, with all that happened in it. */
export interface InventedSituation {
  readonly ref: string
  /** Which listener of the demonstration keeps it, from 0. */
  readonly listener: number
  readonly identity: Identity | null
  readonly note: string | null
  readonly contacts: readonly ImportedContact[]
  readonly stages: readonly {
    readonly to: SituationStage
    readonly reason: ClosingReason | null
    readonly at: string
  }[]
  readonly callbacks: readonly InventedCallback[]
  readonly places: readonly InventedPlace[]
  readonly links: readonly { readonly ref: string; readonly kind: SituationLink }[]
}

/** Everything the demonstration holds. */
export interface Demonstration {
  readonly situations: readonly InventedSituation[]
  /** Outside any file: drafts, a contact to attach, contacts put aside. */
  readonly loose: readonly { readonly listener: number; readonly contact: ImportedContact }[]
}
