import { sentenceOf } from '#kernel/call.ts'
import { Badge, Select, Table, type TableColumn, TextLink, toast } from '#kernel/ui/index.ts'
import { usePages } from '#kernel/usePages.ts'
import { type ExchangeVerdict, exchangeDecision } from '#vocabulary'
import type { ExchangeItem, ExchangeRun } from './contract.ts'
import { useExchangeActs, useItems } from './useExchange.ts'

const pageSize = 25
const decisions = exchangeDecision.codes.map((value) => ({ value, label: exchangeDecision.label(value) }))

/** The entries of one verdict, page by page; likely duplicates are decided here. */
export function RunItems({ run, verdict }: { run: ExchangeRun; verdict: ExchangeVerdict }) {
  const pages = usePages(`${run.id} ${run.state} ${verdict}`, pageSize)
  const found = useItems(run, verdict, pages.after, pageSize)
  const { decide } = useExchangeActs()
  const items = found.data?.items ?? []
  const columns: readonly TableColumn<ExchangeItem>[] = [
    { id: 'name', title: 'Service', cell: ({ name }) => name, isRowHeader: true, isFixed: true },
    { id: 'place', title: 'Dans le fichier', cell: ({ place }) => <code>{place}</code>, isMinor: true },
    ...(verdict === 'fresh'
      ? []
      : [
          {
            id: 'service',
            title: verdict === 'duplicate' ? 'Ressemble à' : 'Dans l’annuaire',
            cell: ({ serviceId, service, reasons }: ExchangeItem) => (
              <>
                {serviceId && (
                  <TextLink href={`/bureau/annuaire/${serviceId}`}>{service ?? 'Fiche'}</TextLink>
                )}
                {reasons.length > 0 && <span className="muted small"> ({reasons.join(', ')})</span>}
              </>
            ),
          },
        ]),
    ...(verdict === 'changed'
      ? [
          {
            id: 'changes',
            title: 'Ce qui change',
            width: 'wide' as const,
            cell: ({ changes }: ExchangeItem) => (
              <ul className="contact-lines">
                {changes.map(({ field, before, after }) => (
                  <li key={field}>
                    {field} : {before ? <del>{before}</del> : 'rien'} → {after ? <ins>{after}</ins> : 'rien'}
                  </li>
                ))}
              </ul>
            ),
          },
        ]
      : []),
    ...(verdict === 'duplicate'
      ? [
          {
            id: 'decision',
            title: 'Décision',
            cell: (item: ExchangeItem) =>
              run.state === 'checked' ? (
                <Select
                  label={`Décision pour ${item.name ?? item.place}`}
                  hideLabel
                  options={decisions}
                  value={item.decision}
                  placeholder="À trancher"
                  onChange={(decision) =>
                    decide.mutate(
                      { id: run.id, position: item.position, decision },
                      { onError: (error) => toast({ text: sentenceOf(error) }) },
                    )
                  }
                />
              ) : (
                item.decision && exchangeDecision.label(item.decision)
              ),
          },
        ]
      : []),
    ...(run.state === 'checked'
      ? []
      : [
          {
            id: 'written',
            title: 'Suite',
            cell: ({ written, trouble, decision }: ExchangeItem) =>
              trouble ? (
                <>Refusé : {trouble}</>
              ) : (
                <Badge tone={written && decision !== 'aside' ? 'positive' : 'neutral'}>
                  {decision === 'aside' ? 'De côté' : written ? 'Fait' : 'En attente'}
                </Badge>
              ),
          },
        ]),
  ]
  return (
    <Table
      name={`directory-import-${verdict}`}
      caption="Les entrées du fichier"
      columns={columns}
      rows={items}
      rowId={({ position }) => String(position)}
      rowLabel={({ name, place }) => name ?? place}
      isLoading={found.isPending}
      paging={{
        ...pages.pagingOf(items.length, found.data?.next ?? null, found.isFetching),
        total: run.counts[verdict],
      }}
    />
  )
}
