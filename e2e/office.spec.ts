import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import { createAccount } from '#office/account/contract.ts'
import { demandAccessible, type Seat, sit } from './browser.ts'

let desk: TestDesk
let seat: Seat

beforeAll(async () => {
  desk = await openTestDesk({ pages: true })
  seat = await sit(desk.url)
})
afterAll(async () => {
  await seat.leave()
  await desk.close()
})

test('somebody new signs in with the password that the administrator gave, and must choose their own', async () => {
  const administrator = await desk.people.administrator()
  const { password } = await administrator.ok(createAccount, {
    input: { login: 'nour.exemple', name: 'Nour Exemple', role: 'listener' },
  })
  const { page } = seat
  await page.goto('/bureau')
  await page.waitForURL('**/connexion**')
  await page.getByLabel('Identifiant').fill('nour.exemple')
  await page.getByLabel('Mot de passe').fill('ce-n-est-pas-le-bon')
  await page.keyboard.press('Enter')
  await page.getByText('ne vont pas ensemble').waitFor()
  await demandAccessible(page)
  await page.getByLabel('Mot de passe').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/mon-compte**')
  await demandAccessible(page)
  expect(seat.complaints).toEqual([])
})

test('an administrator opens the accounts and nothing of the desk', async () => {
  const office = await sit(desk.url, await desk.people.administrator('Maxence Exemple'))
  const { page } = office
  await page.goto('/bureau/comptes')
  await page.getByText('Nour Exemple').first().waitFor()
  await demandAccessible(page)
  expect(await page.getByRole('link', { name: 'Situations' }).count()).toBe(0)
  await page.goto('/bureau/situations')
  await page.getByText('Rien ne se trouve ici').waitFor()
  expect(office.complaints).toEqual([])
  await office.leave()
})

test('an auditor reads who did what in the journal', async () => {
  const office = await sit(desk.url, await desk.people.auditor('Andrea Exemple'))
  const { page } = office
  await page.goto('/bureau/journal')
  await page.getByRole('row').nth(1).waitFor()
  await demandAccessible(page)
  expect(office.complaints).toEqual([])
  await office.leave()
})

test('the front door is the public site, and no page of the desk may be framed or kept', async () => {
  const answer = await fetch(`${desk.url}/`, { redirect: 'manual' })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('set-cookie')).toBeNull()
  const page = await fetch(`${desk.url}/bureau`)
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("require-trusted-types-for 'script'")
  expect(policy).not.toContain('unsafe')
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(page.headers.get('referrer-policy')).toBe('no-referrer')
})
