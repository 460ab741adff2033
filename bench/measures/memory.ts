import { listContacts, readContact } from '#listening/contact/contract.ts'
import { matchSituations } from '#listening/matching/contract.ts'
import { repeat } from '../client.ts'
import { memoryOf } from '../processes.ts'
import { line } from '../results.ts'
import { inTurn, type Measure } from './context.ts'
import { inTwoRequests } from './flow.ts'

/** The memory of a fresh server along many requests of every kind: how much at most, and whether it still grows. */
export const measureMemory: Measure = async ({ desk, contacts, sample, quick, say }) => {
  await desk.restart()
  const width = 16
  const asker = desk.asker(width)
  const written = inTurn(sample.written)
  const situation = inTurn(sample.situations)
  const contact = inTurn(sample.contacts)
  const requests = quick ? 2000 : 100_000
  const steps = 20
  const [pid = 0] = desk.product()
  let asked = 0
  // Ten works make ten requests and one more: a contact takes two.
  const work = async (index: number): Promise<unknown> => {
    asked += 1
    switch (index % 10) {
      case 0:
        asked += 1
        return await inTwoRequests(asker, written(), situation())
      case 1:
        return await asker.ask(listContacts, { query: { view: 'unattached' } })
      case 2: {
        const { minorFirstName, departement, minorAge } = written()
        const clues = { firstName: minorFirstName, departement, age: minorAge }
        return await asker.ask(matchSituations, { input: { clues } })
      }
      default:
        return await asker.ask(readContact, { params: { id: contact() } })
    }
  }
  try {
    const fresh = memoryOf(pid)
    const seen: number[] = []
    for (let step = 0; step < steps; step += 1) {
      await repeat(Math.ceil(requests / 1.1 / steps), width, work)
      seen.push(memoryOf(pid))
      if (step % 5 === 4) say(`  ${asked} requêtes, ${Math.round(seen.at(-1) ?? 0)} Mo`)
    }
    const peakOf = (values: readonly number[]) => Math.max(...values)
    const early = peakOf(seen.slice(steps / 4, steps / 2))
    const late = peakOf(seen.slice(-steps / 4))
    return [
      line(
        'mémoire du serveur, au plus',
        {
          contacts,
          connections: width,
          value: peakOf(seen),
          unit: 'Mo',
          details: { requêtes: asked, 'au départ': fresh },
        },
        200,
      ),
      line(
        'mémoire : dernier quart rapporté au deuxième',
        {
          contacts,
          connections: width,
          value: late / early,
          unit: '×',
          details: { 'deuxième quart': early, 'dernier quart': late },
        },
        1.1,
      ),
    ]
  } finally {
    asker.connections.close()
  }
}
