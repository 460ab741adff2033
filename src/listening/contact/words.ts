import { formatDate, formatDateTime, formatList, plural } from '#kernel/ui/index.ts'
import { departementInWords } from '#listening/situation/words.ts'
import {
  action,
  callerDetail,
  callerGender,
  callerPermission,
  callerProfile,
  certainty,
  contactChannel,
  contactDirection,
  dangerLevel,
  knownToChildProtection,
  livingPlace,
  measure,
  minorGender,
  observable,
  presence,
  professionalSector,
  qualification,
  schoolStatus,
  source,
} from '#vocabulary'
import type { Contact, ContactField, ContactFields } from './contract.ts'

type Words = { readonly [F in ContactField]?: (value: NonNullable<ContactFields[F]>) => string }

type Labelled = { label: (code: string) => string }
const labels = (list: Labelled) => (codes: readonly string[]) =>
  formatList(codes.map((code) => list.label(code)))
const label = (list: Labelled) => (code: string) => list.label(code)
const words = (list: readonly string[]) => formatList(list)

function observationInWords({ kind, code, ...said }: ContactFields['observations'][number]): string {
  const list = observable.lists.find(({ name }) => name === kind)
  const who = said.source ? `, ${source.label(said.source).toLowerCase()}` : ''
  return `${list?.label(code) ?? code} (${presence.label(said.presence).toLowerCase()}${who})`
}

/** How each field reads. */
const inWords: Words = {
  channel: label(contactChannel),
  direction: label(contactDirection),
  occurredAt: (at) => formatDateTime(at),
  endedAt: (at) => formatDateTime(at),
  callerProfile: label(callerProfile),
  callerDetail: label(callerDetail),
  callerSector: label(professionalSector),
  callerGender: label(callerGender),
  callerPermissions: labels(callerPermission),
  minorAliases: words,
  minorHandles: words,
  minorBirthDate: (day) => formatDate(day),
  minorGender: label(minorGender),
  minorAge: (age) => plural(age, 'an', 'ans'),
  departement: departementInWords,
  knownToChildProtection: label(knownToChildProtection),
  measures: labels(measure),
  livingPlace: label(livingPlace),
  schoolStatus: label(schoolStatus),
  observations: (list) => list.map(observationInWords).join('\n'),
  certainty: label(certainty),
  dangerLevel: label(dangerLevel),
  qualification: label(qualification),
  actions: (list) =>
    list.map((one) => [action.label(one.kind), one.note].filter(Boolean).join(' : ')).join('\n'),
}

const missing: Readonly<Record<string, string>> = {
  unknown: 'Ne sait pas',
  undisclosed: 'Ne souhaite pas le dire',
}

/** A field as a person reads it; an empty text when nothing is noted. */
export function fieldInWords(field: ContactField, value: unknown): string {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return ''
  if (field === 'callerNameAbsence' || field === 'minorAgeAbsence')
    return missing[String(value)] ?? 'Non demandé'
  const write = inWords[field] as ((value: unknown) => string) | undefined
  return write ? write(value) : String(value)
}

/** « Appel entrant », « Tchat », « Téléphone, rappel convenu ». */
export function channelInWords({ channel, direction }: Pick<Contact, 'channel' | 'direction'>): string {
  if (direction === 'inbound') return channel === 'phone' ? 'Appel entrant' : contactChannel.label(channel)
  return `${contactChannel.label(channel)}, ${contactDirection.label(direction).toLowerCase()}`
}
