import { authoriseContact, type MeansOfContact } from '#listening/safecontact/authorise.ts'
import { authoriseReach, createSafeContact } from '#listening/safecontact/contract.ts'
import { repeat } from '../client.ts'
import { type Dice, dice, median, quantile } from '../figures.ts'
import { cpuOf } from '../processes.ts'
import { line } from '../results.ts'
import { inTurn, type Measure } from './context.ts'

const zones = ['Europe/Paris', 'Indian/Reunion', 'America/Miquelon', 'Pacific/Noumea']
const everyDay = [1, 2, 3, 4, 5, 6, 7]

/** The decision alone, then the whole of it: the authorisation written, the number unsealed and answered. */
export const measureAuthorise: Measure = async ({ desk, contacts, sample, quick }) => {
  const roll = dice(4321)
  const means = Array.from({ length: 1000 }, (_, index) => meansOf(roll, index))
  const count = quick ? 20_000 : 200_000
  const asked = Array.from({ length: count }, () => ({
    means: [means[Math.floor(roll() * means.length)] as MeansOfContact],
    now: new Date(Date.UTC(2026, 9, 1) + roll() * 60 * 86_400_000).toISOString(),
  }))
  const decide = ({ means: of, now }: (typeof asked)[number]) =>
    authoriseContact(of, { safeContactId: of[0]?.id ?? '', actorId: 'ana' }, now).isAllowed
  for (const one of asked.slice(0, 5000)) decide(one)
  const before = process.cpuUsage()
  let yes = 0
  for (const one of asked) if (decide(one)) yes += 1
  const spent = process.cpuUsage(before)
  const each = (spent.user + spent.system) / count

  const decision = line(
    'autoriser un contact : la décision, par cœur',
    {
      contacts,
      value: each,
      unit: 'µs',
      details: { 'décisions par seconde': Math.round(1e6 / each), 'oui sur cent': (100 * yes) / count },
    },
    100,
  )
  return [decision, await measureIssue()]

  async function measureIssue() {
    const asker = desk.asker(1)
    try {
      const situation = inTurn(sample.situations)
      const ids: string[] = []
      for (let made = 0; made < 20; made++) {
        const { id } = await asker.ask(createSafeContact, { input: inputFor(situation(), made) })
        ids.push(id)
      }
      const next = inTurn(ids)
      const ask = () =>
        asker.ask(authoriseReach, { params: { id: next() }, input: { purpose: 'agreed_callback' } })
      await repeat(50, 1, ask)
      const calls = quick ? 100 : 1000
      const { value, cpu } = await cpuOf({ server: desk.product, database: desk.database }, () =>
        repeat(calls, 1, ask),
      )
      return line('autoriser un contact : numéro montré, autorisation écrite, p95', {
        contacts,
        value: quantile(value.each, 0.95),
        unit: 'ms',
        details: {
          médiane: median(value.each),
          'ms serveur': cpu.server / calls / 1000,
          'ms PostgreSQL': cpu.database / calls / 1000,
        },
      })
    } finally {
      asker.connections.close()
    }
  }
}

const inputFor = (situationId: string, made: number) => ({
  situationId,
  person: `Personne ${made}`,
  relation: 'mother' as const,
  channel: 'phone' as const,
  value: '0639980100',
  allowed: true,
  isConfirmed: true,
  windows: [{ days: everyDay, from: '00:00', to: '24:00' }],
})

const meansOf = (roll: Dice, index: number): MeansOfContact => ({
  id: String(index),
  personId: String(index),
  channel: 'phone',
  isAllowed: roll() < 0.95,
  hasValue: true,
  timeZone: zones[Math.floor(roll() * zones.length)] ?? 'Europe/Paris',
  windows: [
    { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
    { days: everyDay, from: '18:00', to: '20:30' },
  ],
  confirmedAt: '2026-09-30T12:00:00Z',
  withdrawnAt: null,
})
