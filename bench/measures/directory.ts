import type { z } from 'zod'
import { searchDirectory } from '#cartography/directory/contract.ts'
import { fillDirectory } from '#cartography/directory/crowd.testing.ts'
import { query } from '../base/fill.ts'
import { repeat } from '../client.ts'
import { type Dice, dice, median, quantile } from '../figures.ts'
import { cpuOf } from '../processes.ts'
import { line } from '../results.ts'
import type { Measure } from './context.ts'

type Asked = z.input<(typeof searchDirectory)['query']>

const codes: readonly NonNullable<Asked['departement']>[] = [
  '59',
  '33',
  '44',
  '31',
  '13',
  '67',
  '35',
  '69',
  '93',
  '21',
  '974',
  '06',
  '2A',
  '75',
  '62',
]
const towns = ['59:Lille', '31:Toulouse', '75:Paris', '67:Strasbourg', '29:Brest', '13:Marseille']
const kinds: readonly NonNullable<Asked['kind']>[] = [
  'day_reception',
  'mobile_team',
  'uaped',
  'sheltering_or_breakaway',
  'listening_line',
]
const names = ['maison des adolescents', 'phare 4210', 'belvedere littoral', 'point ecoute', 'clairiere 777']
const misspelt = ['mezon adolesents', 'belvedaire bocage', 'pasrelle', 'clairierre vallee', 'genet platau']

const pick = <T>(roll: Dice, all: readonly T[]): T => all[Math.floor(roll() * all.length)] as T

/** What a listener asks of the directory while somebody is on the line: a place most of the time, a name at times. */
function asked(roll: Dice): Asked {
  const which = roll()
  if (which < 0.3) return { departement: pick(roll, codes), kind: pick(roll, kinds), age: 15 }
  if (which < 0.5) return { departement: pick(roll, codes), openNow: 'true' }
  if (which < 0.7) return { near: pick(roll, towns), radius: pick(roll, [20, 50, 100]), age: 14 }
  if (which < 0.8) return { departement: pick(roll, codes), text: pick(roll, misspelt) }
  if (which < 0.9) return { text: pick(roll, names) }
  if (which < 0.95) return { text: pick(roll, misspelt) }
  return { kind: pick(roll, kinds), openNow: 'true' }
}

/** The directory on the telephone, at a hundred thousand services. */
export const measureDirectory: Measure = async ({ desk, contacts, quick }) => {
  const services = quick ? 10_000 : 100_000
  const { ownerUrl } = desk.base
  const [there] = await query<{ n: number }>(ownerUrl, 'select count(*)::int as n from app.service_index')
  if ((there?.n ?? 0) < services) {
    await fillDirectory((text, values) => query(ownerUrl, text, values), services)
    await query(ownerUrl, 'vacuum analyze')
  }
  const count = quick ? 100 : 1000
  const roll = dice(4321)
  const asks = Array.from({ length: count }, () => asked(roll))
  const asker = desk.asker(1)
  try {
    await repeat(100, 1, (index) => asker.ask(searchDirectory, { query: asks[index % count] ?? {} }))
    let found = 0
    const { value, cpu } = await cpuOf({ server: desk.product, database: desk.database }, () =>
      repeat(count, 1, async (index) => {
        const { items } = await asker.ask(searchDirectory, { query: asks[index] ?? {} })
        found += items.length
      }),
    )
    return [
      line(
        `recherche dans l’annuaire, ${services} services, p95`,
        {
          contacts,
          value: quantile(value.each, 0.95),
          unit: 'ms',
          details: {
            médiane: median(value.each),
            p99: quantile(value.each, 0.99),
            'au plus': Math.max(...value.each),
            'services par recherche': found / count,
            'ms serveur': cpu.server / count / 1000,
            'ms PostgreSQL': cpu.database / count / 1000,
          },
        },
        30,
      ),
    ]
  } finally {
    asker.connections.close()
  }
}
