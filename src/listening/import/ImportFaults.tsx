import { Download } from 'lucide-react'
import { download, sentenceOf } from '#kernel/call.ts'
import { Button, type Column, formatNumber, Table, toast } from '#kernel/ui/index.ts'
import { usePages } from '#kernel/usePages.ts'
import { downloadFaults, type ImportFault, type ImportRun } from './contract.ts'
import { useFaults } from './useImports.ts'

const pageSize = 25
/** The server keeps so many of them to be looked at. */
const keptFaults = 2000

const columns: readonly Column<ImportFault>[] = [
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
  const items = found.data?.items ?? []
  const total = Math.min(run.faults, keptFaults)
  return (
    <Table
      name="import-faults"
      caption={`Ce qui est refusé (${formatNumber(run.faults)})`}
      columns={columns}
      rows={items}
      rowId={({ line, column, message }) => `${line}-${column}-${message}`}
      rowLabel={({ line }) => `Ligne ${line}`}
      isLoading={found.isPending}
      paging={{ ...pages.pagingOf(items.length, found.data?.next ?? null, found.isFetching), total }}
      tools={
        <Button
          size="small"
          icon={Download}
          onPress={() =>
            download(downloadFaults, { params: { id: run.id } }).catch((error) =>
              toast({ text: sentenceOf(error), tone: 'attention' }),
            )
          }
        >
          Télécharger la liste (CSV)
        </Button>
      }
    />
  )
}
