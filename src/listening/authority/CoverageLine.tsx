import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { call } from '#kernel/call.ts'
import { Banner, plural } from '#kernel/ui/index.ts'
import { readCoverage } from './contract.ts'
import { routesInWords } from './words.ts'

/** Whether an alert has somewhere to go, wherever the minor lives: red when it has not. */
export function CoverageLine() {
  const coverage = useQuery({
    queryKey: ['authorities', 'coverage'],
    queryFn: ({ signal }) => call(readCoverage, { signal }),
  })
  if (!coverage.data) return null
  const { covered, departements, fallback, items } = coverage.data
  const holes = items.filter(({ status }) => status === 'hole')
  const warned = items.filter(({ warnings }) => warnings.length > 0)
  const relayed = items.filter(({ status }) => status === 'fallback')
  if (holes.length > 0)
    return (
      <Banner
        tone="danger"
        isLive
        title={`${holes.length} département${holes.length > 1 ? 's' : ''} sans destinataire`}
      >
        {routesInWords(holes)}. Confiez-les à un service : d’ici là, {fallback} reçoit à leur place.
      </Banner>
    )
  return (
    <p className="coverage-line">
      <CircleCheck size={18} strokeWidth={1.75} aria-hidden />
      <span>
        {covered} départements sur {departements} ont un destinataire.
        {relayed.length > 0 && ` Par relais : ${routesInWords(relayed)}.`} Lieu inconnu ou hors des
        départements : {fallback}.
        {warned.length > 0 && (
          <strong className="coverage-warning">
            {' '}
            {plural(warned.length, 'CRIP', 'CRIP')} sans personne qui puisse encore ouvrir un envoi sur
            l’espace partenaire.
          </strong>
        )}
      </span>
    </p>
  )
}
