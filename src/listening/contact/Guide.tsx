import { memo } from 'react'
import { guide } from './guide.ts'

/** What helps with the part of the conversation that is being noted. */
export const Guide = memo(function Guide({ topic }: { topic: string }) {
  const shown = guide[topic]
  if (!shown) return null
  return (
    <section className="guide" aria-labelledby="guide-title">
      <h2 id="guide-title">{shown.title}</h2>
      <ul>
        {shown.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </section>
  )
})
