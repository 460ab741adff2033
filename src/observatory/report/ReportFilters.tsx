import { X } from 'lucide-react'
import { useState } from 'react'
import {
  Button,
  CheckChips,
  Cluster,
  ComboBox,
  DateRangeField,
  Disclosure,
  dayOf,
  optionsOf,
  Stack,
} from '#kernel/ui/index.ts'
import { callerProfile, type Departement, departement } from '#vocabulary'
import { presetsOf } from './period.ts'
import type { Shown } from './useReportAddress.ts'

const departements = departement.codes.map((value) => ({
  value,
  label: /^\d/.test(value) ? `${departement.label(value)} (${value})` : departement.label(value),
  keywords: value,
}))
const callers = optionsOf(callerProfile, undefined, { quiet: ['undisclosed', 'unknown'] })

interface ReportFiltersProps {
  readonly shown: Shown
  readonly onShow: (changes: Partial<Shown>) => void
}

/** Which period, and perhaps which situations of it: the same for every figure of the page. */
export function ReportFilters({ shown, onShow }: ReportFiltersProps) {
  const chosen = shown.departement.length + shown.callerProfile.length
  return (
    <section className="report-filters no-print" aria-label="Période et filtres">
      <PeriodChoice key={`${shown.from} ${shown.to}`} shown={shown} onShow={onShow} />
      <Disclosure
        title="Filtrer par département ou par appelant"
        meta={chosen === 0 ? 'toutes les situations' : chosen === 1 ? '1 filtre' : `${chosen} filtres`}
        defaultExpanded={chosen > 0}
      >
        <div className="report-narrow">
          <Stack gap={2}>
            <ComboBox<Departement>
              key={shown.departement.join()}
              label="Département"
              placeholder="Nom ou numéro"
              options={departements.filter(({ value }) => !shown.departement.includes(value))}
              value={null}
              onChange={(code) => code && onShow({ departement: [...shown.departement, code] })}
            />
            {shown.departement.length > 0 && (
              <Cluster gap={2}>
                {shown.departement.map((code) => (
                  <Button
                    key={code}
                    size="small"
                    icon={X}
                    onPress={() =>
                      onShow({ departement: shown.departement.filter((other) => other !== code) })
                    }
                  >
                    {`Retirer ${departement.label(code)}`}
                  </Button>
                ))}
              </Cluster>
            )}
          </Stack>
          <CheckChips
            label="Appelant du premier contact"
            size="small"
            options={callers}
            value={shown.callerProfile}
            onChange={(codes) => onShow({ callerProfile: codes })}
          />
        </div>
      </Disclosure>
    </section>
  )
}

/** Ready-made periods, or two days; only two days in order change the page. */
function PeriodChoice({ shown, onShow }: ReportFiltersProps) {
  const [range, setRange] = useState<{ from: string | null; to: string | null }>({
    from: shown.from,
    to: shown.to,
  })
  const presets = presetsOf(dayOf(new Date()))
  const isReversed = range.from !== null && range.to !== null && range.from > range.to
  const change = (next: typeof range) => {
    setRange(next)
    const { from, to } = next
    // A year being typed is first 0002, 0020, 0202.
    if (from && to && from <= to && from >= '1990') onShow({ from, to })
  }
  return (
    <div className="report-period">
      <DateRangeField
        legend="Période"
        value={range}
        onChange={change}
        error={isReversed ? 'La période finit avant de commencer.' : undefined}
      />
      <Cluster gap={2}>
        {presets.map(({ label, from, to }) => (
          <Button
            key={label}
            size="small"
            variant={from === shown.from && to === shown.to ? 'primary' : 'quiet'}
            onPress={() => onShow({ from, to })}
          >
            {label}
          </Button>
        ))}
      </Cluster>
    </div>
  )
}
