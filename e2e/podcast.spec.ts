import { join } from 'node:path'
import { parseFeed } from 'podcast-partytime'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { sendingOf, startWorker } from '#kernel/testing/jobs.server.ts'
import { demandAccessible, type Seat, sit } from './browser.ts'

const fixture = (name: string) => join(import.meta.dirname, '../src/awareness/podcast/fixtures', name)

let desk: TestDesk
let officer: Person
let seat: Seat
let worker: { stop: () => Promise<void> }

beforeAll(async () => {
  desk = await openTestDesk({ pages: true })
  officer = await desk.people.awareness_officer('Lou Inventée')
  seat = await sit(desk.url, officer)
  worker = await startWorker(desk, sendingOf(desk))
})
afterAll(async () => {
  await worker.stop()
  await seat.leave()
  await desk.close()
})

const choose = (accepted: string, file: string) =>
  seat.page.locator(`input[type=file][accept*="${accepted}"]`).setInputFiles(file)

/** What was announced of a button leaves the page a few seconds after the button. */
const settled = () =>
  seat.page
    .locator('[data-live-announcer] [role="img"]')
    .first()
    .waitFor({ state: 'detached', timeout: 20_000 })

test('an episode goes from its upload to a feed reader', async () => {
  const { page } = seat
  await page.goto('/bureau/podcast')
  await page.getByRole('button', { name: 'Préparer un épisode' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^Titre/).fill('Écouter sans juger')
  await dialog.getByLabel(/^Résumé/).fill('Comment ouvrir une conversation.')
  await dialog.getByRole('textbox', { name: 'Nom', exact: true }).fill('Maud Inventée')
  await dialog.getByLabel(/^Chapitres/).fill('00:00 Bienvenue\n02:35 En parler')
  await dialog.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByRole('heading', { name: 'Écouter sans juger' }).waitFor()
  await page.getByText('Ajoutez le son de l’épisode.').waitFor()
  await settled()
  await demandAccessible(page)

  // A file that is no sound is refused with its reason; the right one is listened to.
  await choose('.mp3', fixture('podcast.xsd'))
  await page.getByText('Ni un MP3, ni un Opus', { exact: false }).first().waitFor()
  await choose('.mp3', fixture('episode.mp3'))
  await page.getByText('-19,7 LUFS').or(page.getByText('−19,7 LUFS')).waitFor({ timeout: 60_000 })
  await choose('.vtt', fixture('episode.vtt'))
  await page.getByText('50 répliques').first().waitFor()
  await page.getByRole('button', { name: 'Publier', exact: true }).click()
  await page.getByRole('button', { name: 'Publier maintenant' }).click()
  await page.getByText('Publié', { exact: true }).first().waitFor()
  await settled()
  await demandAccessible(page)

  const feed = parseFeed(await (await desk.anyone.fetch('/podcast/feed.xml')).text())
  const item = feed?.items.find(({ title }) => title === 'Écouter sans juger')
  expect(item?.enclosure.length).toBe(1_375_790)
  const sound = await fetch(item?.enclosure.url ?? '')
  expect((await sound.arrayBuffer()).byteLength).toBe(1_375_790)
}, 120_000)

test.each([true, false])(
  'its page is read and listened to, with scripts: %s',
  async (javaScriptEnabled) => {
    const visitor = await sit(desk.url, undefined, undefined, { javaScriptEnabled })
    const asked = new Set<string>()
    visitor.page.on('request', (request) => asked.add(new URL(request.url()).origin))
    try {
      for (const width of [1366, 390]) {
        await visitor.page.setViewportSize({ width, height: 844 })
        await visitor.page.goto('/podcast')
        await visitor.page.getByRole('link', { name: 'Écouter sans juger' }).click()
        await visitor.page.getByRole('heading', { name: 'Écouter sans juger' }).waitFor()
        expect(await visitor.page.locator('audio[controls]').count()).toBe(1)
        await visitor.page
          .getByText('Ce n’est jamais la faute de l’enfant.', { exact: false })
          .first()
          .waitFor()
        const wide = visitor.page.locator('html')
        expect(await wide.evaluate((root) => root.scrollWidth <= root.clientWidth)).toBe(true)
        if (javaScriptEnabled) await demandAccessible(visitor.page)
      }
      if (javaScriptEnabled) {
        await visitor.page.getByRole('link', { name: /En parler/ }).click()
        await visitor.page.locator('.cue[aria-current]').waitFor()
        const time = await visitor.page
          .locator('audio')
          .evaluate((audio) => (audio as HTMLAudioElement).currentTime)
        expect(time).toBeGreaterThanOrEqual(155)
      }
      expect(await visitor.context.cookies()).toEqual([])
      expect([...asked].filter((origin) => origin !== desk.url && origin !== 'null')).toEqual([])
      expect(visitor.complaints).toEqual([])
    } finally {
      await visitor.leave()
    }
  },
  60_000,
)
