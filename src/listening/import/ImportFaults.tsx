import { Download } from 'lucide-react'
import { download, sentenceOf } from '#kernel/call.ts'
import { Button, formatNumber, Table, type TableColumn, toast } from '#kernel/ui/index.ts'
import { usePages } from '#kernel/usePages.ts'
import { downloadFaults, type ImportFault, type ImportRun } from './contract.ts'
import { useFaults } from './useImports.ts'

const pageSize = 25
/** The server keeps so many of them to be looked at. */
const keptFaults = 2000

const columns: readonly TableColumn<ImportFault & { place: number }>[] = [
  {
    id: 'line',
    title: 'Ligne',
    cell: ({ line }) => formatNumber(line),
    isRowHeader: true,
    isFixed: true,
    align: 'end',
    width: 'narrow',
  },
  {
    id: 'column',
    title: 'Colonne',
    cell: ({ column }) => (column ? <code>{column}</code> : 'Tout le fichier'),
  },
  { id: 'message', title: 'Ce qui ne va pas', cell: ({ message }) => message, width: 'wide' },
]

/** The refused rows, page by page, and as a file for whoever corrects. */
export function ImportFaults({ run }: { run: ImportRun }) {
  const pages = usePages(run.id, pageSize)
  const found = useFaults(run.id, pages.after, pageSize)
  // One cell may be refused twice for the same reason: its place tells two rows apart.
  const items = (found.data?.items ?? []).map((fault, place) => ({ ...fault, place }))
  const total = Math.min(run.faults, keptFaults)
  return (
    <Table
      name="import-faults"
      caption="Ce qui est refusé"
      columns={columns}
      rows={items}
      rowId={({ place }) => String(place)}
      rowLabel={({ line }) => `Ligne ${line}`}
      isLoading={found.isPending}
      paging={{ ...pages.pagingOf(items.length, found.data?.next ?? null, found.isFetching), total }}
      tools={
        <Button
          size="small"
          icon={Download}
          onPress={() =>
            download(downloadFaults, { params: { id: run.id } }).catch((error) =>
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
