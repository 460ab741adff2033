import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDataKey } from '#kernel/datakey.server.ts'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import { unsealContact } from '#listening/contact/secrets.server.ts'
import { departement, minorGender, problem, sign } from '#vocabulary'
import { importColumns } from './columns.ts'
import { importContacts } from './command.server.ts'
import type { Source } from './run.server.ts'
import { csv, row, sourceOf, type TestRow } from './testing.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk()
})
afterAll(async () => {
  await desk.close()
})

const run = (source: Source, options: { dryRun?: boolean; acceptValid?: boolean } = {}) =>
  importContacts(desk.database, desk.keys, source, { dryRun: false, acceptValid: false, ...options })

const faultsOf = async (text: string) => {
  const { rejected } = await run(sourceOf(text), { dryRun: true })
  return rejected.map(({ line, column, code }) => [line, column, code])
}

const countAll = async () =>
  (
    await desk.sql(`select (select count(*) from contact) as contacts, (select count(*) from situation) as situations,
      (select count(*) from data_key) as keys, (select count(*) from observation) as observations,
      (select count(*) from action) as actions, (select count(*) from journal) as lines`)
  )[0]

test('rows of one situation become one file, finalised, counted and sealed', async () => {
  const text = csv(
    [
      row({
        contact_ref: 'a-2',
        situation_ref: 'a',
        occurred_at: '2022-12-31T23:30:00+00:00',
        caller_profile: 'professional',
        department: '2A',
        minor_gender: 'girl',
        minor_age: '15',
        known_to_child_protection: 'yes',
        problems: 'runaway|debt',
        signs: 'tattoo_branding',
        danger_level: 'danger',
        actions: 'ip_sent|direct_advice',
        summary: 'Une ligne,\r\npuis une autre avec « guillemets » et "guillemets".',
      }),
      row({
        contact_ref: 'a-1',
        situation_ref: 'a',
        occurred_at: '2022-12-31T22:30:00Z',
        caller_profile: 'minor',
      }),
    ],
    { bom: true, delimiter: ';' },
  )
  const outcome = await run(sourceOf(text, 7))
  expect(outcome).toEqual({ rows: 2, contacts: 2, situations: 1, unchanged: 0, rejected: [] })
  const [file] =
    await desk.sql(`select s.reference, k.contact_count, k.caller_profile, k.gender, k.age, k.departement,
      k.known_to_child_protection as known, s.moved_at from situation s join situation_summary k on k.situation_id = s.id
    where s.import_ref = 'a'`)
  // In Paris, one minute counts: the first of the two contacts is still of 2022.
  expect(file).toMatchObject({
    reference: '2022-0001',
    contact_count: 2,
    caller_profile: 'minor',
    gender: 'girl',
    age: 15,
    departement: '2A',
    known: 'yes',
  })
  const facts = await desk.sql<{ kind: string; code: string }>(
    `select kind, code from situation_fact f join situation s on s.id = f.situation_id where s.import_ref = 'a' order by kind, code`,
  )
  expect(facts.map(({ kind, code }) => `${kind}.${code}`)).toEqual([
    'action.direct_advice',
    'action.ip_sent',
    'problem.debt',
    'problem.runaway',
    'sign.tattoo_branding',
  ])
  const contact = await desk.database
    .selectFrom('contact')
    .selectAll()
    .where('import_ref', '=', 'a-2')
    .executeTakeFirstOrThrow()
  expect(contact.finalised_at).not.toBeNull()
  const key = await desk.database
    .transaction()
    .execute((db) => openDataKey(db, desk.keys, contact.data_key_id))
  expect(unsealContact(desk.keys, key, contact.id, contact).narrative).toBe(
    'Une ligne,\r\npuis une autre avec « guillemets » et "guillemets".',
  )
})

