import { NotebookPen } from 'lucide-react'
import { useState } from 'react'
import { sentenceOf } from '#kernel/call.ts'
import { Disclosure, ErrorState, formatList, Loading, Menu, plural } from '#kernel/ui/index.ts'
import type { Situation } from '#listening/situation/contract.ts'
import type { ServiceWork } from './contract.ts'
import { DueList } from './DueList.tsx'
import { type Recordable, Recording } from './Recording.tsx'
import { useServiceWork } from './useWork.ts'
import { WorkRecords } from './WorkRecords.tsx'
import { exchangeTitles } from './words.ts'
import './liaison.css'

const recordables: readonly { id: Recordable; label: string; description?: string }[] = [
  { id: 'ase_liaison', label: exchangeTitles.ase_liaison },
  { id: 'partner_contact', label: exchangeTitles.partner_contact },
  { id: 'local_orientation', label: 'Orientation vers un service' },
  { id: 'documentation_sent', label: 'Envoi de documentation' },
  { id: 'prosecutor_report', label: exchangeTitles.prosecutor_report },
  { id: 'emergency_services', label: exchangeTitles.emergency_services },
  {
    id: 'informant_request',
    label: 'Demande de suites',
    description: 'De qui nous a transmis une information',
  },
]

/** What is expected from services or owed to informants on this file, then all that was done with them. */
export function ServiceWorkSection({ file }: { file: Situation }) {
  const [what, setWhat] = useState<Recordable | null>(null)
  const work = useServiceWork(file.id)
  return (
    <section aria-labelledby="service-work">
      <div className="work-head">
        <h2 id="service-work">Travail avec les services</h2>
        {work.data?.abilities.record && (
          <Menu
            label="Noter"
            icon={NotebookPen}
            size="small"
            items={recordables.map((one) => ({ ...one, onAction: () => setWhat(one.id) }))}
          />
        )}
      </div>
      {work.data ? (
        <Work work={work.data} file={file} />
      ) : work.error ? (
        <ErrorState
          title="Le travail avec les services n’a pas pu être lu"
          todo={sentenceOf(work.error)}
          onRetry={() => void work.refetch()}
        />
      ) : (
        <Loading label="Lecture du travail avec les services…" lines={2} />
      )}
      {what && <Recording situation={file} what={what} onClose={() => setWhat(null)} />}
    </section>
  )
}

function Work({ work, file }: { work: ServiceWork; file: Situation }) {
  const due = work.dueItems.filter(({ state }) => state !== 'settled')
  const settled = work.dueItems.filter(({ state }) => state === 'settled')
  const counts = [
    work.exchanges.length > 0 && plural(work.exchanges.length, 'échange', 'échanges'),
    work.orientations.length > 0 && plural(work.orientations.length, 'orientation', 'orientations'),
    work.sendings.length > 0 && plural(work.sendings.length, 'envoi', 'envois'),
    settled.length > 0 && plural(settled.length, 'attente réglée', 'attentes réglées'),
  ].filter((part): part is string => part !== false)
  if (due.length === 0 && counts.length === 0)
    return <p className="muted">Aucun échange avec un service, aucune orientation, rien à attendre.</p>
  return (
    <div className="stack" data-gap="2">
      {due.length > 0 && <DueList label="À suivre sur ce dossier" items={due} isInFile />}
      {counts.length > 0 && (
        <Disclosure title={formatList(counts)}>
          <WorkRecords work={work} settled={settled} situation={file} />
        </Disclosure>
      )}
    </div>
  )
}
