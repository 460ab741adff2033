import { ArrowLeft, CircleStop } from 'lucide-react'
import { useState } from 'react'
import { sentenceOf } from '#kernel/call.ts'
import {
  Banner,
  Button,
  ButtonLink,
  Cluster,
  ErrorState,
  formatNumber,
  formatShortDateTime,
  KeyFigure,
  KeyFigures,
  Loading,
  Panel,
  ProgressBar,
  plural,
  RadioChips,
  Stack,
} from '#kernel/ui/index.ts'
import { type ExchangeVerdict, exchangeFormat } from '#vocabulary'
import type { ExchangeRun } from './contract.ts'
import { RunDecision } from './RunDecision.tsx'
import { RunFaults } from './RunFaults.tsx'
import { RunItems } from './RunItems.tsx'
import { useExchangeActs, useRun } from './useExchange.ts'

/** One file, from the first look to the end. */
export function RunView({ id, onClose }: { id: string; onClose: () => void }) {
  const found = useRun(id)
  const { cancel } = useExchangeActs()
  if (found.isPending) return <Loading label="Le fichier arrive…" />
  if (found.isError)
    return <ErrorState title={sentenceOf(found.error)} onRetry={() => void found.refetch()} />
  const run = found.data
  const what = run.onlyCheck ? 'Vérification seule' : `De « ${run.source} »`
  return (
    <Panel
      title={run.name}
      lead={`${what}, ${exchangeFormat.label(run.format)}. Apporté par ${run.uploadedBy}, ${formatShortDateTime(run.uploadedAt)}`}
      actions={
        <Button variant="plain" icon={ArrowLeft} onPress={onClose}>
          Échanger
        </Button>
      }
    >
      <Stack gap={5}>
        <Stage run={run} onStop={() => cancel.mutate(id)} isStopping={cancel.isPending} />
        {!run.onlyCheck && <Counts run={run} />}
        {run.state === 'checked' && <RunDecision run={run} onGivenUp={onClose} />}
        {run.faults > 0 && run.state !== 'checking' && <RunFaults run={run} />}
        {run.state !== 'checking' && !run.onlyCheck && <Entries run={run} />}
      </Stack>
    </Panel>
  )
}

function Counts({ run: { counts, state } }: { run: ExchangeRun }) {
  // What is ahead is said until it is behind.
  const ahead = (text: string) => (state === 'checked' || state === 'checking' ? { note: text } : {})
  return (
    <KeyFigures>
      <KeyFigure value={formatNumber(counts.fresh)} label="Nouveaux" {...ahead('Seront ajoutés')} />
      <KeyFigure
        value={formatNumber(counts.changed)}
        label="Modifiés"
        {...ahead('Deviendront des propositions')}
      />
      <KeyFigure value={formatNumber(counts.unchanged)} label="Inchangés" />
      <KeyFigure value={formatNumber(counts.duplicate)} label="Doublons possibles" {...ahead('À décider')} />
      <KeyFigure value={formatNumber(counts.refused)} label="Refusés" />
    </KeyFigures>
  )
}

const shown: readonly { value: ExchangeVerdict; label: string }[] = [
  { value: 'fresh', label: 'Nouveaux' },
  { value: 'changed', label: 'Modifiés' },
  { value: 'duplicate', label: 'Doublons possibles' },
  { value: 'unchanged', label: 'Inchangés' },
]

/** The entries of one verdict at a time, those that ask for a decision first. */
function Entries({ run }: { run: ExchangeRun }) {
  const [chosen, setChosen] = useState<ExchangeVerdict | null>(null)
  const some = shown.filter(({ value }) => run.counts[value] > 0)
  const first = some.find(({ value }) => value === 'duplicate') ?? some[0]
  const verdict = chosen ?? first?.value
  if (!verdict) return null
  return (
    <Stack gap={3}>
      <RadioChips
        noneLabel={false}
        label="Ce que dit le fichier"
        options={some}
        value={verdict}
        onChange={(one) => one && setChosen(one)}
      />
      <RunItems key={verdict} run={run} verdict={verdict} />
    </Stack>
  )
}

function Stage({ run, onStop, isStopping }: { run: ExchangeRun; onStop: () => void; isStopping: boolean }) {
  const read = Object.values(run.counts).reduce((sum, count) => sum + count, 0)
  const stop = (
    <Cluster>
      <Button icon={CircleStop} onPress={onStop} isPending={isStopping}>
        {run.state === 'checking' ? 'Abandonner' : 'Interrompre'}
      </Button>
    </Cluster>
  )
  switch (run.state) {
    case 'checking':
      return (
        <Stack gap={3}>
          <p role="status">
            {read > 0
              ? `${plural(read, 'entrée lue', 'entrées lues')}, la lecture continue…`
              : 'Le fichier attend son tour.'}
          </p>
          {stop}
        </Stack>
      )
    case 'writing':
      return (
        <Stack gap={3}>
          <ProgressBar
            label="Import en cours"
            value={run.progress}
            detail="Vous pouvez quitter cette page : l’import continue."
          />
          {stop}
        </Stack>
      )
    case 'checked':
      return run.faults === 0 ? null : (
        <Banner
          tone="attention"
          title={`${plural(run.faults, 'raison de refus', 'raisons de refus')} dans ce fichier.`}
        >
          Corrigez-le et renvoyez-le, ou importez les entrées justes sans les autres.
        </Banner>
      )
    case 'done':
      return run.onlyCheck ? (
        <Banner
          tone={run.faults === 0 ? 'positive' : 'attention'}
          title={
            run.faults === 0
              ? `Ce fichier est conforme : ${plural(read, 'entrée', 'entrées')}, aucune faute.`
              : `${plural(run.faults, 'faute', 'fautes')} dans ce fichier, sur ${plural(read, 'entrée', 'entrées')}.`
          }
        />
      ) : (
        <Banner
          tone="positive"
          title={`C’est fait : ${plural(run.created, 'fiche ajoutée', 'fiches ajoutées')}, ${plural(run.proposed, 'proposition à examiner', 'propositions à examiner')}.`}
          actions={
            <>
              {run.proposed > 0 && (
                <ButtonLink href="/bureau/annuaire/propositions">Examiner les propositions</ButtonLink>
              )}
              <ButtonLink href="/bureau/annuaire">Voir l’annuaire</ButtonLink>
            </>
          }
        />
      )
    case 'cancelled':
      return (
        <Banner
          title={
            run.created + run.proposed > 0
              ? 'Import interrompu. Ce qui était écrit l’est resté ; renvoyez le même fichier pour continuer.'
              : 'Fichier abandonné. Rien n’a été écrit.'
          }
        />
      )
    case 'failed':
      return (
        <Banner
          tone="attention"
          title="Le travail s’est arrêté de notre côté. Ce qui était écrit l’est resté ; renvoyez le même fichier pour continuer, sans risque de doublon."
        />
      )
  }
}
