import { useRouter } from '@tanstack/react-router'
import { ArrowUp } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId } from 'react'
import {
  Cell,
  Checkbox,
  Collection,
  Column,
  Table as RacTable,
  Row,
  TableBody,
  TableHeader,
  useTableOptions,
} from 'react-aria-components'
import { CheckBoxMark } from './Choice.tsx'
import { Empty } from './Feedback.tsx'
import { formatNumber } from './format.ts'
import { TableFoot, type TablePaging, TableTools } from './TableTools.tsx'
import { useTablePreference } from './tablePreference.ts'

export interface TableColumn<R> {
  id: string
  title: string
  cell: (row: R) => ReactNode
  /** The cell that names its row. */
  isRowHeader?: boolean
  isSortable?: boolean
  align?: 'end'
  width?: 'narrow' | 'wide'
  /** Not shown until the person asks for it. */
  isHidden?: boolean
  /** Cannot be hidden. */
  isFixed?: boolean
  /** Left out of the cards of a small screen. */
  isMinor?: boolean
}

export interface TableSort {
  readonly column: string
  readonly direction: 'ascending' | 'descending'
}

export interface TableProps<R> {
  /** Under which the person's choice of columns and density is remembered. */
  name: string
  caption: string
  columns: readonly TableColumn<R>[]
  rows: readonly R[]
  rowId: (row: R) => string
  /** The row in a few words, for screen readers and typing ahead. */
  rowLabel: (row: R) => string
  rowHref?: (row: R) => string
  onOpen?: (row: R) => void
  sort?: TableSort
  onSortChange?: (sort: TableSort) => void
  selection?: ReadonlySet<string>
  onSelectionChange?: (selection: ReadonlySet<string>) => void
  paging?: TablePaging
  empty?: ReactNode
  isLoading?: boolean
  /** Filters and exports, beside the choice of columns. */
  tools?: ReactNode
  hideCaption?: boolean
  /** Without the choice of columns and density, for a short list. */
  isPlain?: boolean
}

/** A dense list: arrows move, Enter opens, Space selects, headers sort; cards on a small screen. */
export function Table<R>(props: TableProps<R>) {
  const { name, caption, columns, rows, rowId, sort, onSortChange, selection, paging, onOpen, rowHref } =
    props
  const captionId = useId()
  const [preference, setPreference] = useTablePreference(name)
  const shown = columns.filter(
    (column) => column.isFixed || column.isRowHeader || !isHidden(column, preference.hidden),
  )
  const selectable = selection !== undefined
  const router = useRouter()
  const byId = new Map(rows.map((row) => [rowId(row), row]))
  // While some rows are chosen React Aria lets Enter do nothing; here Enter always opens, and only Space chooses.
  const openDespiteSelection = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !selection?.size || !(event.target instanceof HTMLElement)) return
    if (!event.target.matches('[role=row], [role=gridcell], [role=rowheader]')) return
    const row = byId.get(event.target.closest<HTMLElement>('tbody tr')?.dataset.key ?? '')
    if (row === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (rowHref) router.history.push(rowHref(row))
    onOpen?.(row)
  }
  return (
    <div
      className="table-frame"
      data-density={preference.density}
      data-loading={props.isLoading || undefined}
    >
      <div className="table-head">
        <p className={props.hideCaption ? 'visually-hidden' : 'table-caption'} id={captionId}>
          {caption}
          {paging?.total !== undefined && <span> · {formatNumber(paging.total)}</span>}
        </p>
        <div className="table-tools cluster" data-gap="2">
          {props.tools}
          {!props.isPlain && (
            <TableTools columns={columns} preference={preference} onChange={setPreference} />
          )}
        </div>
      </div>
      <div className="table-scroll" onKeyDownCapture={openDespiteSelection}>
        <RacTable
          className="table"
          aria-labelledby={captionId}
          aria-busy={props.isLoading}
          selectionMode={selectable ? 'multiple' : 'none'}
          selectionBehavior="toggle"
          selectedKeys={selectable ? [...selection] : undefined}
          onSelectionChange={(keys) =>
            props.onSelectionChange?.(new Set(keys === 'all' ? byId.keys() : [...keys].map(String)))
          }
          sortDescriptor={sort && { column: sort.column, direction: sort.direction }}
          onSortChange={({ column, direction }) => onSortChange?.({ column: String(column), direction })}
          onRowAction={
            onOpen
              ? (key) => {
                  const row = byId.get(String(key))
                  if (row !== undefined) onOpen(row)
                }
              : undefined
          }
        >
          <Head columns={shown} canSort={onSortChange !== undefined} />
          <TableBody
            items={rows.map((row) => ({ id: rowId(row), row }))}
            dependencies={[shown, columns]}
            renderEmptyState={() =>
              props.isLoading ? (
                <Empty title="Chargement…" />
              ) : (
                (props.empty ?? <Empty title="Rien à montrer ici." />)
              )
            }
          >
            {({ id, row }) => (
              <Line
                id={id}
                columns={shown}
                row={row}
                label={props.rowLabel(row)}
                href={rowHref?.(row)}
                opens={onOpen !== undefined || rowHref !== undefined}
              />
            )}
          </TableBody>
        </RacTable>
      </div>
      {paging && <TableFoot paging={paging} />}
    </div>
  )
}

