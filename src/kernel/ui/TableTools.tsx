import { ChevronLeft, ChevronRight, Columns3 } from 'lucide-react'
import { Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { Button } from './Button.tsx'
import { Checkbox, RadioChips } from './Choice.tsx'
import { formatNumber } from './format.ts'
import type { TableColumn } from './Table.tsx'
import type { TablePreference } from './tablePreference.ts'

interface ToolsProps<R> {
  columns: readonly TableColumn<R>[]
  preference: TablePreference
  onChange: (preference: TablePreference) => void
}

/** Which columns, and how tight. */
export function TableTools<R>({ columns, preference, onChange }: ToolsProps<R>) {
  const optional = columns.filter((column) => !column.isFixed && !column.isRowHeader)
  return (
    <DialogTrigger>
      <Button size="small" variant="plain" icon={Columns3}>
        Affichage
      </Button>
      <Popover className="popover" placement="bottom end" offset={4}>
        <Dialog className="table-choices" aria-label="Affichage du tableau">
          <RadioChips
            label="Lignes"
            size="small"
            noneLabel={false}
            options={[
              { value: 'dense', label: 'Serrées' },
              { value: 'roomy', label: 'Aérées' },
            ]}
            value={preference.density}
            onChange={(density) => density && onChange({ ...preference, density })}
          />
          {optional.length > 0 && (
            <fieldset className="field">
              <legend className="field-label">Colonnes</legend>
              {optional.map((column) => (
                <Checkbox
                  key={column.id}
                  isSelected={!(preference.hidden[column.id] ?? column.isHidden ?? false)}
                  onChange={(isShown) =>
                    onChange({ ...preference, hidden: { ...preference.hidden, [column.id]: !isShown } })
                  }
                >
                  {column.title}
                </Checkbox>
              ))}
            </fieldset>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

export interface TablePaging {
  /** What is on the page: « 51–100 ». */
  shown: string
  total?: number
  /** Absent on the first page. */
  onPrevious?: () => void
  /** Absent on the last page. */
  onNext?: () => void
  isPending?: boolean
}

/** Where one is in a long list. The buttons stay, so that the focus does too. */
export function TableFoot({ paging }: { paging: TablePaging }) {
  const { shown, total, onPrevious, onNext, isPending } = paging
  return (
    <nav className="table-foot" aria-label="Pages du tableau">
      <span aria-live="polite">
        {shown}
        {total !== undefined && ` sur ${formatNumber(total)}`}
      </span>
      <span className="cluster" data-gap="2">
        <Button
          size="small"
          icon={ChevronLeft}
          isDisabled={!onPrevious}
          isPending={isPending}
          onPress={onPrevious}
        >
          Précédents
        </Button>
        <Button size="small" icon={ChevronRight} isDisabled={!onNext} isPending={isPending} onPress={onNext}>
          Suivants
        </Button>
      </span>
    </nav>
  )
}
