import { useMemo } from 'react'
import { DateTimeField, FieldGroup, FieldRow, RadioChips } from '#kernel/ui/index.ts'
import { isReversed, suggestWindows } from './windows.ts'

/** A window being written: an instant still missing is null. */
export interface WindowDraft {
  readonly opensAt: string | null
  readonly closesAt: string | null
}

interface WindowFieldsProps {
  legend: string
  value: WindowDraft
  onChange: (value: WindowDraft) => void
  /** In the time of the person to be called. */
  zone: string
  error?: string
}

/** From when to when: the usual windows in one key, or both instants. */
export function WindowFields({ legend, value, onChange, zone, error }: WindowFieldsProps) {
  const windows = useMemo(() => suggestWindows(zone), [zone])
  const { opensAt, closesAt } = value
  const reversed = opensAt && closesAt && isReversed({ opensAt, closesAt })
  return (
    <FieldGroup
      legend={legend}
      description="Quand la personne peut parler sans risque. Passé cette plage, le rappel reste dû et s’affiche en retard."
    >
      <RadioChips
        label="Plages usuelles"
        hideLabel
        options={windows.map(({ id, label }) => ({ value: id, label }))}
        value={windows.find((one) => one.opensAt === opensAt && one.closesAt === closesAt)?.id ?? null}
        onChange={(id) => {
          const chosen = windows.find((one) => one.id === id)
          if (chosen) onChange({ opensAt: chosen.opensAt, closesAt: chosen.closesAt })
        }}
        noneLabel={false}
        size="small"
      />
      <FieldRow>
        <DateTimeField
          label="À partir de"
          value={opensAt}
          onChange={(next) => onChange({ ...value, opensAt: next })}
          zone={zone}
          error={error}
        />
        <DateTimeField
          label="Jusqu’à"
          value={closesAt}
          onChange={(next) => onChange({ ...value, closesAt: next })}
          zone={zone}
          error={reversed ? 'La fin précède le début : corrigez l’une des deux heures.' : undefined}
        />
      </FieldRow>
    </FieldGroup>
  )
}

/** The window, once both instants are there and in order. */
export function windowOf({ opensAt, closesAt }: WindowDraft) {
  if (!opensAt || !closesAt) return undefined
  return isReversed({ opensAt, closesAt }) ? undefined : { opensAt, closesAt }
}
