import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Button, Form, IconButton, TextField } from '#kernel/ui/index.ts'

interface TokensFieldProps {
  label: string
  values: readonly string[]
  onChange: (values: string[]) => void
  /** How one value is shown. */
  format?: (value: string) => string
  type?: 'text' | 'tel'
  placeholder?: string
  error?: string
  isDisabled?: boolean
  max: number
}

/** Several short values of the same kind: Enter adds one, its cross takes it away. */
export function TokensField(props: TokensFieldProps) {
  const { label, values, onChange, format = (value) => value, type, placeholder, isDisabled, max } = props
  const [text, setText] = useState('')
  const add = () => {
    const value = text.trim()
    setText('')
    if (value && !values.includes(value)) onChange([...values, value])
  }
  return (
    <div className="tokens">
      <Form onSubmit={add}>
        <div className="tokens-entry">
          <TextField
            label={label}
            type={type}
            value={text}
            onChange={setText}
            onBlur={add}
            placeholder={placeholder}
            error={props.error}
            isDisabled={isDisabled || values.length >= max}
          />
          <Button type="submit" icon={Plus} isDisabled={isDisabled || text.trim() === ''}>
            Ajouter
          </Button>
        </div>
      </Form>
      {values.length > 0 && (
        <ul className="tokens-list" aria-label={`${label} : ${values.length}`}>
          {values.map((value) => (
            <li key={value}>
              <span>{format(value)}</span>
              {!isDisabled && (
                <IconButton
                  icon={X}
                  size="small"
                  label={`Retirer ${format(value)}`}
                  onPress={() => onChange(values.filter((one) => one !== value))}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
