import type { ReactNode } from 'react'
import { DefinitionList } from '#kernel/ui/index.ts'
import { dangerLevel, parentsInformed, placeRole, presence } from '#vocabulary'
import { formatLongDay } from './days.ts'
import { placeInWords } from './words.ts'
import type { Writing } from './writing.ts'

export interface DocumentProps {
  reference: string
  recipient: string
  urgent: boolean
  complementOf: string | null
  authorFunction: string
  /** When it was validated; nothing while it is only a preview. */
  validatedAt: string | null
  writing: Writing
}

/** The writing as the authority reads it, in the order of the printed form. */
export function TransmissionDocument(props: DocumentProps) {
  const { writing, complementOf } = props
  return (
    <article className="document" aria-label="Document transmis">
      <header>
        <p className="document-kind">
          {complementOf ? 'Complément d’information préoccupante' : 'Information préoccupante'}
          {props.urgent && <strong> · urgente</strong>}
        </p>
        <h2>{props.recipient}</h2>
        <p className="muted">
          {[
            props.reference,
            props.validatedAt ? formatLongDay(props.validatedAt) : 'non validée',
            props.authorFunction,
            complementOf && `complète ${complementOf}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </header>
      <Part title="Identité">
        {writing.identity.length > 0 && (
          <DefinitionList
            items={writing.identity.map((one) => ({
              term: one.label,
              value: one.value,
              note: one.source,
            }))}
          />
        )}
      </Part>
      <Part title="Lieux">
        {writing.places.length > 0 && (
          <ul>
            {writing.places.map((place, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two places may be worded alike, and their order does not change here.
              <li key={index}>
                {[
                  placeRole.label(place.role),
                  place.departement && placeInWords(place.departement),
                  place.address,
                ]
                  .filter(Boolean)
                  .join(', ')}
              </li>
            ))}
          </ul>
        )}
      </Part>
      <Part title="Niveau de danger apprécié">
        {writing.dangerLevel && <p>{dangerLevel.label(writing.dangerLevel)}</p>}
      </Part>
      <Part title="Propos rapportés">
        {writing.statements.map((one) => (
          <blockquote key={one.id}>
            <p>{one.text || '…'}</p>
            <footer>{one.source}</footer>
          </blockquote>
        ))}
      </Part>
      <Part title="Constats">
        {writing.observations.length > 0 && (
          <ul>
            {writing.observations.map((one) => (
              <li key={`${one.kind} ${one.code}`}>
                {one.label}
                {one.presence !== 'present' && ` (${presence.label(one.presence).toLowerCase()})`}
                {one.source && <span className="muted"> : {one.source}</span>}
              </li>
            ))}
          </ul>
        )}
      </Part>
      <Part title="Appréciation de la plateforme">
        {writing.appreciation?.trim() && <p className="document-text">{writing.appreciation}</p>}
      </Part>
      <Part title="Ce qui est attendu">
        {writing.expectation?.trim() && <p className="document-text">{writing.expectation}</p>}
      </Part>
      <Part title="Information des parents">
        {writing.parentsInformed && (
          <p>
            {parentsInformed.label(writing.parentsInformed)}
            {writing.parentsReason?.trim() && ` : ${writing.parentsReason.trim()}`}
          </p>
        )}
      </Part>
    </article>
  )
}

/** A part with nothing in it is not printed. */
function Part({ title, children }: { title: string; children: ReactNode }) {
  const isEmpty = !children || (Array.isArray(children) && children.length === 0)
  if (isEmpty) return null
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  )
}
