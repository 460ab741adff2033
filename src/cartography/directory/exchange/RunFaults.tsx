import { Download } from 'lucide-react'
import { download, sentenceOf } from '#kernel/call.ts'
import { Button, Table, type TableColumn, toast } from '#kernel/ui/index.ts'
import { usePages } from '#kernel/usePages.ts'
import { downloadExchangeFaults, type ExchangeFault, type ExchangeRun } from './contract.ts'
import { useExchangeFaults } from './useExchange.ts'

const pageSize = 25

const columns: readonly TableColumn<ExchangeFault & { rank: number }>[] = [
  {
    id: 'place',
    title: 'Où',
    cell: ({ place }) => (place ? <code>{place}</code> : 'Tout le fichier'),
    isRowHeader: true,
    isFixed: true,
  },
  { id: 'field', title: 'Champ', cell: ({ field }) => field && <code>{field}</code> },
  { id: 'message', title: 'Ce qui ne va pas', cell: ({ message }) => message, width: 'wide' },
]

/** What is refused, page by page, and as a file for whoever corrects. */
export function RunFaults({ run }: { run: ExchangeRun }) {
  const pages = usePages(`${run.id} ${run.state}`, pageSize)
  const found = useExchangeFaults(run, pages.after, pageSize)
  const items = (found.data?.items ?? []).map((fault, rank) => ({ ...fault, rank }))
  return (
    <Table
      name="directory-import-faults"
      caption="Ce qui est refusé"
      columns={columns}
      rows={items}
      rowId={({ rank }) => String(rank)}
      rowLabel={({ place, field }) => `${place} ${field}`}
      isLoading={found.isPending}
      paging={{
        ...pages.pagingOf(items.length, found.data?.next ?? null, found.isFetching),
        total: run.faults,
      }}
      tools={
        <Button
          size="small"
          icon={Download}
          onPress={() =>
            download(downloadExchangeFaults, { params: { id: run.id } }).catch((error) =>
              toast({ text: sentenceOf(error) }),
            )
          }
        >
          Télécharger la liste (CSV)
        </Button>
      }
    />
  )
}
