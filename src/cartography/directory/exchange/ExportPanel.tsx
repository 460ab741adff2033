import { Download, FileOutput } from 'lucide-react'
import { useState } from 'react'
import { download, sentenceOf } from '#kernel/call.ts'
import {
  Badge,
  Banner,
  Button,
  Cluster,
  ComboBox,
  ErrorState,
  FieldRow,
  formatNumber,
  formatShortDateTime,
  Loading,
  Panel,
  ProgressBar,
  plural,
  RadioChips,
  Select,
  Stack,
  TextLink,
  toast,
} from '#kernel/ui/index.ts'
import { departementOptions } from '#listening/situation/words.ts'
import {
  type Departement,
  departementName,
  type ExchangeFormat,
  exchangeFormat,
  type ServiceVisibility,
} from '#vocabulary'
import { downloadExport, type ExchangeExport } from './contract.ts'
import { PrintDirectoryButton } from './PrintDirectoryButton.tsx'
import { useExchangeActs, useExports } from './useExchange.ts'
import { audienceLabels, audienceOptions, formatOptions } from './words.ts'

/** Asks for a file of the directory, and takes the ones that are made. */
export function ExportPanel() {
  const [format, setFormat] = useState<ExchangeFormat>('xlsx')
  const [audience, setAudience] = useState<ServiceVisibility>('public')
  const [departement, setDepartement] = useState<string | null>(null)
  const exports = useExports()
  const { ask } = useExchangeActs()
  const code = departement as Departement | null
  return (
    <Panel
      title="Exporter l’annuaire"
      lead="Le fichier ne dit que ce que son public peut lire : il est relu avant d’être donné, et gardé un jour."
    >
      <Stack gap={4}>
        <RadioChips
          noneLabel={false}
          label="Pour qui"
          options={audienceOptions}
          value={audience}
          onChange={(one) => one && setAudience(one)}
        />
        <FieldRow>
          <Select
            label="Format"
            options={formatOptions}
            value={format}
            onChange={(one) => one && setFormat(one)}
          />
          <ComboBox
            label="Département"
            options={departementOptions}
            value={departement}
            onChange={setDepartement}
            placeholder="Toute la France"
          />
        </FieldRow>
        {exchangeFormat.entry(format)?.hint && (
          <p className="muted small">{exchangeFormat.entry(format)?.hint}</p>
        )}
        {ask.isError && <Banner tone="attention" title={sentenceOf(ask.error)} />}
        <Cluster>
          <Button
            variant="primary"
            icon={FileOutput}
            isPending={ask.isPending}
            onPress={() => ask.mutate({ format, audience, departement: code })}
          >
            Préparer le fichier
          </Button>
          {code && <PrintDirectoryButton departement={code} audience={audience} />}
        </Cluster>
        {exports.isPending ? (
          <Loading label="Les exports arrivent…" lines={2} />
        ) : exports.isError ? (
          <ErrorState title={sentenceOf(exports.error)} onRetry={() => void exports.refetch()} />
        ) : (
          exports.data.items.length > 0 && (
            <ul className="contact-lines" aria-label="Fichiers préparés">
              {exports.data.items.map((one) => (
                <ExportLine key={one.id} of={one} />
              ))}
            </ul>
          )
        )}
      </Stack>
    </Panel>
  )
}

const sizeOf = (bytes: number): string =>
  bytes < 1_000_000
    ? `${formatNumber(Math.ceil(bytes / 1000))} ko`
    : `${formatNumber(Math.round(bytes / 1_000_000))} Mo`

function ExportLine({ of }: { of: ExchangeExport }) {
  const where = of.departement ? departementName(of.departement) : 'Toute la France'
  const title = `${exchangeFormat.label(of.format)} – ${audienceLabels[of.audience].toLowerCase()} – ${where}`
  const take = () =>
    download(downloadExport, { params: { id: of.id } }).catch((error) => toast({ text: sentenceOf(error) }))
  return (
    <li>
      <Cluster gap={2}>
        <strong>{title}</strong>
        {of.state === 'leaks' && <Badge tone="attention">Refusé</Badge>}
        {of.state === 'failed' && <Badge tone="attention">Arrêté</Badge>}
      </Cluster>
      <p className="muted small">
        {formatShortDateTime(of.requestedAt)}, par {of.requestedBy}
        {of.state === 'ready' && ` · ${plural(of.services, 'service', 'services')}, ${sizeOf(of.bytes)}`}
      </p>
      {of.state === 'making' && <ProgressBar label="Écriture et relecture du fichier" value={of.progress} />}
      {of.state === 'ready' && (
        <Button size="small" icon={Download} onPress={() => void take()}>
          Télécharger
        </Button>
      )}
      {of.state === 'failed' && (
        <p>Le fichier n’a pas pu être fait, de notre côté. Demandez-le de nouveau.</p>
      )}
      {of.state === 'leaks' && <Leaks of={of} />}
    </li>
  )
}

/** Which entries keep a file from leaving: to be put right, then asked for again. */
function Leaks({ of }: { of: ExchangeExport }) {
  const services = new Map(
    of.leaks.flatMap((leak) => (leak.serviceId ? [[leak.serviceId, leak.name ?? 'Fiche'] as const] : [])),
  )
  return (
    <Banner tone="attention" title="Ce fichier aurait dit une information réservée : il n’a pas été gardé.">
      <ul>
        {[...services].map(([id, name]) => (
          <li key={id}>
            <TextLink href={`/bureau/annuaire/${id}`}>{name}</TextLink> :{' '}
            {[...new Set(of.leaks.filter((leak) => leak.serviceId === id).map(({ what }) => what))].join(
              ', ',
            )}
          </li>
        ))}
      </ul>
      Corrigez ces fiches, puis demandez le fichier de nouveau.
    </Banner>
  )
}
