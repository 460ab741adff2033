import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import type { Author } from './file.ts'
import type { Share } from './fill.worker.ts'
import { minorOf } from './people.ts'

/** The base as it has been filled so far. */
export interface Base {
  readonly dir: string
  readonly ownerUrl: string
  readonly authors: readonly Author[]
  /** The instant at which its five years end. */
  readonly until: number
  /** How many situations were written; they are numbered from zero. */
  situations: number
}

/** Fills the base until it holds that many contacts, over a third as many situations; says how many there are. */
export async function fillTo(base: Base, contacts: number, say: (line: string) => void): Promise<number> {
  let missing = contacts - (await count(base, 'contact'))
  let to = base.situations
  for (; missing > 0; to += 1) missing -= minorOf(to, base.until).contacts
  await fill(base, to, false, say)
  return await count(base, 'contact')
}

/** Adds files that have no contact yet, until there are that many files. */
export async function fillBare(base: Base, situations: number, say: (line: string) => void): Promise<void> {
  await fill(base, Math.max(base.situations, situations), true, say)
}

async function fill(base: Base, to: number, bare: boolean, say: (line: string) => void): Promise<void> {
  const total = to - base.situations
  if (total <= 0) return
  let done = 0
  let told = Date.now()
  const width = Math.min(4, availableParallelism(), Math.ceil(total / 2000))
  const bounds = Array.from(
    { length: width + 1 },
    (_, lane) => base.situations + Math.floor((lane * total) / width),
  )
  await Promise.all(
    bounds.slice(1).map((bound, lane) => {
      const { dir, ownerUrl, until, authors } = base
      const share: Share = { dir, ownerUrl, until, authors, bare, from: bounds[lane] ?? 0, to: bound }
      return work(share, (count) => {
        done += count
        if (Date.now() - told < 10_000 && done < total) return
        told = Date.now()
        say(`  ${done} situations sur ${total}`)
      })
    }),
  )
  base.situations = to
  await settle(base.ownerUrl)
}

function work(share: Share, onProgress: (count: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./fill.worker.ts', import.meta.url), { workerData: share })
    worker.on('message', onProgress)
    worker.on('error', reject)
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`filling ended with ${code}`))))
  })
}

/** What autovacuum would have done by and by, had the base been written over years. */
async function settle(ownerUrl: string): Promise<void> {
  await query(ownerUrl, 'vacuum (analyze)')
  await query(
    ownerUrl,
    `insert into app.situation_number (year, last)
     select split_part(reference, '-', 1)::smallint, max(split_part(reference, '-', 2)::int)
     from app.situation group by 1 on conflict (year) do update set last = excluded.last`,
  )
  await query(ownerUrl, 'checkpoint')
}

const count = async (base: Base, table: string): Promise<number> =>
  Number((await query<{ n: string }>(base.ownerUrl, `select count(*) as n from app.${table}`))[0]?.n)

/** One statement as the owner. */
export async function query<Row>(url: string, text: string, values?: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text, values)).rows as Row[]
  } finally {
    await client.end()
  }
}
