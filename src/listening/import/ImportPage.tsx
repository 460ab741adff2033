import { useState } from 'react'
import { sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import { ErrorState, Loading, Stack } from '#kernel/ui/index.ts'
import { ColumnGuide } from './ColumnGuide.tsx'
import { ImportHistory } from './ImportHistory.tsx'
import { ImportUpload } from './ImportUpload.tsx'
import { ImportView } from './ImportView.tsx'
import { useImports } from './useImports.ts'

const waiting = ['checking', 'checked', 'importing']

/** Brings a file of contacts: looked through first, imported when somebody says so. */
export function ImportPage() {
  const imports = useImports()
  const [chosen, setChosen] = useState<string | null>()
  const items = imports.data?.items ?? []
  // What waits for an answer shows by itself, unless something else was asked for.
  const shown = chosen === undefined ? items.find(({ state }) => waiting.includes(state))?.id : chosen
  return (
    <>
      <PageHeader
        title="Importer des contacts"
        lead="Le fichier est d’abord vérifié en entier. Rien n’est enregistré avant votre accord."
      />
      {imports.isPending ? (
        <Loading label="Les imports arrivent…" />
      ) : imports.isError ? (
        <ErrorState title={sentenceOf(imports.error)} onRetry={() => void imports.refetch()} />
      ) : (
        <Stack gap={6}>
          {shown ? (
            <ImportView id={shown} onClose={() => setChosen(null)} />
          ) : (
            <ImportUpload onUploaded={setChosen} />
          )}
          {!shown && <ColumnGuide />}
          {!shown && items.length > 0 && <ImportHistory items={items} onOpen={setChosen} />}
        </Stack>
      )}
    </>
  )
}
