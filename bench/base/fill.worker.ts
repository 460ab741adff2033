import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { newId } from '#kernel/id.ts'
import { loadKeyring } from '#kernel/seal.server.ts'
import { copyIn } from '../copy.ts'
import { type Author, writeFile } from './file.ts'
import { tables } from './tables.ts'

/** A share of the situations to write, by number. */
export interface Share {
  readonly dir: string
  readonly ownerUrl: string
  readonly from: number
  readonly to: number
  readonly until: number
  readonly authors: readonly Author[]
  /** Files without any contact, known by their identity alone. */
  readonly bare: boolean
}

const filesAtOnce = 2000
const share = workerData as Share
const keys = loadKeyring(share.dir)
const client = new pg.Client({ connectionString: share.ownerUrl })
await client.connect()
// Rows are right by construction: a foreign key checked row by row would take most of the time.
await client.query('set search_path = app; set session_replication_role = replica')
const filled = tables()
for (let from = share.from; from < share.to; from += filesAtOnce) {
  const ids: string[] = []
  const contacts: (() => void)[] = []
  const at: number[] = []
  for (let number = from; number < Math.min(from + filesAtOnce, share.to); number += 1) {
    ids.push(
      writeFile(filled, keys, { ...share, number, newId }, (occurredAt, write) => {
        at.push(occurredAt)
        contacts.push(write)
      }),
    )
  }
  // In the order of time, as they would have come: the contacts of one file do not lie side by side.
  const order = at.map((_, index) => index).toSorted((a, b) => (at[a] ?? 0) - (at[b] ?? 0))
  for (const index of order) contacts[index]?.()
  await client.query('begin')
  for (const rows of Object.values(filled)) await copyIn(client, rows)
  await client.query('select summarise($1::uuid[])', [ids])
  await client.query('commit')
  parentPort?.postMessage(ids.length)
}
await client.end()
