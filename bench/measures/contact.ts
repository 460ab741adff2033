import { readContact } from '#listening/contact/contract.ts'
import { readSituation } from '#listening/situation/contract.ts'
import { query } from '../base/fill.ts'
import { type Asker, type Batch, type Connections, repeat } from '../client.ts'
import { median, quantile } from '../figures.ts'
import { cpuOf } from '../processes.ts'
import { type Line, line } from '../results.ts'
import { type Context, inTurn, type Measure } from './context.ts'
import { inTwoRequests, withAutosaves } from './flow.ts'

/** One kind of operation, what it is compared with, and how far it may go beyond it. */
interface Trial {
  readonly name: string
  readonly against: 'insert' | 'select' | null
  readonly bar: number | null
  readonly count: number
  readonly of: 'floor' | 'product'
  readonly run: (index: number) => Promise<unknown>
}

interface Cost {
  /** CPU of one operation, in microseconds: the server, and PostgreSQL. */
  readonly server: number
  readonly database: number
  readonly batch: Batch
}

/** The works of every day, in CPU of server and PostgreSQL together, against the floor of the same round. */
export const measureContacts: Measure = async (context) => {
  const lines: Line[] = []
  for (const width of [1, 16]) {
    const floor = context.desk.floor(width)
    const asker = context.desk.asker(width)
    try {
      const trials: Trial[] = []
      for (const trial of trialsOf(context, floor, asker)) {
        if (await isWarm(context, trial, width)) trials.push(trial)
      }
      // What autovacuum would do within a minute: plans made over tables still empty are made again.
      await query(context.desk.base.ownerUrl, 'analyze')
      const costs = new Map<Trial, Cost[]>(trials.map((trial) => [trial, []]))
      for (let round = 0; round < context.rounds; round += 1) {
        for (const trial of trials) costs.get(trial)?.push(await costOf(context, trial, width))
      }
      lines.push(...linesOf(context, costs, width))
    } finally {
      floor.close()
      asker.connections.close()
    }
  }
  return lines
}

/** Runs a trial long enough for the machine to know its way; tells when it cannot run at all. */
async function isWarm({ miss }: Context, trial: Trial, width: number): Promise<boolean> {
  try {
    await repeat(Math.ceil(width === 1 ? trial.count / 2 : trial.count / 10), width, trial.run)
    return true
  } catch (error) {
    if (width === 1) miss(trial.name, error)
    return false
  }
}

function trialsOf({ quick, sample, contacts }: Context, floor: Connections, asker: Asker): Trial[] {
  // What is written must stay little beside what is there: the files would grow longer from round to round.
  const scale = quick ? 0.1 : contacts < 50_000 ? 0.4 : 1
  const written = inTurn(sample.written)
  const situation = inTurn(sample.situations)
  const contact = inTurn(sample.contacts)
  const twenty = inTurn(sample.twenties)
  let last = 0
  const insert = (path: string) => async () => {
    const { status, text } = await floor.ask(path, {
      method: 'POST',
      body: JSON.stringify({ body: written().narrative }),
    })
    if (status !== 200) throw new Error(`Le plancher a répondu ${status}.`)
    last = Number((JSON.parse(text) as { id: string }).id)
  }
  const select = (path: string) => (index: number) => floor.ask(`${path}/${1 + ((index * 7919) % last)}`)
  const of = 'floor' as const
  const ours = 'product' as const
  const all: Trial[] = [
    { name: 'plancher : une insertion', against: null, bar: null, count: 3000, of, run: insert('/') },
    {
      name: 'plancher : une insertion préparée',
      against: null,
      bar: null,
      count: 3000,
      of,
      run: insert('/prepared'),
    },
    {
      name: 'contact en deux requêtes',
      against: 'insert',
      bar: 8,
      count: 1000,
      of: ours,
      run: () => inTwoRequests(asker, written(), situation()),
    },
    {
      name: 'contact avec trois enregistrements',
      against: 'insert',
      bar: 15,
      count: 600,
      of: ours,
      run: () => withAutosaves(asker, written(), situation()),
    },
    { name: 'plancher : une lecture', against: null, bar: null, count: 6000, of, run: select('') },
    {
      name: 'plancher : une lecture préparée',
      against: null,
      bar: null,
      count: 6000,
      of,
      run: select('/prepared'),
    },
    {
      name: 'lire un contact',
      against: 'select',
      bar: 3,
      count: 3000,
      of: ours,
      run: () => asker.ask(readContact, { params: { id: contact() } }),
    },
    {
      name: 'lire une situation de 20 contacts',
      against: 'select',
      bar: 5,
      count: 600,
      of: ours,
      run: () => asker.ask(readSituation, { params: { id: twenty() } }),
    },
  ]
  return all.map((trial) => ({ ...trial, count: Math.ceil(trial.count * scale) }))
}

async function costOf({ desk }: Context, trial: Trial, width: number): Promise<Cost> {
  const server = trial.of === 'product' ? desk.product : desk.floorProcess
  const { value, cpu } = await cpuOf({ server, database: desk.database }, () =>
    repeat(trial.count, width, trial.run),
  )
  return { server: cpu.server / trial.count, database: cpu.database / trial.count, batch: value }
}

const total = (cost: Cost | undefined): number => (cost ? cost.server + cost.database : Number.NaN)

function linesOf({ contacts }: Context, costs: ReadonlyMap<Trial, readonly Cost[]>, width: number): Line[] {
  const floors = (word: string, prepared: boolean) =>
    [...costs].find(
      ([trial]) => trial.of === 'floor' && trial.name.endsWith(prepared ? `${word} préparée` : word),
    )?.[1] ?? []
  const words = { insert: 'insertion', select: 'lecture' } as const
  return [...costs].map(([trial, rounds]) => {
    const details = {
      µs: median(rounds.map(total)),
      serveur: median(rounds.map((cost) => cost.server)),
      PostgreSQL: median(rounds.map((cost) => cost.database)),
      'ms médiane': median(rounds.map((cost) => median(cost.batch.each))),
      'ms p95': median(rounds.map((cost) => quantile(cost.batch.each, 0.95))),
      'par seconde': median(rounds.map((cost) => (cost.batch.each.length / cost.batch.wall) * 1000)),
    }
    const { name, against, bar } = trial
    if (!against) return line(name, { contacts, connections: width, value: details.µs, unit: 'µs', details })
    const ratios = (prepared: boolean) =>
      median(rounds.map((cost, round) => total(cost) / total(floors(words[against], prepared)[round])))
    return line(
      name,
      {
        contacts,
        connections: width,
        value: ratios(false),
        unit: '×',
        details: { ...details, 'face au plancher préparé': `${ratios(true).toFixed(1)} ×` },
      },
      bar,
    )
  })
}
