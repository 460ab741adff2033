import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useState } from 'react'
import { call } from '#kernel/call.ts'
import { Button, TextField } from '#kernel/ui/index.ts'
import { findTowns } from './contract.ts'

interface TownFieldProps {
  /** `31:Toulouse`. */
  value: string | null
  onChange: (value: string | null) => void
}

/** A town near which to look: type its beginning, Enter takes the first one proposed. */
export function TownField({ value, onChange }: TownFieldProps) {
  const [text, setText] = useState('')
  const typed = useDeferredValue(text.trim())
  const { data } = useQuery({
    queryKey: ['towns', typed],
    queryFn: ({ signal }) => call(findTowns, { query: { text: typed }, signal }),
    enabled: typed.length >= 2,
  })
  const towns = typed.length >= 2 ? (data?.items ?? []) : []
  const take = (town: (typeof towns)[number]) => {
    setText('')
    onChange(`${town.departement}:${town.name}`)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const first = towns[0]
    if (event.key !== 'Enter' || !first) return
    event.preventDefault()
    take(first)
  }
  if (value) {
    const [code, name] = value.split(':')
    return (
      <div className="field">
        <span className="field-label">Près de</span>
        <Button icon={X} onPress={() => onChange(null)}>
          {name} ({code})
        </Button>
      </div>
    )
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears Enter from the field within.
    <div className="town-field" onKeyDown={onKeyDown}>
      <TextField label="Près de" placeholder="Une ville" value={text} onChange={setText} />
      {towns.length > 0 && (
        <div className="town-choices">
          {towns.slice(0, 4).map((town) => (
            <Button key={`${town.departement}${town.name}`} size="small" onPress={() => take(town)}>
              {town.name} ({town.departement})
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}
