import { day, span } from '../base/people.ts'
import { median } from '../figures.ts'
import { cpuOf } from '../processes.ts'
import { type Line, line } from '../results.ts'
import type { Measure } from './context.ts'

const some = 'figures=problem&figures=sign&figures=caller_profile'

/** The report over the whole base, all its figures and then three of them, by the clock. */
export const measureReport: Measure = async ({ desk, contacts, rounds }) => {
  const asker = desk.asker(1)
  const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
  const period = `from=${dateOf(desk.base.until - span - 3 * day)}&to=${dateOf(Date.now() + day)}`
  const read = async (figures: string): Promise<unknown> => {
    const { status, text } = await asker.connections.ask(`/api/report?${period}${figures}`)
    if (status !== 200) throw new Error(`/api/report : réponse ${status} ${text.slice(0, 200)}`)
    return JSON.parse(text)
  }
  try {
    const lines: Line[] = []
    for (const [name, figures, bar] of [
      ['rapport entier', '', 1],
      ['rapport, trois figures', `&${some}`, 0.3],
    ] as const) {
      const before = (await read(figures)) as { populations?: { contacts?: number } }
      const walls: number[] = []
      const database: number[] = []
      for (let round = 0; round < Math.max(3, rounds); round += 1) {
        const begun = performance.now()
        const { cpu } = await cpuOf({ database: desk.database }, () => read(figures))
        walls.push((performance.now() - begun) / 1000)
        database.push(cpu.database / 1e6)
      }
      const details = {
        'contacts comptés': before.populations?.contacts ?? 0,
        's PostgreSQL': median(database),
        'au pire': Math.max(...walls),
      }
      lines.push(line(name, { contacts, value: median(walls), unit: 's', details }, bar))
    }
    return lines
  } finally {
    asker.connections.close()
  }
}
