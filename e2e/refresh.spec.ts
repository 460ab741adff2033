import { afterAll, beforeAll, expect, test } from 'vitest'
import { createService, readService } from '#cartography/directory/contract.ts'
import { addCorrespondent, handLink } from '#cartography/refresh/contract.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import { demandAccessible, type Seat, sit } from './browser.ts'

let desk: TestDesk
let cleo: Person
let partner: Seat
let seat: Seat

beforeAll(async () => {
  desk = await openTestDesk({ pages: true })
  cleo = await desk.people.cartographer('Cléo Exemple')
  partner = await sit(desk.url)
  seat = await sit(desk.url, cleo)
})
afterAll(async () => {
  await partner.leave()
  await seat.leave()
  await desk.close()
})

/** Goes from stop to stop, as somebody without a mouse does, until the one that is looked for. */
async function tabTo({ page }: Seat, selector: string): Promise<void> {
  for (let stops = 0; stops < 200; stops += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no stop of the keyboard is ${selector}`)
}

async function retype(seat: Seat, selector: string, text: string): Promise<void> {
  await tabTo(seat, selector)
  await seat.page.keyboard.press('Control+A')
  await seat.page.keyboard.type(text)
}

test('a partner refreshes its entry by its link, on a telephone, with the keyboard; a cartographer accepts a part', async () => {
  const { id } = await cleo.ok(createService, {
    input: {
      name: 'Accueil des Tilleuls',
      kinds: ['day_reception'],
      departements: ['35'],
      minAge: 12,
      organisation: { name: 'Association fictive', kind: 'association' },
      place: { departement: '35', commune: 'Rennes' },
    },
  })
  const somebody = await cleo.ok(addCorrespondent, {
    params: { id },
    input: { name: 'Rémi Fictif', email: 'remi@exemple.test' },
  })
  const { path } = await cleo.ok(handLink, { params: { id: somebody.id } })
  const { page } = partner
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(path)
  await demandAccessible(page)
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Aller au contenu')
  await tabTo(partner, 'a[href$="/changements"]')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/changements')
  await demandAccessible(page)

  await retype(partner, '#name', 'Accueil des Tilleuls et du Port')
  await retype(partner, '#minAge', 'quatorze')
  await tabTo(partner, 'button[type=submit]')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await demandAccessible(page)
  expect(await page.locator('#name').inputValue()).toBe('Accueil des Tilleuls et du Port')
  await tabTo(partner, '.summary a')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('minAge')
  await retype(partner, '#minAge', '14')
  await tabTo(partner, 'button[type=submit]')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'C’est noté, merci' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  // Nothing but pages of ours, and nothing left on the device.
  expect(asked.filter((url) => !url.startsWith(desk.url) && !url.startsWith('data:'))).toEqual([])
  expect(await partner.context.cookies()).toEqual([])
  expect(partner.complaints).toEqual([])

  await runJobs(desk)
  const { page: desktop } = seat
  await desktop.goto('/bureau/annuaire/propositions')
  await desktop.getByText('Nom du service').click()
  await desktop
    .getByRole('textbox', { name: /Pourquoi ne pas retenir/ })
    .fill('Le port a son propre accueil.')
  await demandAccessible(desktop)
  await desktop.getByRole('button', { name: 'Accepter ce qui est coché' }).click()
  await desktop.getByText('Aucune proposition n’attend.').waitFor()
  expect(await cleo.ok(readService, { params: { id } })).toMatchObject({
    name: 'Accueil des Tilleuls',
    minAge: 14,
    verifiedHow: 'partner',
  })
  await page.goto(path)
  await page.getByText('Le port a son propre accueil.').waitFor()
  expect(seat.complaints).toEqual([])
})
