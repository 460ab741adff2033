import { type Hours, hoursInWords } from './hours.ts'

/** A week, days that are alike on one line. */
export function HoursLines({ hours }: { hours: Hours }) {
  const lines = hoursInWords(hours)
  if (lines.length === 0) return 'Jamais ouvert'
  return (
    <ul>
      {lines.map((line) => (
        // A line never breaks after the dash of its hours.
        <li key={line}>{line.replaceAll('–', '\u2060–\u2060')}</li>
      ))}
    </ul>
  )
}
