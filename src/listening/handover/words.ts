import { formatShortDateTime, formatTime, plural } from '#kernel/ui/index.ts'
import { departementInWords } from '#listening/situation/words.ts'
import { callerProfile, contactChannel, minorGender } from '#vocabulary'
import type { Handover, Sheet } from './contract.ts'

const absences = ['unknown', 'undisclosed']
const told = (code: string | null): code is string => code !== null && !absences.includes(code)
const join = (parts: readonly (string | false | null)[]) => parts.filter(Boolean).join(', ')

/** « Fille, 15 ans, Gironde (33) ». */
export const minorInWords = ({ gender, age, departement }: Sheet['fragile'][number]) =>
  join([
    told(gender) && minorGender.label(gender),
    age !== null && plural(age, 'an', 'ans'),
    told(departement) && departementInWords(departement),
  ])

/** « Téléphone, premier cercle familial ». */
export const contactInWords = (contact: Sheet['open'][number]) =>
  join([
    contactChannel.label(contact.channel),
    told(contact.callerProfile) && callerProfile.label(contact.callerProfile).toLowerCase(),
  ])

/** « 24 nov. 2026, 18:00 – 20:00 ». */
export const windowInWords = ({ opensAt, closesAt, timeZone }: Sheet['due'][number]) =>
  `${formatShortDateTime(opensAt, timeZone)} – ${formatTime(closesAt, timeZone)}${timeZone === 'Europe/Paris' ? '' : ' (heure de la personne)'}`

/** « 2 contacts à finir, 3 rappels, 1 situation fragile ». */
export const countsInWords = ({ open, due, fragile }: Pick<Handover, 'open' | 'due' | 'fragile'>) =>
  [
    plural(open, 'contact à finir', 'contacts à finir'),
    plural(due, 'rappel', 'rappels'),
    plural(fragile, 'situation fragile', 'situations fragiles'),
  ].join(', ')
