import { useState } from 'react'
import { TextField } from '#kernel/ui/index.ts'

interface WordsFieldProps {
  label: string
  description?: string
  value: readonly string[]
  onChange: (words: string[]) => void
  onBlur?: () => void
  isReadOnly?: boolean
  error?: string
}

const split = (text: string) => {
  const words = text.split(',').map((word) => word.trim().slice(0, 200))
  return [...new Set(words.filter(Boolean))].slice(0, 20)
}
const sameWords = (one: readonly string[], other: readonly string[]) => one.join('\n') === other.join('\n')

/** Several short words on one line, separated by commas: nothing to click while somebody speaks. */
export function WordsField({ value, onChange, onBlur, ...rest }: WordsFieldProps) {
  const [text, setText] = useState<string | null>(null)
  const shown = text !== null && sameWords(split(text), value) ? text : value.join(', ')
  return (
    <TextField
      {...rest}
      value={shown}
      onChange={(typed) => {
        setText(typed)
        onChange(split(typed))
      }}
      onBlur={() => {
        setText(null)
        onBlur?.()
      }}
    />
  )
}
