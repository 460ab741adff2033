import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import { changeAccount, createAccount, listAccounts } from '#office/account/contract.ts'
import { readJournal, readJournalChoices } from './contract.ts'

let desk: TestDesk

beforeAll(async () => {
  desk = await openTestDesk()
})
afterAll(() => desk.close())

test('the auditor reads who did what, and reading leaves its line too', async () => {
  const administrator = await desk.people.administrator('Ada Admin')
  const auditor = await desk.people.auditor()
  const input = { login: 'someone', name: 'Quelqu’un', role: 'listener' } as const
  const { id } = await administrator.ok(createAccount, { input })
  const page = await auditor.ok(readJournal, { query: { entity: id } })
  expect(page.items).toMatchObject([
    {
      actorName: 'Ada Admin',
      action: 'account.create',
      actionTitle: 'Créer un compte',
      outcome: 'done',
      detail: 'listener',
    },
  ])
  const own = await auditor.ok(readJournal, { query: { actor: auditor.id } })
  expect(own.items.map(({ action }) => action)).toEqual(['journal.read'])
})

test('a refusal is in the journal with its code', async () => {
  const listener = await desk.people.listener()
  const auditor = await desk.people.auditor()
  await listener.call(listAccounts)
  const page = await auditor.ok(readJournal, { query: { actor: listener.id, outcome: 'refused' } })
  expect(page.items).toMatchObject([{ action: 'account.list', outcome: 'not_found', role: 'listener' }])
})

test('the journal is read in pages, the last line first, without losing or repeating one', async () => {
  const administrator = await desk.people.administrator()
  const auditor = await desk.people.auditor()
  for (let count = 0; count < 130; count += 1) await administrator.call(listAccounts)
  const first = await auditor.ok(readJournal, { query: { actor: administrator.id } })
  const second = await auditor.ok(readJournal, {
    query: { actor: administrator.id, after: first.next ?? '' },
  })
  const ids = [...first.items, ...second.items].map(({ id }) => Number(id))
  expect([first.items.length, second.items.length, second.next]).toEqual([100, 30, null])
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a))
})

test('a period takes its days as they are lived in Paris, both included', async () => {
  const auditor = await desk.people.auditor()
  await desk.ownerSql(
    `insert into app.journal (at, request_id, action, outcome) values
     ('2024-06-30T21:59:59Z', gen_random_uuid(), 'test.before', 'done'),
     ('2024-06-30T22:00:00Z', gen_random_uuid(), 'test.first', 'done'),
     ('2024-07-01T21:59:59Z', gen_random_uuid(), 'test.last', 'done'),
     ('2024-07-01T22:00:00Z', gen_random_uuid(), 'test.after', 'done')`,
  )
  const page = await auditor.ok(readJournal, { query: { from: '2024-07-01', to: '2024-07-01' } })
  expect(page.items.map(({ action }) => action)).toEqual(['test.last', 'test.first'])
  const reversed = await auditor.call(readJournal, { query: { from: '2024-07-02', to: '2024-07-01' } })
  expect(reversed.refusal?.code).toBe('period_reversed')
})

test('nobody but the auditor reads the journal', async () => {
  for (const role of ['listener', 'coordinator', 'administrator', 'analyst', 'reception'] as const) {
    const person = await desk.people[role]()
    expect((await person.call(readJournal)).status).toBe(404)
    expect((await person.call(readJournalChoices)).status).toBe(404)
  }
})

test('the application can neither change nor erase a line of the journal', async () => {
  await expect(desk.sql('update journal set outcome = $1', ['done'])).rejects.toMatchObject({ code: '42501' })
  await expect(desk.sql('delete from journal')).rejects.toMatchObject({ code: '42501' })
  await expect(desk.sql('truncate journal')).rejects.toMatchObject({ code: '42501' })
})

test('a change that is refused leaves nothing behind but its line', async () => {
  const administrator = await desk.people.administrator()
  const auditor = await desk.people.auditor()
  const person = await desk.people.listener('Avant')
  await administrator.call(changeAccount, { params: { id: person.id }, version: 7, input: { name: 'Après' } })
  expect(await desk.sql('select name from account where id = $1', [person.id])).toEqual([{ name: 'Avant' }])
  const page = await auditor.ok(readJournal, { query: { entity: person.id } })
  expect(page.items).toMatchObject([{ outcome: 'version_conflict' }])
})
