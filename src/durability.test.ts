import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { connectCluster } from '#kernel/postgres.server.ts'

const dir = mkdtempSync(join(tmpdir(), 'repere-kill-'))
chmodSync(dir, 0o755)
const port = 20_000 + (process.pid % 20_000)
const url = `http://localhost:${port}`
const env = { ...process.env, REPERE_DATA: dir, PORT: String(port) }
const account = { login: 'ana', password: randomBytes(18).toString('base64') }
let server: ChildProcess | undefined

/** Makes the account as an operator does, from the command line. */
function createAccount(): void {
  const command = [
    'account',
    'create',
    '--login',
    account.login,
    '--name',
    'Ana',
    '--role',
    'listener',
    '--password-stdin',
  ]
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'cli.server.ts'), ...command],
    {
      env,
      input: account.password,
      encoding: 'utf8',
    },
  )
  expect(status, stderr).toBe(0)
}

async function start(): Promise<void> {
  server = spawn(process.execPath, [join(import.meta.dirname, 'main.server.ts')], { env, stdio: 'ignore' })
  for (;;) {
    if (server.exitCode !== null) throw new Error(`the server stopped with ${server.exitCode}`)
    const health = await fetch(`${url}/health`).catch(() => undefined)
    if (health?.ok) return
    await sleep(50)
  }
}

async function signIn(): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account),
  })
  expect(answer.status).toBe(200)
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

beforeAll(async () => {
  createAccount()
  await start()
}, 120_000)
afterAll(async () => {
  server?.kill('SIGTERM')
  while (server?.exitCode === null && server.signalCode === null) await sleep(20)
  rmSync(dir, { recursive: true, force: true })
})

test('of the contacts acknowledged before a kill, each is there exactly once', async () => {
  const acknowledged: string[] = []
  for (let kill = 0; kill < 4; kill++) {
    const cookie = await signIn()
    const unanswered = new Set<string>()
    let running = true
    const writer = async () => {
      while (running) {
        const key = newId()
        unanswered.add(key)
        const answer = await post(cookie, key).catch(() => undefined)
        if (!answer) continue
        unanswered.delete(key)
        acknowledged.push(answer)
      }
    }
    const writers = [writer(), writer(), writer()]
    await sleep(150 + kill * 60)
    server?.kill('SIGKILL')
    running = false
    await Promise.all(writers)
    await start()
    // Whoever was not answered asks again with the same key: what was committed is not made twice.
    const again = await signIn()
    for (const key of unanswered) {
      const answer = await post(again, key)
      if (answer) acknowledged.push(answer)
    }
  }
  const rows = await contacts()
  expect(new Set(acknowledged).size).toBe(acknowledged.length)
  expect(rows.toSorted()).toEqual(acknowledged.toSorted())
  expect(acknowledged.length).toBeGreaterThan(4)
}, 180_000)

async function post(cookie: string, key: string): Promise<string | undefined> {
  const answer = await fetch(`${url}/api/contacts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie, 'idempotency-key': key },
    body: JSON.stringify({ channel: 'phone', direction: 'inbound' }),
  })
  return answer.ok ? ((await answer.json()) as { id: string }).id : undefined
}

/** The contacts that the test wrote, read from the database itself. */
async function contacts(): Promise<string[]> {
  const cluster = await connectCluster({ dir })
  if (!cluster) throw new Error('the database is not running')
  const client = new pg.Client({ connectionString: cluster.ownerUrl })
  await client.connect()
  const { rows } = await client.query<{ id: string }>('select id from app.contact')
  await client.end()
  await cluster.stop()
  return rows.map((row) => row.id)
}
