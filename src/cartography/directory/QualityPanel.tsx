import { CircleCheck, CircleDashed } from 'lucide-react'
import { Banner, Disclosure, Panel } from '#kernel/ui/index.ts'
import type { ServiceRecord } from './contract.ts'

/** How complete an entry is, and the next thing to do. */
export function QualityPanel({ service }: { service: ServiceRecord }) {
  const { quality } = service
  if (!quality) return null
  const applying = quality.criteria.filter(({ met }) => met !== null)
  const others = quality.criteria.filter(({ met }) => met === null)
  return (
    <Panel title={`Complète à ${quality.score} %`}>
      {quality.next ? (
        <Banner title={`À faire : ${quality.next.title.toLowerCase()}`}>{quality.next.todo}</Banner>
      ) : (
        <p>Rien ne manque à cette fiche.</p>
      )}
      <Disclosure title="Critère par critère">
        <ul className="criteria">
          {applying.map(({ id, title, met }) => (
            <li key={id}>
              {met ? <CircleCheck size={16} aria-hidden /> : <CircleDashed size={16} aria-hidden />}
              <span>
                {title} : {met ? 'oui' : 'il manque'}
              </span>
            </li>
          ))}
        </ul>
        {others.length > 0 && (
          <p className="muted small">
            Sans objet ici : {others.map(({ title }) => title.toLowerCase()).join(', ')}.
          </p>
        )}
      </Disclosure>
    </Panel>
  )
}