test('an empty cell is not asked, and nothing is invented in its place', async () => {
  await run(sourceOf(csv([row({ contact_ref: 'bare' })])))
  const contact = await desk.database
    .selectFrom('contact')
    .selectAll()
    .where('import_ref', '=', 'bare')
    .executeTakeFirstOrThrow()
  expect(contact).toMatchObject({
    caller_profile: null,
    departement: null,
    minor_gender: null,
    minor_age: null,
    minor_age_absence: null,
    known_to_child_protection: null,
    danger_level: null,
    sealed_caller: null,
    sealed_minor: null,
    sealed_narrative: null,
  })
})

test('a dry run says what would happen and writes nothing', async () => {
  const text = csv([row({ situation_ref: 'dry' }), row({ situation_ref: 'dry' }), row()])
  const before = await countAll()
  expect(await run(sourceOf(text), { dryRun: true })).toEqual({
    rows: 3,
    contacts: 3,
    situations: 2,
    unchanged: 0,
    rejected: [],
  })
  expect(await countAll()).toEqual(before)
})

test('the same file twice creates nothing twice', async () => {
  const text = csv([row({ situation_ref: 'twice' }), row({ situation_ref: 'twice' })])
  expect(await run(sourceOf(text))).toMatchObject({ contacts: 2, situations: 1, unchanged: 0 })
  const before = await countAll()
  expect(await run(sourceOf(text))).toEqual({
    rows: 2,
    contacts: 0,
    situations: 0,
    unchanged: 2,
    rejected: [],
  })
  expect(await countAll()).toMatchObject({ contacts: before?.contacts, situations: before?.situations })
})

test('a later file adds to a situation that is already there, even one merged into another', async () => {
  await run(sourceOf(csv([row({ situation_ref: 'kept' }), row({ situation_ref: 'absorbed' })])))
  await desk.sql(`update situation set merged_into = (select id from situation where import_ref = 'kept')
    where import_ref = 'absorbed'`)
  expect(await run(sourceOf(csv([row({ situation_ref: 'absorbed' })])))).toMatchObject({
    contacts: 1,
    situations: 0,
  })
  const [kept] = await desk.sql(
    `select contact_count from situation_summary k join situation s on s.id = k.situation_id where s.import_ref = 'kept'`,
  )
  expect(kept).toEqual({ contact_count: 2 })
})

test('every bad cell is reported with the line on which its row begins', async () => {
  const text = csv(
    [
      row({ summary: 'Deux\r\nlignes\nou trois' }),
      row({ problems: 'runaway|fugue', department: '20', minor_age: '26' }),
      row({ occurred_at: '2024-02-31T10:00:00+01:00', channel: '', minor_gender: 'fille' }),
      row({ occurred_at: '2024-03-01 10:00', contact_ref: '' }),
      row({ occurred_at: '2024-03-01T10:00:00' }),
      row({ occurred_at: '2199-01-01T10:00:00Z', minor_age: '12,5', direction: 'x'.repeat(300) }),
      row({ occurred_at: '0024-01-01T10:00:00Z', situation_ref: 'r'.repeat(201), minor_age: '-3' }),
      row({ signs: 'tattoo_branding||debt', actions: '|', summary: `\uFFFD` }),
    ],
    { ends: '\r\n' },
  )
  expect(await faultsOf(text)).toEqual([
    [5, 'department', 'unknown_code'],
    [5, 'minor_age', 'age_out_of_range'],
    [5, 'problems', 'unknown_code'],
    [6, 'occurred_at', 'date_impossible'],
    [6, 'channel', 'required'],
    [6, 'minor_gender', 'unknown_code'],
    [7, 'occurred_at', 'not_a_date'],
    [7, 'contact_ref', 'required'],
    [8, 'occurred_at', 'offset_missing'],
    [9, 'occurred_at', 'date_in_future'],
    [9, 'direction', 'unknown_code'],
    [9, 'minor_age', 'not_an_age'],
    [10, 'occurred_at', 'date_too_old'],
    [10, 'situation_ref', 'too_long'],
    [10, 'minor_age', 'age_out_of_range'],
    [11, 'signs', 'unknown_code'],
    [11, 'signs', 'unknown_code'],
    [11, 'actions', 'unknown_code'],
    [11, 'actions', 'unknown_code'],
    [11, 'summary', 'encoding'],
  ])
})

