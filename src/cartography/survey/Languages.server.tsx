import { speakField } from './form.server.ts'
import type { Locale } from './shape.ts'
import { speechOf } from './speech/speech.ts'
import type { LanguageView } from './view.ts'

interface LanguagesProps {
  readonly languages: readonly LanguageView[]
  readonly locale: Locale | undefined
}

/** The other languages of a page that is only read: an address each, and no cookie to remember it. */
export function LanguageLinks({ languages, locale }: LanguagesProps) {
  const words = speechOf(locale).languages
  if (languages.length === 0) return null
  return (
    <nav aria-label={words.nav} className="languages">
      {languages.map(({ code, name }) => (
        <a key={code} href={`?langue=${code}`} lang={code} hrefLang={code}>
          {name}
        </a>
      ))}
    </nav>
  )
}

/** The same on a page where one writes: each button keeps what is written before it changes the language. */
export function LanguageButtons({ languages, locale }: LanguagesProps) {
  const words = speechOf(locale).languages
  if (languages.length === 0) return null
  return (
    <fieldset className="languages">
      <legend>{words.read}</legend>
      {languages.map(({ code, name }) => (
        <button key={code} type="submit" name={speakField} value={code} lang={code} className="quiet">
          {name}
        </button>
      ))}
    </fieldset>
  )
}
