import { X } from 'lucide-react'
import { useState } from 'react'
import { ComboBox, IconButton, type Option } from '#kernel/ui/index.ts'

interface CodesFieldProps<V extends string> {
  label: string
  options: readonly Option<V>[]
  values: readonly V[]
  onChange: (values: V[]) => void
}

/** Several of a long list: each is found by typing, then shown with a cross that takes it away. */
export function CodesField<V extends string>({ label, options, values, onChange }: CodesFieldProps<V>) {
  // A new field after each choice, so that what was typed is gone.
  const [turn, setTurn] = useState(0)
  const labelOf = (code: V) => options.find((option) => option.value === code)?.label ?? code
  return (
    <div className="codes-field">
      <ComboBox
        key={turn}
        label={label}
        options={options.filter((option) => !values.includes(option.value))}
        value={null}
        onChange={(code) => {
          if (!code) return
          onChange([...values, code])
          setTurn(turn + 1)
        }}
        autoFocus={turn > 0}
        placeholder="Tapez les premières lettres"
      />
      {values.length > 0 && (
        <ul aria-label={`${label} : ${values.length}`}>
          {values.map((code) => (
            <li key={code}>
              <span>{labelOf(code)}</span>
              <IconButton
                icon={X}
                size="small"
                label={`Retirer ${labelOf(code)}`}
                onPress={() => onChange(values.filter((one) => one !== code))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
