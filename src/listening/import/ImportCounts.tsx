import { formatNumber, KeyFigure, KeyFigures } from '#kernel/ui/index.ts'
import type { ImportRun } from './contract.ts'

/** What the import would make, makes, or made. */
export function ImportCounts({ run }: { run: ImportRun }) {
  const isAhead = run.state === 'checked'
  return (
    <KeyFigures>
      <KeyFigure value={formatNumber(run.rows)} label="Lignes lues" />
      <KeyFigure value={formatNumber(run.contacts)} label={isAhead ? 'Contacts à créer' : 'Contacts créés'} />
      <KeyFigure
        value={formatNumber(run.situations)}
        label={isAhead ? 'Situations à ouvrir' : 'Situations ouvertes'}
      />
      <KeyFigure value={formatNumber(run.unchanged)} label="Déjà importés" note="Laissés tels quels" />
      <KeyFigure value={formatNumber(run.faulty)} label="Lignes refusées" />
    </KeyFigures>
  )
}
