import { FileUp, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { sentenceOf } from '#kernel/call.ts'
import { Banner, Button, Cluster, ConfirmDialog, plural, Stack } from '#kernel/ui/index.ts'
import type { ImportRun } from './contract.ts'
import { useImportActs } from './useImports.ts'

/** Import, or not: said in words before anything is written. */
export function ImportDecision({ run, onGivenUp }: { run: ImportRun; onGivenUp: () => void }) {
  const [isAsking, setAsking] = useState(false)
  const { confirm, cancel } = useImportActs()
  const contacts = plural(run.contacts, 'contact', 'contacts')
  const situations = plural(run.situations, 'situation', 'situations')
  const without = run.faulty > 0 ? ' sans les lignes refusées' : ''
  return (
    <Stack gap={3}>
      {confirm.isError && <Banner tone="attention" title={sentenceOf(confirm.error)} />}
      <Cluster>
        <Button
          variant="primary"
          icon={FileUp}
          isDisabled={run.contacts === 0}
          isPending={confirm.isPending}
          onPress={() => setAsking(true)}
        >
          {run.contacts === 0 ? 'Rien de nouveau à importer' : `Importer ${contacts}${without}`}
        </Button>
        <Button
          icon={Trash2}
          isPending={cancel.isPending}
          onPress={() => cancel.mutate(run.id, { onSuccess: onGivenUp })}
        >
          Abandonner ce fichier
        </Button>
      </Cluster>
      <ConfirmDialog
        title={`Importer ${contacts} ?`}
        isOpen={isAsking}
        onOpenChange={setAsking}
        confirmLabel="Importer"
        onConfirm={async () => {
          await confirm.mutateAsync({ id: run.id, acceptValid: run.faults > 0 }).catch(() => undefined)
        }}
      >
        <p>
          {contacts} seront enregistrés sous votre nom, et {situations}{' '}
          {run.situations > 1 ? 'seront ouvertes' : 'sera ouverte'}. Les chiffres du rapport changeront
          aussitôt.
        </p>
        {run.faulty > 0 && (
          <p>{plural(run.faulty, 'ligne refusée restera', 'lignes refusées resteront')} de côté.</p>
        )}
        <p>Un import ne se défait pas d’un geste : chaque contact se corrige ensuite dans sa fiche.</p>
      </ConfirmDialog>
    </Stack>
  )
}
