import { dayOf, formatNearDay, formatTime, plural } from '#kernel/ui/index.ts'
import type { ContactRow } from '#listening/contact/contract.ts'
import type { SituationRow } from '#listening/situation/contract.ts'
import { departementInWords } from '#listening/situation/words.ts'
import { callerProfile, minorGender } from '#vocabulary'

const absences = ['unknown', 'undisclosed']
const told = (code: string | null) => code !== null && !absences.includes(code)

const join = (parts: (string | false | null)[]) => parts.filter(Boolean).join(', ')

/** « Premier cercle familial, 15 ans, Gironde (33) »; nothing when nothing is noted. */
export const gistOf = ({ callerProfile: profile, minorAge, departement }: ContactRow) =>
  join([
    profile && callerProfile.label(profile),
    minorAge !== null && plural(minorAge, 'an', 'ans'),
    told(departement) && departementInWords(departement ?? ''),
  ])

/** « Fille, 15 ans, Gironde (33) ». */
export const minorInWords = ({ gender, age, departement }: SituationRow) =>
  join([
    told(gender) && minorGender.label(gender ?? ''),
    age !== null && plural(age, 'an', 'ans'),
    told(departement) && departementInWords(departement ?? ''),
  ]) || 'rien de noté du mineur'

/** « rappel 24 nov., 18:00 ». */
export const callbackInWords = (at: string | null) =>
  at ? `rappel ${formatNearDay(at, dayOf(new Date()))}, ${formatTime(at)}` : ''
