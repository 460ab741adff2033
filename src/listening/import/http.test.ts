import { afterAll, beforeAll, expect, test } from 'vitest'
import { startJobs } from '#kernel/jobs.server.ts'
import { urlOf, workerRole } from '#kernel/migrate.server.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import {
  cancelImport,
  confirmImport,
  downloadFaults,
  listFaults,
  listImports,
  previewImport,
  readImport,
} from './contract.ts'
import { importTask, importTasks, resumeImports } from './job.server.ts'
import { csv, row } from './testing.ts'

let desk: TestDesk
let ines: Person
let stop: () => Promise<void>
beforeAll(async () => {
  desk = await openTestDesk()
  ines = await desk.people.coordinator('Inès')
  const jobs = await startJobs(
    urlOf(desk.ownerUrl, workerRole, desk.keys),
    importTasks(desk.services),
    () => undefined,
  )
  stop = jobs.stop
})
afterAll(async () => {
  await stop()
  await desk.close()
})

const upload = async (text: string, name = 'contacts.csv') =>
  (await ines.ok(previewImport, { input: { name, text } })).id

async function settled(id: string) {
  for (let tries = 0; tries < 400; tries++) {
    const run = await ines.ok(readImport, { params: { id } })
    if (run.state !== 'checking' && run.state !== 'importing') return run
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('the job does not end')
}

const countContacts = async () => (await desk.sql<{ n: number }>('select count(*) as n from contact'))[0]?.n

test('a coordinator looks through a file, then imports it, and the file is forgotten', async () => {
  const before = await countContacts()
  const id = await upload(
    csv([row({ situation_ref: 'web', summary: 'Un récit' }), row({ situation_ref: 'web' })]),
  )
  const checked = await settled(id)
  expect(checked).toMatchObject({
    state: 'checked',
    rows: 2,
    contacts: 2,
    situations: 1,
    faults: 0,
    name: 'contacts.csv',
  })
  expect(checked.first).toMatchObject([{ situationRef: 'web', hasSummary: true }, { hasSummary: false }])
  expect(await countContacts()).toBe(before)
  await ines.ok(confirmImport, { params: { id }, input: { acceptValid: false } })
  expect(await settled(id)).toMatchObject({ state: 'done', contacts: 2, situations: 1, progress: 100 })
  expect(await desk.sql('select sealed_file from import_run where id = $1', [id])).toEqual([
    { sealed_file: null },
  ])
  const [contact] = await desk.sql<{ recorded_by: string }>(
    `select recorded_by from contact where situation_id is not null`,
  )
  expect(contact?.recorded_by).toBe(ines.id)
  expect((await ines.ok(listImports)).items[0]).toMatchObject({ id, uploadedBy: 'Inès' })
})

test('bad rows are shown with their line, can be taken away, and stop the import unless the others are accepted', async () => {
  const bad = Array.from({ length: 70 }, () => row({ minor_age: 'quinze' }))
  const id = await upload(csv([row(), ...bad]))
  expect(await settled(id)).toMatchObject({ state: 'checked', rows: 71, contacts: 1, faulty: 70, faults: 70 })
  const first = await ines.ok(listFaults, { params: { id }, query: { limit: 50 } })
  expect(first.items[0]).toMatchObject({ line: 3, column: 'minor_age', code: 'not_an_age' })
  const second = await ines.ok(listFaults, { params: { id }, query: { limit: 50, after: first.next ?? '' } })
  expect(second.items).toHaveLength(20)
  expect(second.next).toBeNull()
  const taken = await ines.call(downloadFaults, { params: { id } })
  expect(taken.headers.get('content-disposition')).toContain('lignes-refusees.csv')
  expect(taken.text.split('\r\n')).toHaveLength(72)
  const refused = await ines.call(confirmImport, { params: { id }, input: { acceptValid: false } })
  expect(refused.status).toBe(400)
  await ines.ok(confirmImport, { params: { id }, input: { acceptValid: true } })
  expect(await settled(id)).toMatchObject({ state: 'done', contacts: 1 })
})

test('a file given up is never imported', async () => {
  const id = await upload(csv([row()]))
  await settled(id)
  await ines.ok(cancelImport, { params: { id } })
  expect(await settled(id)).toMatchObject({ state: 'cancelled' })
  expect((await ines.call(confirmImport, { params: { id }, input: { acceptValid: false } })).status).toBe(422)
})

test('an import that a stopped server left half-way goes on where it was', { timeout: 60_000 }, async () => {
  const rows = Array.from({ length: 1200 }, (_, index) => row({ situation_ref: `half-${index % 300}` }))
  const id = await upload(csv(rows))
  await settled(id)
  await stop()
  await ines.ok(confirmImport, { params: { id }, input: { acceptValid: false } })
  // The server falls as the second batch is about to be written.
  let batches = 0
  const falling = new Proxy(desk.database, {
    get(of, name) {
      if (name === 'transaction' && ++batches > 1) throw new Error('the power is gone')
      const value = Reflect.get(of, name, of)
      return typeof value === 'function' ? value.bind(of) : value
    },
  })
  const task = importTasks({ database: falling, keys: desk.keys })[importTask]
  await expect(async () => task?.({ run: id }, { job: { attempts: 1 } } as never)).rejects.toThrow(
    'the power is gone',
  )
  expect(await ines.ok(readImport, { params: { id } })).toMatchObject({
    state: 'importing',
    rowsDone: 500,
    contacts: 500,
  })
  const jobs = await startJobs(
    urlOf(desk.ownerUrl, workerRole, desk.keys),
    importTasks(desk.services),
    () => undefined,
  )
  stop = jobs.stop
  await resumeImports(desk.services)
  expect(await settled(id)).toMatchObject({
    state: 'done',
    rowsDone: 1200,
    contacts: 1200,
    situations: 300,
    unchanged: 0,
  })
})

test('one import at a time, and the largest files go through the command line', async () => {
  await desk.sql(
    `insert into import_run (id, state, uploaded_by, sealed_name) values (gen_random_uuid(), 'importing', $1, '')`,
    [ines.id],
  )
  const busy = await ines.call(previewImport, { input: { name: 'a.csv', text: csv([row()]) } })
  expect(busy.refusal?.code).toBe('import_running')
  await desk.sql(`delete from import_run where sealed_name = ''`)
  const heavy = await ines.call(previewImport, {
    input: { name: 'a.csv', text: 'x'.repeat(11 * 1024 * 1024) },
  })
  expect(heavy.refusal?.code).toBe('too_large')
})

test('nobody but a coordinator imports or sees an import', async () => {
  const id = await upload(csv([row()]))
  const alix = await desk.people.listener('Alix')
  expect((await alix.call(previewImport, { input: { name: 'a.csv', text: csv([row()]) } })).status).toBe(404)
  expect((await alix.call(readImport, { params: { id } })).status).toBe(404)
  expect((await desk.anyone.call(readImport, { params: { id } })).status).toBe(401)
  await settled(id)
})

test('nothing of a file lies in clear in the database', async () => {
  const id = await upload(
    csv([row({ summary: 'Prénom Introuvable', channel: 'Introuvable aussi' })]),
    'Introuvable.csv',
  )
  await settled(id)
  const [found] = await desk.sql(
    `select count(*) as n from import_run r where r::text like '%Introuvable%' or position('Introuvable' in encode(sealed_file, 'escape')) > 0
       or position('Introuvable' in encode(sealed_findings, 'escape')) > 0`,
  )
  expect(found).toEqual({ n: 0 })
})

test('the description of the columns is a Table Schema that anybody may read', async () => {
  const answer = await desk.anyone.fetch('/api/imports/contacts/schema.json')
  const schema = await answer.json()
  expect(schema).toMatchObject({ primaryKey: ['contact_ref'], missingValues: [''] })
  expect(schema.fields.map(({ name }: { name: string }) => name)).toHaveLength(15)
  expect(schema.fields[8]).toMatchObject({
    name: 'minor_age',
    type: 'integer',
    constraints: { minimum: 0, maximum: 25 },
  })
})