const isHidden = <R,>(column: TableColumn<R>, hidden: Readonly<Record<string, boolean>>) =>
  hidden[column.id] ?? column.isHidden ?? false

function Head<R>({ columns, canSort }: { columns: readonly TableColumn<R>[]; canSort: boolean }) {
  const { selectionBehavior, selectionMode } = useTableOptions()
  const items = columns.map((column) => ({ id: column.id, column }))
  return (
    <TableHeader columns={items} dependencies={[columns, canSort]}>
      {selectionBehavior === 'toggle' && selectionMode === 'multiple' && (
        <Column data-width="narrow">
          <Tick />
        </Column>
      )}
      <Collection items={items} dependencies={[columns, canSort]}>
        {({ id, column }) => (
          <Column
            id={id}
            isRowHeader={column.isRowHeader}
            allowsSorting={canSort && column.isSortable}
            textValue={column.title}
            data-align={column.align}
            data-width={column.width}
          >
            <span className="table-sort">
              {column.title}
              {canSort && column.isSortable && <ArrowUp size={14} aria-hidden />}
            </span>
          </Column>
        )}
      </Collection>
    </TableHeader>
  )
}

interface LineProps<R> {
  id: string
  columns: readonly TableColumn<R>[]
  row: R
  label: string
  href?: string
  opens: boolean
}

function Line<R>({ id, columns, row, label, href, opens }: LineProps<R>) {
  const { selectionBehavior, selectionMode } = useTableOptions()
  const items = columns.map((column) => ({ id: column.id, column }))
  return (
    <Row
      id={id}
      columns={items}
      textValue={label}
      href={href}
      data-opens={opens || undefined}
      dependencies={[row]}
    >
      {selectionBehavior === 'toggle' && selectionMode === 'multiple' && (
        <Cell data-width="narrow" data-tick>
          <Tick />
        </Cell>
      )}
      <Collection items={items} dependencies={[row, columns]}>
        {({ column }) => (
          <Cell
            data-title={column.title}
            data-align={column.align}
            data-width={column.width}
            data-row-header={column.isRowHeader || undefined}
            data-minor={column.isMinor || undefined}
          >
            <div className="table-cell">{column.cell(row)}</div>
          </Cell>
        )}
      </Collection>
    </Row>
  )
}

function Tick() {
  return (
    <Checkbox slot="selection" className="check">
      {({ isIndeterminate }) => <CheckBoxMark isIndeterminate={isIndeterminate} />}
    </Checkbox>
  )
}
