import {
  type CallerDetail,
  type CallerProfile,
  type ContactChannel,
  callerProfile,
  type MinorGender,
  type ProfessionalSector,
  professionalSector,
  type Source,
} from '#vocabulary'
import { formatLongDay } from './days.ts'

/** What a contact says of whoever spoke. */
export interface Spoken {
  readonly channel: ContactChannel
  readonly occurredAt: string
  readonly callerProfile: CallerProfile | null
  readonly callerDetail: CallerDetail | null
  readonly callerSector: ProfessionalSector | null
  readonly minorGender: MinorGender | null
}

const relatives: Partial<Record<CallerDetail, string>> = {
  mother: 'la mère',
  father: 'le père',
  step_parent: 'le beau-parent',
  sibling: 'un membre de la fratrie',
  guardian: 'la personne tutrice',
  minor_other: 'un autre mineur',
}

const profiles: Partial<Record<CallerProfile, string>> = {
  first_circle: 'un proche du premier cercle familial',
  extended_family_or_entourage: 'une personne de la famille élargie ou de l’entourage',
  undisclosed: 'une personne qui ne souhaite pas se désigner',
  witness: 'un témoin',
}

/** Who spoke, by their place beside the minor and never by name: « la mère », « un professionnel (Santé) ». */
export function speakerOf({
  callerProfile: profile,
  callerDetail,
  callerSector,
  minorGender,
}: Spoken): string {
  const relative = callerDetail && relatives[callerDetail]
  if (relative) return relative
  if (profile === 'minor')
    return minorGender === 'girl' ? 'la mineure' : minorGender === 'boy' ? 'le mineur' : 'la personne mineure'
  if (profile === 'professional') {
    const sector = callerSector && !['unknown', 'undisclosed', 'other'].includes(callerSector)
    return sector ? `un professionnel (${professionalSector.label(callerSector)})` : 'un professionnel'
  }
  return (profile && profiles[profile]) ?? 'la personne qui a pris contact'
}

const written: readonly ContactChannel[] = ['web_form', 'email', 'mail', 'chat']

/** « dit par la mère le 12 mars 2026 »: proposed, and the writer may say it better. */
export const sourceOf = (spoken: Spoken): string =>
  `${written.includes(spoken.channel) ? 'écrit' : 'dit'} par ${speakerOf(spoken)} le ${formatLongDay(spoken.occurredAt)}`

const sources: Record<Source, string> = {
  caller: '',
  minor: 'dit par la personne mineure',
  professional: 'constaté par un professionnel',
  family: 'dit par un proche',
  listener: 'relevé par l’écoutant',
  document: 'lu dans un document',
}

/** Who says that something was seen, and when it was last said. */
export function observedBy(source: Source | null, spoken: Spoken): string {
  const by = source ? sources[source] : ''
  return by ? `${by} le ${formatLongDay(spoken.occurredAt)}` : sourceOf(spoken)
}

/** What a person reads of the caller's profile, when nothing more precise is known. */
export const profileInWords = (profile: CallerProfile | null): string =>
  profile ? callerProfile.label(profile) : 'Non renseigné'
