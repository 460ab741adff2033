import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, expect, test } from 'vitest'
import { type Cluster, connectCluster, holdLock, startCluster } from './postgres.server.ts'

const dir = mkdtempSync(join(tmpdir(), 'repere-postgres-'))
let cluster: Cluster | undefined

afterAll(async () => {
  await cluster?.stop()
  rmSync(dir, { recursive: true, force: true })
})

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

function slay(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Some of them end by themselves as soon as the first one is dead.
  }
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('waited 10 s in vain')
    await new Promise((next) => setTimeout(next, 50))
  }
}

test('what is written before a stop is there after the next start', { timeout: 30_000 }, async () => {
  const first = await startCluster({ dir })
  await ask(first.ownerUrl, 'create table kept (n int); insert into kept values (1)')
  await first.stop()
  expect(first.pids()).toEqual([])
  cluster = await startCluster({ dir })
  expect(await ask(cluster.ownerUrl, 'select n from kept')).toEqual([{ n: 1 }])
})

test('PostgreSQL listens on a private socket only, checks its pages and writes durably', async () => {
  const { ownerUrl, socketDir, dataDir } = cluster as Cluster
  const rows = await ask(
    ownerUrl,
    `select name, setting from pg_settings where name in
     ('listen_addresses', 'fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums') order by name`,
  )
  expect(rows.map(({ setting }) => setting)).toEqual(['on', 'on', 'on', '', 'on'])
  for (const path of [socketDir, dataDir, join(dir, 'keys')]) expect(statSync(path).mode & 0o77).toBe(0)
  expect(statSync(join(dir, 'keys', 'postgres-owner')).mode & 0o77).toBe(0)
  const wrong = ownerUrl.replace(/password=\w+/, 'password=wrong')
  await expect(ask(wrong, 'select 1')).rejects.toMatchObject({ code: '28P01' })
})

test('a caller cannot ask for settings that lose data', async () => {
  const asked = startCluster({ dir, settings: { fsync: 'off' } })
  await expect(asked).rejects.toMatchObject({ code: 'unsafe_database' })
})

test('a second user joins the running cluster, and the last one to leave stops it', async () => {
  const second = await connectCluster({ dir })
  const third = await startCluster({ dir })
  expect([second?.pids()[0], third.pids()[0]]).toEqual([cluster?.pids()[0], cluster?.pids()[0]])
  await third.stop()
  await cluster?.stop()
  expect(second && (await ask(second.ownerUrl, 'select n from kept'))).toEqual([{ n: 1 }])
  await second?.stop()
  expect(second?.pids()).toEqual([])
  expect(await connectCluster({ dir })).toBeUndefined()
})

test('after a violent death, what was committed is there and the cluster is up again', {
  timeout: 40_000,
}, async () => {
  cluster = await startCluster({ dir })
  const [killed = 0, ...children] = cluster.pids()
  await ask(cluster.ownerUrl, 'insert into kept values (2)')
  for (const pid of [killed, ...children]) slay(pid)
  await until(() => ![0, killed, undefined].includes(cluster?.pids()[0]))
  expect(await ask(cluster.ownerUrl, 'select n from kept order by n')).toEqual([{ n: 1 }, { n: 2 }])
})

test('a server killed outright leaves its cluster, or what it held, to the next one', {
  timeout: 40_000,
}, async () => {
  await cluster?.stop()
  const module = JSON.stringify(new URL('./postgres.server.ts', import.meta.url).href)
  const script = `const { startCluster } = await import(${module})
    console.log((await startCluster({ dir: ${JSON.stringify(dir)} })).pids()[0])`
  const server = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(server.stdout, 'data')
  server.kill('SIGKILL')
  await once(server, 'exit')
  cluster = await startCluster({ dir })
  // The next one joins the cluster that runs, or starts it again when it does not answer in time.
  expect(await ask(cluster.ownerUrl, 'select n from kept order by n')).toEqual([{ n: 1 }, { n: 2 }])
})

test('one data folder has one server', () => {
  const lock = holdLock(dir)
  expect(() => holdLock(dir)).toThrow(/tourne déjà sur les données/)
  lock.release()
  holdLock(dir).release()
})
