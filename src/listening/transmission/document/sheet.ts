import { formatDate, formatDay, formatTime } from '#kernel/ui/format.ts'
import {
  dangerLevel,
  departement,
  parentsInformed,
  placeRole,
  presence,
  type TransmissionRecipient,
} from '#vocabulary'
import type { TransmissionContent } from '../content.ts'
import { mentionsFor } from './mentions.ts'

/** A text cut as it was written: paragraphs, and the lines of each. */
type Paragraphs = readonly (readonly string[])[]

/** What the printed document says, in words and in the order in which they are read; nothing in it is a code any more. */
export interface Sheet {
  readonly issuedAt: string
  readonly title: string
  readonly urgent: boolean
  readonly reference: string
  readonly recipient: string
  /** Label and words: dates, author, danger. */
  readonly facts: readonly (readonly [string, string])[]
  readonly identity: readonly (readonly [string, string, string])[]
  readonly places: readonly (readonly [string, string, string])[]
  readonly statements: readonly { readonly source: string; readonly text: Paragraphs }[]
  readonly observations: readonly { readonly title: string; readonly rows: readonly Row[] }[]
  readonly appreciation: Paragraphs
  readonly expectation: Paragraphs
  readonly parents: string
  readonly parentsReason: Paragraphs
  readonly mentions: readonly string[]
}
type Row = readonly [string, string, string, string]

const nothing = '—'

const titles: Readonly<Record<TransmissionRecipient, string>> = {
  crip: 'Information préoccupante',
  ase_service: 'Information préoccupante',
  other_departement_crip: 'Information préoccupante',
  national_coordination: 'Information préoccupante',
  prosecutor: 'Signalement',
  police_gendarmerie: 'Alerte aux services d’enquête',
  samu: 'Alerte aux secours',
}

/** The kinds of what was noted, in the order in which the file shows them. */
const kinds: readonly (readonly [string, string])[] = [
  ['problem', 'Problèmes'],
  ['sign', 'Signes'],
  ['exploitation_mode', 'Modes d’exploitation évoqués'],
  ['exploitation_place', 'Lieux d’exploitation évoqués'],
]

const dates =
  /\b(\d{1,2}(?:er)?) (janv\.|janvier|févr\.|février|mars|avr\.|avril|mai|juin|juil\.|juillet|août|sept\.|septembre|oct\.|octobre|nov\.|novembre|déc\.|décembre)(?: (\d{4}))?/g

/** Keeps a date in one piece, and lets a line end inside what has no space: an address of a page, a long pseudonym. */
const breakable = (text: string): string =>
  text
    .replaceAll(dates, (_, day: string, month: string, year?: string) =>
      [day, month, year].filter(Boolean).join('\u00a0'),
    )
    .replaceAll(/[^\s\u200b]{28}(?=[^\s\u200b]{4})/gu, '$&\u200b')

const paragraphs = (text: string | null): Paragraphs =>
  (text ?? '')
    .split(/\n\s*\n/)
    .map((paragraph) =>
      paragraph
        .trim()
        .split('\n')
        .map((line) => breakable(line.trim())),
    )
    .filter((lines) => lines.some((line) => line !== ''))

const moment = (at: string): string =>
  `${formatDate(at)} à ${formatTime(at).replace(':', '\u00a0h\u00a0')} (heure de Paris)`

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function period(firstOn: string | null, lastOn: string | null): string {
  if (firstOn && lastOn && firstOn !== lastOn)
    return breakable(`du ${formatDay(firstOn)} au ${formatDay(lastOn)}`)
  const only = firstOn ?? lastOn
  return only ? breakable(`le ${formatDay(only)}`) : nothing
}

function factsOf(content: TransmissionContent): [string, string][] {
  const facts: [string, string][] = [['Rédigée le', moment(content.writtenAt)]]
  if (content.validatedAt) facts.push(['Validée le', moment(content.validatedAt)])
  facts.push(['Par', breakable(content.authorFunction)])
  if (content.complementOf) facts.push(['Complète', content.complementOf])
  if (content.dangerLevel) facts.push(['Niveau de danger', dangerLevel.label(content.dangerLevel)])
  return facts
}

function observationsOf({ observations }: TransmissionContent): Sheet['observations'] {
  const known = new Set(kinds.map(([kind]) => kind))
  const groups = [...kinds, ['other', 'Autres constats'] as const]
  return groups
    .map(([kind, title]) => ({
      title,
      rows: observations
        .filter((one) => (known.has(one.kind) ? one.kind : 'other') === kind)
        .map(
          (one): Row => [
            breakable(one.label),
            presence.label(one.presence),
            one.source ? capital(breakable(one.source)) : nothing,
            period(one.firstOn, one.lastOn),
          ],
        ),
    }))
    .filter(({ rows }) => rows.length > 0)
}

/** Says a snapshot in words, for its printed form. */
export function sheetOf(content: TransmissionContent): Sheet {
  const kind = titles[content.recipient.kind]
  return {
    issuedAt: content.validatedAt ?? content.writtenAt,
    title: content.kind === 'ip_complement' ? `${kind}\u00a0: complément` : kind,
    urgent: content.urgent,
    reference: content.reference,
    recipient: breakable(content.recipient.name),
    facts: factsOf(content),
    identity: content.identity.map((one) => [
      breakable(one.label),
      breakable(one.value),
      one.source ? capital(breakable(one.source)) : nothing,
    ]),
    places: content.places.map((one) => [
      placeRole.label(one.role),
      one.departement ? departement.label(one.departement) : nothing,
      one.address ? breakable(one.address) : nothing,
    ]),
    statements: content.statements.map((one) => ({
      source: capital(breakable(one.source)),
      text: paragraphs(one.text),
    })),
    observations: observationsOf(content),
    appreciation: paragraphs(content.appreciation),
    expectation: paragraphs(content.expectation),
    parents: parentsInformed.label(content.parentsInformed),
    parentsReason: paragraphs(content.parentsReason),
    mentions: mentionsFor(content.recipient.kind),
  }
}
