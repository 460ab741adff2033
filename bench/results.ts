/** One line of the table: what was measured, and whether it keeps within its bar. */
export interface Line {
  readonly measure: string
  readonly contacts: number
  readonly connections: number
  /** What the judged figure is counted in: `×` for a ratio to the floor. */
  readonly unit: string
  readonly value: number
  readonly bar: number | null
  readonly held: boolean | null
  /** What stands behind the figure, by name. */
  readonly details: Readonly<Record<string, number | string>>
}

const number = (value: number): string =>
  value.toLocaleString('fr-FR', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 })

/** A line whose value must not go beyond its bar. */
export function line(
  measure: string,
  of: Pick<Line, 'contacts' | 'value' | 'unit'> & Partial<Line>,
  bar: number | null = null,
): Line {
  return { connections: 1, details: {}, ...of, measure, bar, held: bar === null ? null : of.value <= bar }
}

const verdict = (held: boolean | null): string => (held === null ? '' : held ? 'tenu' : 'MANQUÉ')
const detail = ([name, value]: [string, number | string]): string =>
  `${name} ${typeof value === 'number' ? number(value) : value}`

/** The table that a person reads. */
export function tableOf(lines: readonly Line[]): string {
  const head = ['mesure', 'contacts', 'conn.', 'mesuré', 'barre', '', 'détail']
  const rows = lines.map((one) => [
    one.measure,
    number(one.contacts),
    String(one.connections),
    `${number(one.value)} ${one.unit}`,
    one.bar === null ? '—' : `≤ ${number(one.bar)} ${one.unit}`,
    verdict(one.held),
    Object.entries(one.details).map(detail).join(' · '),
  ])
  const widths = head.map((word, column) =>
    Math.max(word.length, ...rows.map((row) => (row[column] ?? '').length)),
  )
  const write = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        if (column === head.length - 1) return cell
        const isNumber = column > 0 && column < 5
        return isNumber ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)
      })
      .join('  ')
      .trimEnd()
  const missed = lines.filter((one) => one.held === false).length
  const judged = lines.filter((one) => one.held !== null).length
  return [
    write(head),
    write(widths.slice(0, -1).map((width) => '─'.repeat(width))),
    ...rows.map(write),
    '',
    missed === 0 ? `Les ${judged} barres sont tenues.` : `${missed} barres manquées sur ${judged}.`,
  ].join('\n')
}
