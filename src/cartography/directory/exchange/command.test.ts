import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import { contact, exchangesOf } from './exchange.testing.ts'

let desk: TestDesk
let dir: string
beforeAll(async () => {
  desk = await openTestDesk()
  dir = mkdtempSync(join(tmpdir(), 'repere-exchange-'))
  mkdirSync(join(dir, 'keys'), { mode: 0o700 })
  writeFileSync(join(dir, 'keys', 'keyring.json'), inject('keyring'), { mode: 0o600 })
})
afterAll(async () => {
  await desk.close()
  rmSync(dir, { recursive: true, force: true })
})

const cli = join(import.meta.dirname, '../../../cli.server.ts')
const fixtures = join(import.meta.dirname, 'fixtures')

async function repere(...given: readonly string[]) {
  const child = spawn(process.execPath, [cli, 'directory', ...given], {
    env: { ...process.env, REPERE_DATA: dir, DATABASE_URL: desk.ownerUrl, NODE_OPTIONS: '' },
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (said.out += chunk))
  child.stderr.on('data', (chunk) => (said.err += chunk))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, ...said }
}
const file = (name: string, text: string) => {
  writeFileSync(join(dir, name), text)
  return join(dir, name)
}

test('the validator says nothing of a file that is right, and each fault of one that is not', {
  timeout: 180_000,
}, async () => {
  const right = await repere('validate', join(fixtures, 'hsds-service-full.json'), '--format', 'hsds')
  expect(right).toMatchObject({ code: 0, out: '' })
  const wrong = await repere(
    'validate',
    file('faux.json', '[{"id":"x","name":1,"status":"active"}]'),
    '--format',
    'hsds',
  )
  expect(wrong.code).toBe(1)
  expect(
    wrong.out
      .trim()
      .split('\n')
      .map((line) => line.split('\t').slice(0, 2).join(' ')),
  ).toEqual(['/0/id id', '/0/name name'])
  expect(await repere('validate', file('coupe.json', '[{"id":'), '--format', 'data_inclusion')).toMatchObject(
    { code: 1 },
  )
  expect(await repere('validate', join(dir, 'absent.csv'), '--format', 'csv')).toMatchObject({
    code: 2,
    out: '',
  })
  expect(await repere('validate', join(dir, 'x'), '--format', 'pdf')).toMatchObject({ code: 2, out: '' })
})

test('a file is imported once, exported for its audience, and a leak stops it', {
  timeout: 300_000,
}, async () => {
  const path = file(
    'services.csv',
    'identifiant;nom;departement;telephone\r\nk-1;Le Kiosque (exemple);87;01 99 00 88 01\r\nk-2;;87;\r\n',
  )
  const options = ['--format', 'csv', '--source', 'Un partenaire (exemple)'] as const
  const dry = await repere('import', path, ...options, '--dry-run')
  expect(dry.code).toBe(1)
  expect(JSON.parse(dry.out)).toMatchObject({
    fresh: 1,
    refused: 1,
    created: 0,
    rejected: [{ place: 'ligne 3', field: 'nom' }],
  })
  expect(JSON.parse((await repere('import', path, ...options, '--accept-valid')).out)).toMatchObject({
    fresh: 1,
    created: 1,
  })
  expect(JSON.parse((await repere('import', path, ...options, '--accept-valid')).out)).toMatchObject({
    fresh: 0,
    unchanged: 1,
    created: 0,
  })
  const out = join(dir, 'sortie.json')
  expect(await repere('export', '--format', 'hsds', '--audience', 'public', '--out', out)).toMatchObject({
    code: 0,
    out: '',
  })
  expect(JSON.parse(readFileSync(out, 'utf8')).map(({ name }: { name: string }) => name)).toEqual([
    'Le Kiosque (exemple)',
  ])
  expect(await repere('validate', out, '--format', 'hsds')).toMatchObject({ code: 0 })
  const { add } = exchangesOf(desk, await desk.people.cartographer())
  await add({
    name: 'Réserve (exemple)',
    visibility: 'internal',
    contacts: [contact({ phone: '01 99 00 88 02' })],
  })
  await add({ name: 'Bavard (exemple)', description: 'Le numéro de la réserve : 01 99 00 88 02.' })
  const leaked = await repere('export', '--format', 'csv', '--audience', 'public')
  expect(leaked).toMatchObject({ code: 1, out: '' })
  expect(leaked.err).toContain('un numéro réservé')
  expect(leaked.err).not.toContain('88 02')
})
