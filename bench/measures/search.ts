import type { Clues } from '#listening/matching/contract.ts'
import { matchSituations } from '#listening/matching/contract.ts'
import { minorOf } from '../base/people.ts'
import { repeat } from '../client.ts'
import { type Dice, dice, median, quantile } from '../figures.ts'
import { cpuOf } from '../processes.ts'
import { line } from '../results.ts'
import type { Measure } from './context.ts'

/** Search-before-create, with what a listener knows after a minute: most of the time a first name, an age, a département. */
export const measureSearch: Measure = async ({ desk, contacts, quick }) => {
  const { base } = desk
  const roll = dice(1234)
  const count = quick ? 100 : 2000
  const clues = Array.from({ length: count }, () => cluesOf(roll, base.situations, base.until))
  const asker = desk.asker(1)
  try {
    await repeat(200, 1, (index) =>
      asker.ask(matchSituations, { input: { clues: clues[index % count] ?? {} } }),
    )
    let found = 0
    const server = desk.product
    const { value, cpu } = await cpuOf({ server, database: desk.database }, () =>
      repeat(count, 1, async (index) => {
        const { candidates } = await asker.ask(matchSituations, { input: { clues: clues[index] ?? {} } })
        found += candidates.length
      }),
    )
    return [
      line(
        `recherche avant création, ${base.situations} situations, p95`,
        {
          contacts,
          value: quantile(value.each, 0.95),
          unit: 'ms',
          details: {
            médiane: median(value.each),
            p99: quantile(value.each, 0.99),
            'au plus': Math.max(...value.each),
            'candidats par recherche': found / count,
            'ms serveur': cpu.server / count / 1000,
            'ms PostgreSQL': cpu.database / count / 1000,
          },
        },
        25,
      ),
    ]
  } finally {
    asker.connections.close()
  }
}

/** Clues about somebody of the base, seven times in eight; otherwise about somebody new. */
function cluesOf(roll: Dice, situations: number, until: number): Clues {
  const number = Math.floor(roll() * situations) + (roll() < 0.125 ? 2_000_000_000 : 0)
  const { identity, age, departement, openedAt } = minorOf(number, until)
  const grown = age + Math.floor((until - openedAt) / (365.25 * 86_400_000))
  const name = { firstName: identity.firstName }
  const kind = roll()
  if (kind < 0.45) return { ...name, age: Math.min(25, grown), departement }
  if (kind < 0.6) return { ...name, departement }
  if (kind < 0.7) return { ...name, age: Math.min(25, grown) }
  if (kind < 0.85) return { ...name, departement, phones: identity.phones }
  return { ...name, handles: identity.handles, age: Math.min(25, grown) }
}
