import { useQuery } from '@tanstack/react-query'
import { FilePenLine } from 'lucide-react'
import { sentenceOf } from '#kernel/call.ts'
import { Button, ErrorState, Loading, Panel } from '#kernel/ui/index.ts'
import type { Situation } from '#listening/situation/contract.ts'
import { TransmissionLines } from './TransmissionLines.tsx'
import { ofSituationQuery } from './useTransmissions.ts'
import { useWriteTransmission } from './useWriteTransmission.ts'

/** What was, or is about to be, passed on to the authorities from this file. */
export function TransmissionsPanel({ file }: { file: Situation }) {
  const query = useQuery(ofSituationQuery(file.id))
  const { write, isPending } = useWriteTransmission(file.id, { isDisabled: !file.abilities.act })
  const rows = query.data?.items ?? []
  return (
    <Panel
      title="Transmissions"
      isQuiet
      actions={
        file.abilities.act && (
          <Button size="small" icon={FilePenLine} shortcut="i" isPending={isPending} onPress={write}>
            Rédiger une information préoccupante
          </Button>
        )
      }
    >
      {query.isError && !query.data && (
        <ErrorState
          title="Les transmissions n’ont pas pu être lues"
          todo={sentenceOf(query.error)}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.isPending && <Loading label="Les transmissions arrivent…" lines={2} />}
      {query.data && rows.length === 0 && (
        <p className="muted">Rien n’a été transmis depuis ce dossier par la plateforme.</p>
      )}
      {rows.length > 0 && <TransmissionLines label="Transmissions de ce dossier" rows={rows} />}
    </Panel>
  )
}
