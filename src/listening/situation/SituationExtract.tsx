import type { ReactNode } from 'react'
import {
  DefinitionList,
  formatDate,
  formatDateTime,
  formatDay,
  formatList,
  formatPhone,
  formatShortDateTime,
  plural,
} from '#kernel/ui/index.ts'
import {
  action,
  adviceField,
  callerProfile,
  certainty,
  contactChannel,
  dangerLevel,
  knownToChildProtection,
  livingPlace,
  measure,
  minorGender,
  orientationKind,
  placeRole,
  presence,
  schoolStatus,
  situationStage,
} from '#vocabulary'
import type { Situation, SituationContact } from './contract.ts'
import { inOrder, observedLabel, sourceInWords } from './series.ts'
import type { Stories } from './useStories.ts'
import { departementInWords, nameOf, spanInWords } from './words.ts'

/** The file on paper: what is known, contact by contact, and what was done. Only the printer shows it. */
export function SituationExtract({ file, stories }: { file: Situation; stories: Stories }) {
  const { known } = file
  const age = file.age ?? known.age
  const gender = file.gender ?? known.gender
  const place = file.departement ?? known.departement
  const protection = file.knownToChildProtection ?? known.knownToChildProtection
  const waiting = file.callbacks.filter((callback) => callback.state !== 'settled')
  return (
    <article className="extract">
      <header>
        <h1>
          Situation {file.reference}
          {` : ${nameOf(file) ?? 'identité inconnue'}`}
        </h1>
        <p>
          Extrait imprimé le {formatDateTime(new Date())}. Document confidentiel, couvert par le secret
          professionnel.
        </p>
      </header>
      <Part title="Le mineur">
        <DefinitionList
          columns={2}
          items={[
            {
              term: 'Identité',
              value: nameOf(file),
              note: file.isProvisional ? 'à confirmer' : undefined,
            },
            { term: 'Naissance', value: file.birthDate && formatDay(file.birthDate) },
            { term: 'Genre', value: gender && minorGender.label(gender) },
            { term: 'Âge au premier contact', value: age === null ? null : plural(age, 'an', 'ans') },
            { term: 'Département', value: place && departementInWords(place) },
            { term: 'Lieu de vie', value: file.livingPlace && livingPlace.label(file.livingPlace) },
            { term: 'Scolarité', value: file.schoolStatus && schoolStatus.label(file.schoolStatus) },
            {
              term: 'Connue de la protection de l’enfance',
              value: protection && knownToChildProtection.label(protection),
              note: formatList(file.measures.map((code) => measure.label(code))) || undefined,
            },
            { term: 'Surnoms et comptes', value: formatList([...file.aliases, ...file.handles]) || null },
            { term: 'Téléphones', value: formatList(file.phones.map(formatPhone)) || null },
            { term: 'Étape', value: situationStage.label(file.stage) },
            {
              term: 'Danger',
              value: file.danger && dangerLevel.label(file.danger.level),
              note: file.danger && `apprécié le ${formatDay(file.danger.at)}`,
            },
            {
              term: 'Situation de prostitution',
              value: file.certainty && certainty.label(file.certainty.level),
              note: file.certainty && `appréciée le ${formatDay(file.certainty.at)}`,
            },
            { term: 'Suivie par', value: formatList(file.assigned.map((one) => one.name)) || null },
          ]}
        />
        {file.note && <p className="situation-text">{file.note}</p>}
      </Part>
      {file.places.length > 0 && (
        <Part title="Lieux">
          <ul>
            {file.places.map((one) => (
              <li key={one.id}>
                <strong>{placeRole.label(one.role)}</strong>
                {one.departement && `, ${departementInWords(one.departement)}`},{' '}
                {spanInWords(one.since, one.until)}
                {one.address && ` : ${one.address}`}
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={plural(file.contacts.length, 'contact', 'contacts')}>
        {inOrder(file.contacts).map((contact) => (
          <ContactOnPaper key={contact.id} contact={contact} story={stories.get(contact.id)} />
        ))}
      </Part>
      {file.actions.length > 0 && (
        <Part title="Actions">
          <ul>
            {file.actions
              .toSorted((a, b) => Date.parse(a.performedAt) - Date.parse(b.performedAt))
              .map((one) => (
                <li key={one.id}>
                  {formatDay(one.performedAt)} : <strong>{action.label(one.kind)}</strong>
                  {aboutOf(one) && ` (${aboutOf(one)})`}
                  {one.author && `, ${one.author}`}
                  {one.note && <p className="situation-text">{one.note}</p>}
                </li>
              ))}
          </ul>
        </Part>
      )}
      {waiting.length > 0 && (
        <Part title="Rappels à faire">
          <ul>
            {waiting.map((one) => (
              <li key={one.id}>
                {formatDateTime(one.opensAt, one.timeZone)} :{' '}
                <strong>{one.whom ?? 'personne non précisée'}</strong>
                {one.why && `, ${one.why}`}
              </li>
            ))}
          </ul>
        </Part>
      )}
    </article>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function ContactOnPaper({ contact, story }: { contact: SituationContact; story: string | undefined }) {
  const said = contact.observations
  return (
    <section className="extract-contact">
      <h3>
        {formatDate(contact.occurredAt)}, {contactChannel.label(contact.channel).toLowerCase()}
        {contact.callerProfile && `, ${callerProfile.label(contact.callerProfile).toLowerCase()}`}
      </h3>
      <p className="muted small">
        {[
          contact.dangerLevel && dangerLevel.label(contact.dangerLevel),
          contact.certainty && `prostitution : ${certainty.label(contact.certainty).toLowerCase()}`,
          contact.listener && `écouté par ${contact.listener}`,
          `noté le ${formatShortDateTime(contact.recordedAt)}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {story && <p className="situation-text">{story}</p>}
      {!story && contact.isTold && (
        <p>Récit non imprimé. Pour l’avoir, imprimez par « Plus », « Imprimer un extrait ».</p>
      )}
      {said.length > 0 && (
        <ul>
          {said.map((one) => (
            <li key={`${one.kind} ${one.code}`}>
              {observedLabel(one.kind, one.code)} : {presence.label(one.presence).toLowerCase()}
              {one.source && `, ${sourceInWords(one.source)}`}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const aboutOf = (one: Situation['actions'][number]) =>
  [
    ...one.adviceFields.map((field) => adviceField.label(field).toLowerCase()),
    one.orientationKind && orientationKind.label(one.orientationKind).toLowerCase(),
  ]
    .filter(Boolean)
    .join(', ')
