import type { Situation } from '#listening/situation/contract.ts'
import { seriesOf } from '#listening/situation/series.ts'
import {
  departement,
  isDepartement,
  knownToChildProtection,
  livingPlace,
  measure,
  minorGender,
  schoolStatus,
} from '#vocabulary'
import type { IdentityElement, ObservedElement } from './content.ts'
import type { Material } from './contract.ts'
import { formatLongDay } from './days.ts'
import { observedBy, type Spoken, sourceOf, speakerOf } from './sources.ts'

type Picked = typeof IdentityElement._output

const confirmed = 'dossier de la plateforme'
const provisional = 'dossier de la plateforme, identité à confirmer'
const told = 'dit pendant les contacts'

/** Who the minor is, element by element; what nobody said has no line. */
export function identityOf(file: Situation): Picked[] {
  const own = file.isProvisional ? provisional : confirmed
  const elements: Picked[] = []
  const add = (field: string, label: string, value: string | null | undefined, source: string) => {
    if (value) elements.push({ field, label, value, source })
  }
  const word = (code: string | null, label: (code: string) => string) =>
    code && !['unknown', 'undisclosed'].includes(code) ? label(code) : null
  const said = <Value>(mine: Value | null, theirs: Value | null): [Value | null, string] =>
    mine === null ? [theirs, told] : [mine, own]
  add('lastName', 'Nom', file.lastName, own)
  add('firstName', 'Prénom', file.firstName, own)
  add('aliases', 'Surnoms', file.aliases.join(', '), own)
  add('birthDate', 'Date de naissance', file.birthDate && formatLongDay(file.birthDate), own)
  const [age, agedBy] = said(file.age, file.known.age)
  add('age', 'Âge au premier contact', age === null ? null : `${age} ans`, agedBy)
  const [gender, genderedBy] = said(file.gender, file.known.gender)
  add('gender', 'Genre', word(gender, minorGender.label), genderedBy)
  const [place, placedBy] = said(file.departement, file.known.departement)
  add('departement', 'Département de vie', word(place, inWords), placedBy)
  add('livingPlace', 'Lieu de vie', word(file.livingPlace, livingPlace.label), own)
  add('schoolStatus', 'Scolarité', word(file.schoolStatus, schoolStatus.label), own)
  const [known, knownBy] = said(file.knownToChildProtection, file.known.knownToChildProtection)
  add(
    'knownToChildProtection',
    'Connue de la protection de l’enfance',
    word(known, knownToChildProtection.label),
    knownBy,
  )
  add('measures', 'Mesures', file.measures.map(measure.label).join(', '), own)
  add('phones', 'Téléphones', file.phones.join(', '), own)
  add('handles', 'Comptes sur les réseaux', file.handles.join(', '), own)
  return elements
}

const inWords = (code: string) =>
  isDepartement(code) ? `${departement.label(code)} (${code})` : departement.label(code)

/** Everything observed, each thing as it was last said, with when it was first and last said to be there. */
export function observationsOf(
  file: Situation,
  spoken: ReadonlyMap<string, Spoken>,
): (typeof ObservedElement._output)[] {
  return seriesOf(file.contacts).flatMap((group) =>
    group.rows.map((row) => {
      const said = [...row.said.values()]
      const present = said.filter((one) => one.presence === 'present')
      const last = present.at(-1) ?? said.at(-1)
      const by = last && spoken.get(last.contactId)
      const at = (contactId: string | undefined) =>
        file.contacts.find(({ id }) => id === contactId)?.occurredAt
      return {
        kind: row.kind,
        code: row.code,
        label: row.label,
        presence: last?.presence ?? 'unknown',
        source: by ? observedBy(last.source, by) : null,
        firstOn: dayOf(at(present[0]?.contactId)),
        lastOn: dayOf(at(last?.contactId)),
      }
    }),
  )
}

const paris = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' })
const dayOf = (at: string | undefined): string | null => (at ? paris.format(new Date(at)) : null)

/** The contacts of a file as what they told, the last first. */
export function contactsOf(file: Situation, spoken: ReadonlyMap<string, Spoken>): Material['contacts'] {
  return file.contacts
    .toSorted((a, b) => Date.parse(b.occurredAt) - Date.parse(a.occurredAt))
    .flatMap((contact) => {
      const by = spoken.get(contact.id)
      if (!by) return []
      const labels = new Map(
        seriesOf([contact]).flatMap((group) =>
          group.rows.map((row) => [`${row.kind} ${row.code}`, row.label]),
        ),
      )
      return {
        id: contact.id,
        occurredAt: contact.occurredAt,
        isDraft: contact.status === 'draft',
        source: sourceOf(by),
        caller: speakerOf(by),
        narrative: contact.narrative,
        observations: contact.observations
          .filter(({ presence }) => presence !== 'unknown')
          .map((one) => ({
            label: labels.get(`${one.kind} ${one.code}`) ?? one.code,
            isPresent: one.presence === 'present',
          })),
        dangerLevel: contact.dangerLevel,
      }
    })
}
