import { X } from 'lucide-react'
import { Button, Cluster, ComboBox } from '#kernel/ui/index.ts'
import { departementOptions } from '#listening/situation/words.ts'
import { type Departement, departementName, isDepartement } from '#vocabulary'

interface DepartementsFieldProps {
  label: string
  value: readonly Departement[]
  onChange: (value: Departement[]) => void
}

/** Départements added one after the other, by name or number. */
export function DepartementsField({ label, value, onChange }: DepartementsFieldProps) {
  const left = departementOptions.filter(
    (option) => isDepartement(option.value) && !value.some((code) => code === option.value),
  )
  return (
    <div className="town-field">
      <ComboBox
        // A fresh box for each one added.
        key={value.length}
        label={label}
        options={left}
        value={null}
        onChange={(code) => code && onChange([...value, code as Departement])}
        placeholder="Nom ou numéro"
      />
      <Cluster gap={2}>
        {value.map((code) => (
          <Button
            key={code}
            size="small"
            icon={X}
            onPress={() => onChange(value.filter((other) => other !== code))}
          >
            {departementName(code)} ({code})
          </Button>
        ))}
      </Cluster>
    </div>
  )
}
