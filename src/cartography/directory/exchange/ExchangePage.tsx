import { useState } from 'react'
import { sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import { ErrorState, Loading, Stack } from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { bringFile } from './contract.ts'
import { ExportPanel } from './ExportPanel.tsx'
import { RunHistory } from './RunHistory.tsx'
import { RunView } from './RunView.tsx'
import { UploadPanel } from './UploadPanel.tsx'
import { useRuns } from './useExchange.ts'

const waiting = ['checking', 'checked', 'writing']

/** What leaves the directory as a file, and what comes into it. */
export function ExchangePage() {
  const can = useCan()
  return (
    <>
      <PageHeader
        title="Échanger"
        lead="Exporter l’annuaire pour un public précis, ou y apporter un fichier. Rien n’est écrit avant votre accord."
        back={{ href: '/bureau/annuaire', label: 'Annuaire' }}
      />
      {can(bringFile.action) ? <BothWays /> : <ExportPanel />}
    </>
  )
}

function BothWays() {
  const runs = useRuns()
  const [chosen, setChosen] = useState<string | null>()
  const items = runs.data?.items ?? []
  // What waits for an answer shows by itself, unless something else was asked for.
  const shown = chosen === undefined ? items.find(({ state }) => waiting.includes(state))?.id : chosen
  if (shown) return <RunView key={shown} id={shown} onClose={() => setChosen(null)} />
  return (
    <Stack gap={6}>
      <ExportPanel />
      <UploadPanel onBrought={setChosen} />
      {runs.isPending ? (
        <Loading label="Les fichiers apportés arrivent…" />
      ) : runs.isError ? (
        <ErrorState title={sentenceOf(runs.error)} onRetry={() => void runs.refetch()} />
      ) : (
        items.length > 0 && <RunHistory items={items} onOpen={setChosen} />
      )}
    </Stack>
  )
}
