import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import { tableSchema } from './schema.ts'
import { csv, row } from './testing.ts'

let desk: TestDesk
let dir: string
beforeAll(async () => {
  desk = await openTestDesk()
  dir = mkdtempSync(join(tmpdir(), 'repere-import-'))
  mkdirSync(join(dir, 'keys'), { mode: 0o700 })
  writeFileSync(join(dir, 'keys', 'keyring.json'), inject('keyring'), { mode: 0o600 })
})
afterAll(async () => {
  await desk.close()
  rmSync(dir, { recursive: true, force: true })
})

const cli = join(import.meta.dirname, '../../cli.server.ts')

/** The command line on the database of this test; `until` kills it as soon as it becomes true. */
async function repere(
  given: readonly string[],
  until?: () => Promise<boolean>,
  more: NodeJS.ProcessEnv = {},
) {
  const child = spawn(process.execPath, [cli, 'import', 'contacts', ...given], {
    env: { ...process.env, REPERE_DATA: dir, DATABASE_URL: desk.ownerUrl, NODE_OPTIONS: '', ...more },
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (said.out += chunk))
  child.stderr.on('data', (chunk) => (said.err += chunk))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  let isOver = false
  ended.then(() => {
    isOver = true
  })
  while (until && !isOver) {
    if (await until()) child.kill('SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return { code: await ended, ...said }
}

function file(name: string, text: string): string {
  const path = join(dir, name)
  writeFileSync(path, text)
  return path
}

test('the outcome is the only thing on stdout, and the exit code says whether something was refused', {
  timeout: 90_000,
}, async () => {
  const good = await repere([file('good.csv', csv([row(), row()])), '--dry-run'])
  expect(JSON.parse(good.out)).toEqual({ rows: 2, contacts: 2, situations: 2, unchanged: 0, rejected: [] })
  expect(good.code).toBe(0)
  const bad = await repere([file('bad.csv', csv([row(), row({ channel: 'fax' })])), '--accept-valid'])
  expect(JSON.parse(bad.out)).toMatchObject({
    rows: 2,
    contacts: 1,
    rejected: [{ line: 3, column: 'channel' }],
  })
  expect(bad.code).toBe(1)
  const absent = await repere([join(dir, 'absent.csv')])
  expect(absent.out).toBe('')
  expect(absent.code).toBe(2)
})

test('--schema writes the Table Schema that is published, and needs neither a file nor the data', {
  timeout: 30_000,
}, async () => {
  const schema = await repere(['--schema'], undefined, { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
  expect(schema.code).toBe(0)
  expect(JSON.parse(schema.out)).toEqual(JSON.parse(JSON.stringify(tableSchema())))
  const forgotten = await repere([])
  expect(forgotten).toMatchObject({ code: 2, out: '' })
  expect(forgotten.err).toContain(
    'Il manque « fichier »'.replaceAll(/« | »/g, (mark) => mark.replace(' ', '\u00a0')),
  )
})

test('killed in the middle and started again, an import leaves no double', { timeout: 90_000 }, async () => {
  const rows = Array.from({ length: 4000 }, (_, index) =>
    row({
      contact_ref: `kill-${index}`,
      situation_ref: `kill-${index % 1300}`,
      summary: 'Récit. '.repeat(60),
    }),
  )
  const path = file('long.csv', csv(rows))
  const count = async () =>
    (await desk.sql<{ n: number }>(`select count(*) as n from contact where import_ref like 'kill-%'`))[0]
      ?.n ?? 0
  const killed = await repere([path], async () => (await count()) > 0)
  expect(killed.code).toBeNull()
  const before = await count()
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThan(4000)
  const again = await repere([path])
  expect(again.code).toBe(0)
  expect(JSON.parse(again.out)).toMatchObject({
    rows: 4000,
    contacts: 4000 - before,
    unchanged: before,
    rejected: [],
  })
  const [all] = await desk.sql(`select count(*) as files, sum(contact_count) as contacts from situation s
    join situation_summary k on k.situation_id = s.id where import_ref like 'kill-%'`)
  expect(all).toEqual({ files: 1300, contacts: 4000 })
  const [numbers] = await desk.sql(`select count(distinct reference) = count(*) as distinct from situation`)
  expect(numbers).toEqual({ distinct: true })
})
