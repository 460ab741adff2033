import { inForce, type List } from '#kernel/list.ts'
import { refuse } from '#kernel/refusal.ts'
import {
  absence,
  callerDetail,
  callerGender,
  callerProfile,
  certainty,
  contactChannel,
  contactDirection,
  dangerLevel,
  departement,
  knownToChildProtection,
  livingPlace,
  minorGender,
  observable,
  professionalSector,
  qualification,
  schoolStatus,
} from '#vocabulary'
import type { ContactChanges } from './contract.ts'
import type { ContactColumns } from './queries.server.ts'
import { type ContactSecrets, noSecrets } from './secrets.server.ts'

/** The fields that are plain columns, and the list that each is taken from. */
const plain = {
  channel: ['channel', contactChannel],
  direction: ['direction', contactDirection],
  occurredAt: ['occurred_at', null],
  endedAt: ['ended_at', null],
  listenerId: ['listener_id', null],
  callerProfile: ['caller_profile', callerProfile],
  callerDetail: ['caller_detail', callerDetail],
  callerSector: ['caller_sector', professionalSector],
  callerGender: ['caller_gender', callerGender],
  callerNameAbsence: ['caller_name_absence', absence],
  departement: ['departement', departement],
  minorGender: ['minor_gender', minorGender],
  minorAge: ['minor_age', null],
  minorAgeAbsence: ['minor_age_absence', absence],
  knownToChildProtection: ['known_to_child_protection', knownToChildProtection],
  livingPlace: ['living_place', livingPlace],
  schoolStatus: ['school_status', schoolStatus],
  certainty: ['certainty', certainty],
  dangerLevel: ['danger_level', dangerLevel],
  qualification: ['qualification', qualification],
} as const satisfies Partial<Record<keyof ContactChanges, readonly [keyof ContactColumns, List | null]>>

const secret = Object.keys(noSecrets) as (keyof ContactSecrets)[]

/** The columns that some changes write; an age and the reason why it is missing exclude each other. */
export function columnsOf(changes: ContactChanges): ContactColumns {
  const columns: Record<string, unknown> = {}
  for (const [field, [column]] of Object.entries(plain)) {
    const value = changes[field as keyof typeof plain]
    if (value !== undefined) columns[column] = value
  }
  if (changes.minorAge != null) columns.minor_age_absence = null
  else if (changes.minorAgeAbsence != null) columns.minor_age = null
  return columns as ContactColumns
}

/** Whether the changes touch what is sealed. */
export const touchesSecrets = (changes: ContactChanges): boolean =>
  secret.some((field) => changes[field] !== undefined)

/** What is sealed, once the changes are laid over it. */
export function secretsAfter(before: ContactSecrets, changes: ContactChanges): ContactSecrets {
  const given = Object.fromEntries(
    secret.filter((field) => changes[field] !== undefined).map((field) => [field, changes[field]]),
  )
  return { ...before, ...given }
}

/** The fields from which look-up hashes are made. */
const identifying: readonly (keyof ContactChanges)[] = [
  'callerPhone',
  'minorPhone',
  'minorHandles',
  'minorFirstName',
  'minorBirthDate',
  'minorAge',
  'departement',
]
export const touchesIdentity = (changes: ContactChanges): boolean =>
  identifying.some((field) => changes[field] !== undefined)

const clockSkew = 5 * 60_000

/** Refuses a word that was not in use when the contact took place, and a contact in the future. */
export function demandInForce(changes: ContactChanges, occurredAt: string): void {
  if (Date.parse(occurredAt) > Date.now() + clockSkew)
    refuse('happened_in_future', { fields: [{ field: 'occurredAt', message: 'Date future.' }] })
  const year = Number(occurredAt.slice(0, 4))
  const stale: string[] = []
  for (const [field, [, list]] of Object.entries(plain)) {
    const code = changes[field as keyof typeof plain]
    if (list && typeof code === 'string' && !inForce(list, code, year)) stale.push(field)
  }
  for (const one of changes.observations ?? []) {
    const list = observable.lists.find((candidate) => candidate.name === one.kind)
    if (list && !inForce(list, one.code, year)) stale.push('observations')
  }
  if (stale.length > 0) {
    refuse('code_not_in_force', {
      fields: stale.map((field) => ({ field, message: 'Terme hors d’usage à cette date.' })),
    })
  }
}