test('a message says what is expected, without repeating a narrative', async () => {
  const secret = 'Un récit tombé dans la mauvaise colonne, avec le nom de Marie Confidente et son adresse.'
  const { rejected } = await run(
    sourceOf(csv([row({ minor_gender: 'fille', department: '1', channel: secret })])),
  )
  const said = Object.fromEntries(rejected.map(({ column, message }) => [column, message]))
  expect(said.minor_gender).toContain('Vouliez-vous dire girl')
  expect(said.department).toContain('Vouliez-vous dire 01')
  expect(said.channel).not.toContain('Confidente')
})

test('without being told to accept the others, one bad row imports nothing', async () => {
  const text = csv([row({ situation_ref: 'strict' }), row({ minor_age: '99' })])
  const before = await countAll()
  const refused = await run(sourceOf(text))
  expect(refused).toMatchObject({ rows: 2, contacts: 0, situations: 0 })
  expect(refused.rejected).toHaveLength(1)
  expect(await countAll()).toEqual(before)
  expect(await run(sourceOf(text), { acceptValid: true })).toMatchObject({
    rows: 2,
    contacts: 1,
    situations: 1,
  })
})

test('a reference met twice in a file is one contact if its rows agree, a fault if they differ', async () => {
  const same = row({ contact_ref: 'again', situation_ref: 'again' })
  expect(await run(sourceOf(csv([same, same])))).toMatchObject({
    contacts: 1,
    situations: 1,
    unchanged: 1,
    rejected: [],
  })
  const other = row({ contact_ref: 'differs' })
  const { rejected } = await run(sourceOf(csv([other, { ...other, minor_age: '14' }])))
  expect(rejected).toMatchObject([{ line: 3, column: 'contact_ref', code: 'duplicate' }])
})

test('the header is read in any order, and its faults are told', async () => {
  const names = importColumns.map(({ name }) => name)
  const turned = csv([row()], { columns: names.toReversed() })
  expect(await run(sourceOf(turned), { dryRun: true })).toMatchObject({ rows: 1, contacts: 1, rejected: [] })
  const columns = [...names.filter((name) => name !== 'summary'), 'couleur', 'channel']
  expect(await faultsOf(csv([row()], { columns }))).toEqual([
    [1, 'couleur', 'header_unknown'],
    [1, 'channel', 'header_twice'],
    [1, 'summary', 'header_missing'],
  ])
})

test('a file that is not one is told from a file with faults', async () => {
  const header = csv([])
  expect(await faultsOf('')).toEqual([[1, '', 'file_empty']])
  expect(await run(sourceOf(header))).toEqual({
    rows: 0,
    contacts: 0,
    situations: 0,
    unchanged: 0,
    rejected: [],
  })
  expect(await faultsOf(`${header}a,b\r\n${stringify([Array(17).fill('x')])}`)).toEqual([
    [2, 'occurred_at', 'cells_missing'],
    [3, '16', 'cells_extra'],
  ])
  expect(await faultsOf(`${csv([row(), row()])}c,s,"jamais fermé\r\n${'x'.repeat(10)}`)).toEqual([
    [4, 'occurred_at', 'quotes_broken'],
  ])
  const latin = Buffer.from(csv([row({ summary: 'Éloïse' })]), 'latin1')
  expect((await run(sourceOf(latin), { dryRun: true })).rejected).toMatchObject([
    { line: 2, column: 'summary', code: 'encoding' },
  ])
})

test('blank lines are passed over, and counted', async () => {
  const [header = '', first = ''] = csv([row({ minor_age: 'x' })], { ends: '\n' }).split('\n')
  expect(await faultsOf(`${header}\n\n\n${',;'.at(0)?.repeat(14)}\n${first}\n\n`)).toEqual([
    [5, 'minor_age', 'not_an_age'],
  ])
})

