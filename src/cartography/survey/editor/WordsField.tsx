import { TextArea, TextField } from '#kernel/ui/index.ts'
import { type Locale, type Localised, locales, wordsIn } from '../shape.ts'
import { exactWords, setWords } from './words.ts'

interface WordsFieldProps {
  label: string
  value: Localised | undefined
  onChange: (text: Localised) => void
  /** Null for French. */
  locale: Locale | null
  isLong?: boolean
  isRequired?: boolean
  description?: string
  maxLength?: number
}

/** A text of the questionnaire in the language being written, with the French above a translation. */
export function WordsField({ label, value, onChange, locale, isLong, ...rest }: WordsFieldProps) {
  const french = wordsIn(value)
  const field = {
    label: locale ? `${label} (${locales[locale]})` : label,
    value: exactWords(value, locale),
    onChange: (text: string) => onChange(setWords(value, locale, text)),
    maxLength: rest.maxLength ?? 500,
    isRequired: rest.isRequired && locale === null,
    description: locale ? `En français\u00a0: ${french || '(sans texte)'}` : rest.description,
  }
  return isLong ? <TextArea {...field} rows={3} /> : <TextField {...field} />
}
