import type { ImportedContact } from '#listening/import/record.server.ts'
import type {
  Action,
  CallbackOutcome,
  ClosingReason,
  Departement,
  Measure,
  MinorGender,
  PlaceRole,
  Problem,
  Sign,
  SituationLink,
  SituationStage,
  Source,
} from '#vocabulary'

/** Days and hours before now. */
type Ago = readonly [number, number]

/** One contact of a scene. */
export interface Turn {
  readonly ago: Ago
  readonly minutes?: number
  readonly channel?: ImportedContact['channel']
  readonly direction?: ImportedContact['direction']
  readonly caller: Partial<
    Pick<
      ImportedContact,
      | 'callerProfile'
      | 'callerDetail'
      | 'callerSector'
      | 'callerGender'
      | 'callerName'
      | 'callerNameAbsence'
      | 'callerPhone'
      | 'callerPermissions'
    >
  >
  readonly source?: Source
  readonly problems?: readonly Problem[]
  readonly signs?: readonly Sign[]
  readonly absent?: readonly Problem[]
  readonly certainty?: ImportedContact['certainty']
  readonly danger?: ImportedContact['dangerLevel']
  readonly qualification?: ImportedContact['qualification']
  readonly actions?: readonly Action[]
  readonly narrative: string
}

/** A recent situation, told by hand; everything in it is invented. */
export interface Scene {
  readonly ref: string
  readonly listener: number
  readonly minor: {
    readonly firstName: string
    readonly lastName?: string
    readonly aliases?: readonly string[]
    readonly handles?: readonly string[]
    readonly phones?: readonly string[]
    readonly isProvisional?: boolean
    readonly gender: MinorGender
    readonly age: number | null
    readonly departement: Departement
    readonly known: ImportedContact['knownToChildProtection']
    readonly measures?: readonly Measure[]
    readonly livingPlace: ImportedContact['livingPlace']
    readonly schoolStatus: ImportedContact['schoolStatus']
  }
  readonly note?: string
  readonly turns: readonly Turn[]
  readonly stages?: readonly {
    readonly to: SituationStage
    readonly reason?: ClosingReason
    readonly ago: Ago
  }[]
  readonly callbacks?: readonly {
    /** Hours from now, negative when it is late already. */
    readonly opensIn: number
    readonly lasts: number
    readonly whom?: string
    readonly phone?: string
    readonly why: string
    readonly precautions?: string
    readonly timeZone?: string
    readonly attempts?: readonly {
      readonly ago: Ago
      readonly outcome: CallbackOutcome
      readonly note?: string
    }[]
  }[]
  readonly places?: readonly {
    readonly role: PlaceRole
    readonly departement: Departement
    readonly sinceDays?: number
    readonly untilDays?: number
    readonly address: string | null
  }[]
  readonly links?: readonly { readonly ref: string; readonly kind: SituationLink }[]
}

/** Speakers that come back. */
export const mother = (callerName: string, callerPhone: string): Turn['caller'] => ({
  callerProfile: 'first_circle',
  callerDetail: 'mother',
  callerGender: 'woman',
  callerName,
  callerPhone,
  callerPermissions: ['may_call_back'],
})

export const educator = (callerName: string, callerPhone: string): Turn['caller'] => ({
  callerProfile: 'professional',
  callerSector: 'child_protection',
  callerGender: 'woman',
  callerName,
  callerPhone,
  callerPermissions: ['may_call_back', 'may_write'],
})
