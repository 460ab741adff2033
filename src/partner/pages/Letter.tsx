import type { ReactNode } from 'react'
import { Badge, DefinitionList } from '#kernel/ui/index.ts'
import type { TransmissionContent } from '#listening/transmission/content.ts'
import { type Sheet, sheetOf } from '#listening/transmission/document/sheet.ts'
import './partner.css'

/** The content of a transmission laid out for reading, under the name of whoever reads it. */
export function Letter({ content, reader }: { content: TransmissionContent; reader: string }) {
  const sheet = sheetOf(content)
  return (
    <article className="letter" aria-label={`${sheet.title} ${sheet.reference}`}>
      <Watermark text={reader} />
      <header className="letter-head">
        <p className="letter-to">{sheet.recipient}</p>
        <h2>{sheet.title}</h2>
        <DefinitionList columns={2} items={sheet.facts.map(([term, value]) => ({ term, value }))} />
      </header>
      <Part title="Ce qui est attendu" isThere={sheet.expectation.length > 0}>
        <Words text={sheet.expectation} />
      </Part>
      <Part title="Identité" isThere={sheet.identity.length > 0}>
        <DefinitionList
          columns={2}
          items={sheet.identity.map(([term, value, source]) => ({ term, value, note: noteOf(source) }))}
        />
      </Part>
      <Part title="Lieux" isThere={sheet.places.length > 0}>
        <DefinitionList
          items={sheet.places.map(([term, departement, address]) => ({
            term,
            value: [departement, address].filter((word) => word !== nothing).join(' · '),
          }))}
        />
      </Part>
      <Part title="Propos rapportés" isThere={sheet.statements.length > 0}>
        {sheet.statements.map((one) => (
          <figure className="letter-statement" key={`${one.source} ${one.text.flat().join(' ')}`}>
            <blockquote>
              <Words text={one.text} />
            </blockquote>
            <figcaption>{one.source}</figcaption>
          </figure>
        ))}
      </Part>
      {sheet.observations.map(({ title, rows }) => (
        <Part key={title} title={title} isThere>
          <ul className="letter-rows">
            {rows.map(([label, presence, source, period]) => (
              <li key={label}>
                <strong>{label}</strong> <Badge>{presence}</Badge>
                <small>{heard(source, period)}</small>
              </li>
            ))}
          </ul>
        </Part>
      ))}
      <Part title="Appréciation de la plateforme" isThere={sheet.appreciation.length > 0}>
        <Words text={sheet.appreciation} />
      </Part>
      <Part title="Information des parents" isThere>
        <p>{sheet.parents}</p>
        <Words text={sheet.parentsReason} />
      </Part>
      <footer className="letter-foot">
        {sheet.mentions.map((mention) => (
          <p key={mention}>{mention}</p>
        ))}
      </footer>
    </article>
  )
}

/** What the sheet writes where nothing is known. */
const nothing = '—'
/** Who said it and when: one day is said by the source already. */
const heard = (source: string, period: string): string =>
  [source, source !== nothing && period.startsWith('le ') ? nothing : period]
    .filter((word) => word !== nothing)
    .join(', ')
const noteOf = (source: string) => (source === nothing ? undefined : source)

function Part({ title, isThere, children }: { title: string; isThere: boolean; children: ReactNode }) {
  return isThere ? (
    <section className="letter-part">
      <h3>{title}</h3>
      {children}
    </section>
  ) : null
}

function Words({ text }: { text: Sheet['appreciation'] }) {
  return text.map((lines) => (
    <p key={lines.join(' ')} className="letter-words">
      {lines.join('\n')}
    </p>
  ))
}

const marks = Array.from({ length: 160 }, (_, place) => `mark-${place}`)

/** The reader's name across the page, on the screen and on paper: a picture of it says whose it is. */
function Watermark({ text }: { text: string }) {
  return (
    <div className="watermark" aria-hidden>
      {marks.map((mark) => (
        <span key={mark} data-reader={text} />
      ))}
    </div>
  )
}
