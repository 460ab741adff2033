import { Fragment } from 'react'
import type { Locale } from '../survey/shape.ts'
import { speechOf } from '../survey/speech/speech.ts'
import type { SectionView } from './view.ts'

interface SurveySectionsProps {
  readonly sections: readonly SectionView[]
  readonly locale: Locale | undefined
}

/** Every answer in words, page by page. */
export function SurveySections({ sections, locale }: SurveySectionsProps) {
  const words = speechOf(locale).review
  return sections.map(({ title, edit, lines }) => (
    <section key={title}>
      <h2 lang={locale}>{title}</h2>
      {edit && (
        <p>
          <a href={edit}>{words.edit(title)}</a>
        </p>
      )}
      <dl>
        {lines.map(({ id, title: question, words: answered, by }) => (
          <Fragment key={id}>
            <dt lang={locale}>{question}</dt>
            <dd>
              {answered || <span className="hint">{words.blank}</span>}
              {by && answered && <span className="hint"> ({by})</span>}
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  ))
}