test('an import cut short is taken up again without doubles', async () => {
  const rows = Array.from({ length: 1300 }, (_, index) =>
    row({ situation_ref: `cut-${index % 400}`, summary: 'Long récit. '.repeat(150) }),
  )
  const source = sourceOf(csv(rows), 4096)
  let openings = 0
  const failing: Source = {
    size: source.size,
    open: async function* () {
      openings += 1
      let left = source.size * 0.7
      for await (const piece of source.open()) {
        // The file is read for its delimiter, checked, then read for its delimiter and written.
        if (openings === 4 && left <= 0) throw new Error('the disk is gone')
        left -= piece.length
        yield piece
      }
    },
  }
  await expect(run(failing)).rejects.toThrow('the disk is gone')
  const [half] = await desk.sql<{ count: number }>(
    `select count(*) from contact where import_ref = any ($1)`,
    [rows.map((one) => one.contact_ref)],
  )
  expect(half?.count).toBeGreaterThan(0)
  expect(half?.count).toBeLessThan(1300)
  expect(await run(source)).toEqual({
    rows: 1300,
    contacts: 1300 - (half?.count ?? 0),
    situations: 0,
    unchanged: half?.count,
    rejected: [],
  })
  const [all] = await desk.sql(
    `select count(*) as situations, sum(contact_count) as contacts from situation s
       join situation_summary k on k.situation_id = s.id where import_ref like 'cut-%'`,
  )
  expect(all).toEqual({ situations: 400, contacts: 1300 })
})

const code = (codes: readonly string[]) => fc.constantFrom('', ...codes)
const codes = (of: readonly string[]) =>
  fc.uniqueArray(fc.constantFrom(...of), { maxLength: 4 }).map((list) => list.join('|'))
const instant = fc
  .date({ min: new Date('2010-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())
const anyRow = fc.record({
  situation_ref: fc.integer({ min: 1, max: 9 }).map((n) => `p-${n}`),
  occurred_at: instant,
  department: code(departement.codes),
  minor_gender: code(minorGender.codes),
  minor_age: fc.oneof(fc.constant(''), fc.integer({ min: 0, max: 25 }).map(String)),
  problems: codes(problem.codes),
  signs: codes(sign.codes),
  summary: fc.string({
    unit: fc.constantFrom('a', 'é', ' ', ',', ';', '"', '\n', '\r\n', '=', '«', '😀'),
    maxLength: 30,
  }),
})

test('whatever good rows say, each becomes one contact that says the same', { timeout: 60_000 }, async () => {
  let round = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRow, { minLength: 1, maxLength: 25 }),
      fc.constantFrom<',' | ';'>(',', ';'),
      fc.constantFrom<'\n' | '\r\n'>('\n', '\r\n'),
      fc.integer({ min: 1, max: 5000 }),
      async (given, delimiter, ends, piece) => {
        round += 1
        const rows: TestRow[] = given.map((one, index) =>
          row({ ...one, contact_ref: `p-${round}-${index}`, situation_ref: `${round}-${one.situation_ref}` }),
        )
        const files = new Set(rows.map((one) => one.situation_ref))
        const outcome = await run(sourceOf(csv(rows, { delimiter, ends }), piece))
        expect(outcome).toEqual({
          rows: rows.length,
          contacts: rows.length,
          situations: files.size,
          unchanged: 0,
          rejected: [],
        })
        const written = await desk.sql<Record<string, string | number | null>>(
          `select import_ref, departement, minor_gender, minor_age,
             (select count(*) from observation o where o.contact_id = c.id and o.kind = 'problem') as problems,
             (select count(*) from observation o where o.contact_id = c.id and o.kind = 'sign') as signs,
             sealed_narrative is not null as told
           from contact c where import_ref like $1`,
          [`p-${round}-%`],
        )
        for (const one of rows) {
          expect(written.find(({ import_ref }) => import_ref === one.contact_ref)).toEqual({
            import_ref: one.contact_ref,
            departement: one.department || null,
            minor_gender: one.minor_gender || null,
            minor_age: one.minor_age ? Number(one.minor_age) : null,
            problems: one.problems ? one.problems.split('|').length : 0,
            signs: one.signs ? one.signs.split('|').length : 0,
            told: one.summary?.trim() !== '',
          })
        }
      },
    ),
    { numRuns: 25 },
  )
})
