import { Fragment } from 'react'
import type { SectionView } from './view.ts'

/** Every answer in words, page by page. */
export function SurveySections({ sections }: { readonly sections: readonly SectionView[] }) {
  return sections.map(({ title, edit, lines }) => (
    <section key={title}>
      <h2>{title}</h2>
      {edit && (
        <p>
          <a href={edit}>Modifier « {title} »</a>
        </p>
      )}
      <dl>
        {lines.map(({ id, title: question, words, by }) => (
          <Fragment key={id}>
            <dt>{question}</dt>
            <dd>
              {words || <span className="hint">Sans réponse</span>}
              {by && words && <span className="hint"> ({by})</span>}
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  ))
}
