import { hoursInWords } from '#kernel/hours/hours.ts'
import { serviceVisibility } from '#vocabulary'
import { type Ask, asksOf, type EntryLine, sections, typedOf } from './form.ts'
import type { RecordRow } from './tables.server.ts'

const unsaid = 'Non renseigné'

function lineOf({ title, of }: Ask, value: string | readonly string[] | undefined): EntryLine {
  const codes = typeof value === 'string' ? [value] : (value ?? [])
  const words = codes.filter(Boolean).map((code) => of?.label(code) ?? code)
  return { title, words: words.join(', ') || unsaid }
}

/** The entry as its own service reads it: every field with its title, those that nobody has filled too. */
export function entryWords(row: RecordRow): { title: string; lines: EntryLine[] }[] {
  const { values } = typedOf(row)
  const asked = new Set(asksOf(row.is_confidential === true))
  const hours = row.hours === null ? unsaid : hoursInWords(row.hours).join(' ; ') || 'Jamais ouvert'
  const contacts = row.contacts.map((one, place) => ({
    title: `Contact ${place + 1}`,
    words: [
      one.person,
      one.function,
      one.phone,
      one.email,
      one.web,
      `(${serviceVisibility.label(one.visibility).toLowerCase()})`,
    ]
      .filter(Boolean)
      .join(' · '),
  }))
  return [
    ...sections.map(({ title, asks }) => ({
      title,
      lines: asks.filter((ask) => asked.has(ask)).map((ask) => lineOf(ask, values[ask.name])),
    })),
    {
      title: 'Quand et comment le joindre',
      lines: [
        { title: 'Horaires', words: hours },
        ...(contacts.length > 0 ? contacts : [{ title: 'Contacts', words: unsaid }]),
      ],
    },
  ]
}
