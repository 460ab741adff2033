import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, personOf, type TestDesk } from '#kernel/testing/harness.server.ts'
import { listCallbacks } from '#listening/callback/contract.ts'
import { listContacts } from '#listening/contact/contract.ts'
import { matchSituations } from '#listening/matching/contract.ts'
import { listSituations, readSituation } from '#listening/situation/contract.ts'
import { createDemonstrationAccounts } from '#office/account/demonstration.server.ts'
import { openSession } from '#office/account/sessions.server.ts'
import { firstYear } from './firstYear.fixture.ts'
import { generateDemonstration } from './generate.ts'
import { loadDemonstration } from './load.server.ts'

let desk: TestDesk
let alix: Person
beforeAll(async () => {
  desk = await openTestDesk()
  await createDemonstrationAccounts(desk.database)
  await loadDemonstration(desk.services, () => undefined)
  const [account] = await desk.sql<{ id: string; name: string }>(
    `select id, name from account where login = 'ecoute'`,
  )
  const id = account?.id ?? ''
  const cookie = `repere=${await openSession(desk.database, id)}`
  alix = personOf(desk.url, { id, login: 'ecoute', name: account?.name ?? '', cookie })
})
afterAll(async () => {
  await desk.close()
})

interface Report {
  populations: { situations: number; contacts: number; departments: number }
  rates: { newSituationsPerMonth: number; contactsPerSituation: number; meanAge: number }
  figures: { id: string; rows: { code: string; count: number; percent: number }[] }[]
}

test('the demonstration gives back every published figure of the first year', async () => {
  const analyst = await desk.people.analyst()
  const { from, to } = firstYear.period
  const report: Report = await (await analyst.fetch(`/api/report?from=${from}&to=${to}`)).json()
  expect(report.populations).toEqual({
    situations: firstYear.situations,
    contacts: firstYear.contacts,
    departments: firstYear.departments,
  })
  expect(Math.round(report.rates.newSituationsPerMonth)).toBe(firstYear.newSituationsPerMonth)
  expect(report.rates.meanAge).toBe(firstYear.meanAge)
  for (const [figure, published] of Object.entries(firstYear.figures)) {
    const rows = report.figures.find(({ id }) => id === figure)?.rows ?? []
    for (const [code, { count, percent }] of Object.entries(published)) {
      const row = rows.find((one) => one.code === code)
      expect({ figure, code, count: row?.count, percent: Math.round(row?.percent ?? Number.NaN) }).toEqual({
        figure,
        code,
        count,
        percent,
      })
    }
  }
})

test('the same day gives the same demonstration, and the first year never moves', () => {
  const at = (text: string) => generateDemonstration(Temporal.Instant.from(text))
  expect(at('2026-11-23T09:00:00Z')).toEqual(at('2026-11-23T09:00:00Z'))
  const year = (of: ReturnType<typeof at>) => of.situations.slice(0, 143)
  expect(year(at('2026-11-23T09:00:00Z'))).toEqual(year(at('2031-02-01T17:45:00Z')))
})

test('a second load changes nothing', async () => {
  const count = () =>
    desk.sql(
      'select (select count(*) from contact) as contacts, (select count(*) from callback) as callbacks',
    )
  const before = await count()
  await loadDemonstration(desk.services, () => undefined)
  expect(await count()).toEqual(before)
})

test('the desk of the listener is alive: drafts, call-backs due and overdue, a contact to attach', async () => {
  const drafts = await alix.ok(listContacts, { query: { view: 'my_drafts' } })
  expect(drafts.items.length).toBeGreaterThanOrEqual(2)
  const waiting = await alix.ok(listContacts, { query: { view: 'unattached' } })
  expect(waiting.items).toHaveLength(1)
  const callbacks = await alix.ok(listCallbacks, { query: { view: 'all' } })
  const states = new Set(callbacks.items.map(({ state }) => state))
  expect(states).toContain('due')
  expect(states).toContain('overdue')
  const { items } = await alix.ok(listSituations, { query: { limit: 20 } })
  expect(new Set(items.map(({ stage }) => stage)).size).toBeGreaterThanOrEqual(3)
})

test('two files look like one minor, and a file opens with its series of observations', async () => {
  const found = await alix.ok(matchSituations, {
    input: { clues: { firstName: 'Maëlys', age: 15, departement: '33', phones: ['06 39 98 52 45'] } },
  })
  expect(found.candidates.length).toBeGreaterThanOrEqual(2)
  const home = await alix.ok(listSituations, { query: { departement: '59', limit: 5 } })
  const file = await alix.ok(readSituation, { params: { id: home.items[0]?.id ?? '' } })
  expect(file.contacts).toHaveLength(3)
  expect(file.firstName).toBe('Kenza')
  expect(file.contacts.every(({ isTold }) => isTold)).toBe(true)
})

test('every name is plainly invented, and no number can ring', () => {
  const { situations } = generateDemonstration(Temporal.Now.instant())
  const surnames = new Set(situations.flatMap(({ identity }) => identity?.lastName ?? []))
  expect(surnames.size).toBeLessThanOrEqual(20)
  const phones = situations.flatMap(({ contacts }) =>
    contacts.flatMap(({ callerPhone }) => callerPhone ?? []),
  )
  expect(phones.every((phone) => phone.startsWith('06 39 98 '))).toBe(true)
})
