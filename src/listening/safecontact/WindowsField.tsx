import { Plus, X } from 'lucide-react'
import { Button, CheckChips, Cluster, FieldGroup, IconButton, TextField } from '#kernel/ui/index.ts'
import type { SafeContact } from './contract.ts'
import { dayNames } from './words.ts'

type Weekly = SafeContact['windows'][number]

interface WindowsFieldProps {
  value: readonly Weekly[]
  onChange: (value: Weekly[]) => void
}

const days = dayNames.map((name, place) => ({ value: String(place + 1), label: name.slice(0, 3) }))
const everyDay = [1, 2, 3, 4, 5, 6, 7]
const usual: readonly { label: string; window: Weekly }[] = [
  { label: 'En journée, en semaine', window: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' } },
  { label: 'Le soir', window: { days: everyDay, from: '18:00', to: '20:00' } },
  { label: 'À toute heure', window: { days: everyDay, from: '00:00', to: '24:00' } },
]

/** Days and hours at which somebody may be reached, on their own clock. */
export function WindowsField({ value, onChange }: WindowsFieldProps) {
  const change = (place: number, changes: Partial<Weekly>) =>
    onChange(value.map((one, index) => (index === place ? { ...one, ...changes } : one)))
  return (
    <FieldGroup
      legend="Plages sûres"
      description="À l’heure de la personne. Sans plage convenue, on ne la joint jamais par ce moyen."
    >
      {value.map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: windows have nothing else to be told apart by.
        <div className="reach-window" key={place}>
          <CheckChips
            label={`Jours de la plage ${place + 1}`}
            hideLabel
            options={days}
            value={one.days.map(String)}
            onChange={(chosen) => change(place, { days: chosen.map(Number) })}
            size="small"
          />
          <TextField
            label="De"
            value={one.from}
            onChange={(from) => change(place, { from })}
            maxLength={5}
            placeholder="18:00"
          />
          <TextField
            label="À"
            value={one.to}
            onChange={(to) => change(place, { to })}
            maxLength={5}
            placeholder="20:00"
          />
          <IconButton
            icon={X}
            label={`Retirer la plage ${place + 1}`}
            size="small"
            onPress={() => onChange(value.filter((_, index) => index !== place))}
          />
        </div>
      ))}
      <Cluster>
        {usual.map(({ label, window }) => (
          <Button key={label} size="small" icon={Plus} onPress={() => onChange([...value, window])}>
            {label}
          </Button>
        ))}
      </Cluster>
    </FieldGroup>
  )
}

/** What is wrong with the windows as they were typed, in a sentence. */
export function faultOf(windows: readonly Weekly[]): string | undefined {
  const isTime = (text: string) => /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text)
  if (windows.some(({ from, to }) => !isTime(from) || !isTime(to) || from === '24:00'))
    return 'Écrivez les heures ainsi : 18:00.'
  if (windows.some(({ days: of }) => of.length === 0)) return 'Choisissez les jours de chaque plage.'
  return windows.some(({ from, to }) => from === to)
    ? 'Une plage commence et finit à la même heure : changez l’une des deux.'
    : undefined
}
