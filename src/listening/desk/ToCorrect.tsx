import { useQuery } from '@tanstack/react-query'
import { Panel } from '#kernel/ui/index.ts'
import { TransmissionLines } from '#listening/transmission/TransmissionLines.tsx'
import { toCorrectQuery } from '#listening/transmission/useTransmissions.ts'

/** What I wrote that came back with remarks; nothing when nothing did. */
export function ToCorrect() {
  const { data } = useQuery(toCorrectQuery)
  if (!data || data.items.length === 0) return null
  return (
    <Panel title="Écrits à reprendre" lead="La coordination vous les a renvoyés avec des remarques." isQuiet>
      <TransmissionLines label="Écrits à reprendre" rows={data.items} withSituation />
    </Panel>
  )
}
