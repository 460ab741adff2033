import { FileUp, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { sentenceOf } from '#kernel/call.ts'
import { Banner, Button, Cluster, ConfirmDialog, plural, RadioChips, Stack } from '#kernel/ui/index.ts'
import { type ExchangeDecision, exchangeDecision } from '#vocabulary'
import type { ExchangeRun } from './contract.ts'
import { useExchangeActs } from './useExchange.ts'

const options = exchangeDecision.codes.map((value) => ({ value, label: exchangeDecision.label(value) }))

/** Import, or not: said in words before anything is written. */
export function RunDecision({ run, onGivenUp }: { run: ExchangeRun; onGivenUp: () => void }) {
  const [isAsking, setAsking] = useState(false)
  const [undecided, setUndecided] = useState<ExchangeDecision>('aside')
  const { accept, cancel } = useExchangeActs()
  const { fresh, changed, duplicate, refused } = run.counts
  const isNothing = fresh + changed + duplicate === 0
  const added = plural(fresh, 'fiche sera ajoutée', 'fiches seront ajoutées')
  const proposed = plural(changed, 'fiche recevra une proposition', 'fiches recevront une proposition')
  return (
    <Stack gap={3}>
      {accept.isError && <Banner tone="attention" title={sentenceOf(accept.error)} />}
      {duplicate > 0 && (
        <RadioChips
          noneLabel={false}
          label="Les doublons possibles que vous n’aurez pas tranchés un à un"
          options={options}
          value={undecided}
          onChange={(one) => one && setUndecided(one)}
        />
      )}
      <Cluster>
        <Button
          variant="primary"
          icon={FileUp}
          isDisabled={isNothing}
          isPending={accept.isPending}
          onPress={() => setAsking(true)}
        >
          {isNothing ? 'Rien de nouveau à importer' : refused > 0 ? 'Importer sans les refusés' : 'Importer'}
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
        title="Importer ce fichier ?"
        isOpen={isAsking}
        onOpenChange={setAsking}
        confirmLabel="Importer"
        onConfirm={async () => {
          await accept
            .mutateAsync({ id: run.id, acceptValid: run.faults > 0, undecided })
            .catch(() => undefined)
        }}
      >
        <p>
          {added} ; {proposed}, que vous accepterez champ par champ.
        </p>
        {duplicate > 0 && (
          <p>Doublons possibles non tranchés : {exchangeDecision.label(undecided).toLowerCase()}.</p>
        )}
        {refused > 0 && (
          <p>{plural(refused, 'entrée refusée restera', 'entrées refusées resteront')} de côté.</p>
        )}
      </ConfirmDialog>
    </Stack>
  )
}
