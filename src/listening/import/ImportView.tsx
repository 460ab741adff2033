import { ArrowLeft, CircleStop } from 'lucide-react'
import { sentenceOf } from '#kernel/call.ts'
import {
  Badge,
  Banner,
  Button,
  ButtonLink,
  Cluster,
  ErrorState,
  formatNumber,
  formatShortDateTime,
  Loading,
  Panel,
  ProgressBar,
  plural,
  Stack,
} from '#kernel/ui/index.ts'
import type { ImportRun } from './contract.ts'
import { ImportCounts } from './ImportCounts.tsx'
import { ImportDecision } from './ImportDecision.tsx'
import { ImportFaults } from './ImportFaults.tsx'
import { ImportPreview } from './ImportPreview.tsx'
import { useImport, useImportActs } from './useImports.ts'

/** One import, from the first look to the end. */
export function ImportView({ id, onClose }: { id: string; onClose: () => void }) {
  const found = useImport(id)
  const { cancel } = useImportActs()
  if (found.isPending) return <Loading label="L’import arrive…" />
  if (found.isError)
    return <ErrorState title={sentenceOf(found.error)} onRetry={() => void found.refetch()} />
  const run = found.data
  return (
    <Panel
      title={run.name}
      lead={`Envoyé par ${run.uploadedBy}, ${formatShortDateTime(run.uploadedAt)}`}
      actions={
        run.state === 'checked' ? undefined : (
          <Button variant="plain" icon={ArrowLeft} onPress={onClose}>
            Tous les imports
          </Button>
        )
      }
    >
      <Stack gap={5}>
        <Stage run={run} onStop={() => cancel.mutate(id)} isStopping={cancel.isPending} />
        {run.state !== 'checking' && <ImportCounts run={run} />}
        {run.state === 'checked' && <ImportDecision run={run} onGivenUp={onClose} />}
        {run.faults > 0 && <ImportFaults run={run} />}
        {run.state === 'checked' && run.first.length > 0 && <ImportPreview rows={run.first} />}
      </Stack>
    </Panel>
  )
}

interface StageProps {
  readonly run: ImportRun
  readonly onStop: () => void
  readonly isStopping: boolean
}

function Stage({ run, onStop, isStopping }: StageProps) {
  switch (run.state) {
    case 'checking':
      return (
        <Stack gap={3}>
          <ProgressBar
            label="Vérification de chaque ligne"
            value={run.progress}
            detail={
              run.rows > 0 ? plural(run.rows, 'ligne lue', 'lignes lues') : 'Le fichier attend son tour.'
            }
          />
          <Stop label="Abandonner" onStop={onStop} isStopping={isStopping} />
        </Stack>
      )
    case 'checked':
      return <Verdict run={run} />
    case 'importing':
      return (
        <Stack gap={3}>
          <ProgressBar
            label="Import en cours"
            value={run.progress}
            detail={`${formatNumber(run.rowsDone)} lignes sur ${formatNumber(run.rows)}. Vous pouvez quitter cette page : l’import continue.`}
          />
          <Stop label="Interrompre" onStop={onStop} isStopping={isStopping} />
        </Stack>
      )
    case 'done':
      return (
        <Banner
          tone="positive"
          title={`L’import est terminé : ${plural(run.contacts, 'contact créé', 'contacts créés')}, ${plural(run.situations, 'situation ouverte', 'situations ouvertes')}.`}
          actions={<ButtonLink href="/bureau/situations">Voir les situations</ButtonLink>}
        />
      )
    case 'cancelled':
      return (
        <Banner
          title={
            run.rowsDone > 0
              ? `Import interrompu après ${plural(run.rowsDone, 'ligne', 'lignes')}. Ce qui était enregistré l’est resté ; renvoyez le même fichier pour continuer.`
              : 'Fichier abandonné. Rien n’a été enregistré.'
          }
        />
      )
    case 'failed':
      return (
        <Banner
          tone="attention"
          title="L’import s’est arrêté de notre côté. Ce qui était enregistré l’est resté ; renvoyez le même fichier pour continuer, sans risque de doublon."
        />
      )
  }
}

function Verdict({ run }: { run: ImportRun }) {
  if (run.faults === 0) {
    return (
      <Cluster>
        <Badge tone="positive">Aucune ligne refusée</Badge>
      </Cluster>
    )
  }
  return (
    <Banner
      tone="attention"
      title={`${plural(run.faulty, 'ligne est refusée', 'lignes sont refusées')}${run.faulty === 0 ? ' : le fichier ne se lit pas comme attendu' : ''}.`}
    >
      Corrigez le fichier et envoyez-le de nouveau, ou importez les lignes justes sans les autres.
    </Banner>
  )
}

function Stop({ label, onStop, isStopping }: { label: string; onStop: () => void; isStopping: boolean }) {
  return (
    <Cluster>
      <Button icon={CircleStop} onPress={onStop} isPending={isStopping}>
        {label}
      </Button>
    </Cluster>
  )
}
