import type { ContactChanges } from '#listening/contact/contract.ts'
import type { Identity } from '#listening/situation/identity.server.ts'
import {
  action,
  adviceField,
  callerGender,
  callerProfile,
  certainty,
  dangerLevel,
  departement,
  knownToChildProtection,
  livingPlace,
  measure,
  minorGender,
  orientationKind,
  problem,
  sign,
  source,
} from '#vocabulary'
import { type Dice, dice, pick, skewed } from '../figures.ts'
import { firstNames, narrativeOf } from './words.ts'

/** What a situation of the base is about; the same one for the same number, so that nothing has to be kept of it. */
export interface Minor {
  readonly identity: Identity
  readonly age: number
  readonly gender: (typeof minorGender.codes)[number]
  readonly departement: (typeof departement.codes)[number]
  /** In milliseconds. */
  readonly openedAt: number
  readonly contacts: number
}

const drawName = skewed(firstNames, 0.4)
const drawDepartement = skewed(
  departement.codes.filter((code) => code !== 'unknown' && code !== 'undisclosed'),
  0.5,
)
const drawAge = skewed([15, 16, 14, 17, 13, 12, 18, 11], 0.6)
const draw = {
  gender: skewed(minorGender.codes, 2),
  profile: skewed(callerProfile.codes),
  callerGender: skewed(callerGender.codes),
  known: skewed(knownToChildProtection.codes),
  measure: skewed(measure.codes),
  living: skewed(livingPlace.codes),
  certainty: skewed(certainty.codes, 0.5),
  danger: skewed([...dangerLevel.codes.slice(1), ...dangerLevel.codes.slice(0, 1)], 0.7),
  problem: skewed(problem.codes, 0.7),
  sign: skewed(sign.codes, 0.7),
  source: skewed(source.codes),
  action: skewed(action.codes, 0.8),
}

export const day = 86_400_000
/** The base spans five years, whatever its size: there are more files a day, not more days. */
export const span = 5 * 365 * day
const digits = (roll: Dice, count: number): string =>
  String(Math.floor(roll() * 10 ** count)).padStart(count, '0')

/** The minor of a situation, by its number. One situation in a hundred has twenty contacts, most have one or two. */
export function minorOf(number: number, until: number): Minor {
  const roll = dice(number * 7919 + 1)
  const age = drawAge(roll)
  const openedAt = Math.floor(until - day - roll() * span)
  const birthYear = new Date(openedAt).getUTCFullYear() - age
  const firstName = drawName(roll)
  const hasHandle = roll() < 0.4
  const hasPhone = roll() < 0.4
  const hasBirthDate = roll() < 0.2
  return {
    identity: {
      firstName: roll() < 0.9 ? firstName : null,
      lastName: roll() < 0.5 ? `${drawName(roll)}-${digits(roll, 3)}` : null,
      aliases: [],
      handles: hasHandle ? [`${firstName.toLowerCase()}_${digits(roll, 4)}`] : [],
      phones: hasPhone ? [`+336${digits(roll, 8)}`] : [],
      birthDate: hasBirthDate ? `${birthYear}-0${1 + Math.floor(roll() * 9)}-1${digits(roll, 1)}` : null,
      isProvisional: true,
    },
    age,
    gender: draw.gender(roll),
    departement: drawDepartement(roll),
    openedAt,
    contacts: number % 100 === 99 ? 20 : (contactsOfMost[number % contactsOfMost.length] ?? 3),
  }
}

// With one file in a hundred at twenty contacts, a third as many situations as contacts.
const contactsOfMost = [1, 1, 2, 2, 2, 3, 3, 4, 4, 6]

/** What is written of one contact about a minor: five observations, two actions, about 2.4 kB of narrative. */
export function contactOf(roll: Dice, minor: Minor, newId: () => string) {
  const has = { caller: roll() < 0.7, name: roll() < 0.6 }
  const seen = new Map<string, NonNullable<ContactChanges['observations']>[number]>()
  while (seen.size < 5) {
    const kind = seen.size < 2 ? 'problem' : 'sign'
    const code = draw[kind](roll)
    const presence = roll() < 0.85 ? 'present' : 'absent'
    seen.set(`${kind} ${code}`, { kind, code, presence, source: draw.source(roll) })
  }
  return {
    callerProfile: draw.profile(roll),
    callerGender: draw.callerGender(roll),
    callerName: has.name ? `${drawName(roll)} ${drawName(roll)}` : null,
    callerPhone: has.caller ? `+337${digits(roll, 8)}` : null,
    minorFirstName: minor.identity.firstName,
    minorLastName: minor.identity.lastName,
    minorHandles: minor.identity.handles,
    minorPhone: minor.identity.phones[0] ?? null,
    minorBirthDate: minor.identity.birthDate,
    minorGender: minor.gender,
    minorAge: minor.age,
    departement: minor.departement,
    knownToChildProtection: draw.known(roll),
    measures: roll() < 0.3 ? [draw.measure(roll)] : [],
    livingPlace: draw.living(roll),
    observations: [...seen.values()],
    certainty: draw.certainty(roll),
    dangerLevel: draw.danger(roll),
    narrative: narrativeOf(roll, 2400),
    actions: [
      {
        id: newId(),
        kind: 'direct_advice',
        adviceFields: [pick(roll, adviceField.codes)],
        orientationKind: null,
        note: null,
      },
      {
        id: newId(),
        kind: draw.action(roll),
        adviceFields: [],
        orientationKind: pick(roll, orientationKind.codes),
        note: 'Coordonnées du service données, avec ses horaires.',
      },
    ],
  } satisfies ContactChanges
}
export type Written = ReturnType<typeof contactOf>
