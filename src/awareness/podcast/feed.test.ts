import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseFeed as parseIndependently } from '@rowanmanning/feed-parser'
import { parseFeed as parseLikeTheIndex } from 'podcast-partytime'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { readReport } from '#observatory/report/contract.ts'
import { createSeries, type Episode, readEpisode, readShow, saveEpisode, saveShow } from './contract.ts'
import { publishedEpisode } from './podcast.testing.ts'

const schema = (name: string) => ({
  fileName: name,
  contents: readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8'),
})

const faultsOf = async (xml: string): Promise<string[]> => {
  const { errors } = await validateXML({
    xml: [{ fileName: 'feed.xml', contents: xml }],
    schema: [schema('rss.xsd')],
    preload: ['podcast.xsd', 'itunes.xsd', 'atom.xsd', 'content.xsd'].map(schema),
  })
  return errors.map(({ message }) => message)
}

let desk: TestDesk
let officer: Person
let first: Episode
let second: Episode
let xml: string
let response: Response

beforeAll(async () => {
  desk = await openTestDesk()
  officer = await desk.people.awareness_officer()
  const { id: seriesId } = await officer.ok(createSeries, {
    input: { number: 1, title: 'Écrans & nous', summary: null },
  })
  const { version } = await officer.ok(readShow)
  await officer.ok(saveShow, { version, input: { ownerEmail: 'podcast@repere.invalid' } })
  first = await publishedEpisode(desk, officer, { seriesId, number: 1 })
  const title = 'Deux & deux <font> « quatre » ]]>'
  second = await publishedEpisode(desk, officer, {
    seriesId,
    number: 2,
    title,
    chapters: [],
    licence: 'reserved',
  })
  response = await desk.anyone.fetch('/podcast/feed.xml')
  xml = await response.text()
})
afterAll(() => desk.close())

describe('the feed', () => {
  test('is valid against the schemas of RSS, Apple and Podcasting 2.0', async () => {
    expect(await faultsOf(xml)).toEqual([])
  })

  test.each([
    ['<itunes:explicit>no</itunes:explicit>', /<itunes:explicit>false<\/itunes:explicit>/],
    ['<podcast:locked>true</podcast:locked>', /<podcast:locked[^>]*>yes<\/podcast:locked>/],
    ['<podcast:guid>notre podcast</podcast:guid>', /<podcast:guid>[^<]+<\/podcast:guid>/],
    ['length="0"', /length="\d+"/],
    ['url="/podcast/episode.mp3"', /url="[^"]+episode\.mp3"/],
    ['type="text/srt"', /type="text\/vtt"/],
    ['<podcast:inconnu>', /<podcast:episode>/],
  ])('and would not be with %s', async (wrong, right) => {
    expect(xml).toMatch(right)
    expect(await faultsOf(xml.replace(right, wrong))).not.toEqual([])
  })

  test('is read identically by two independent parsers', () => {
    const one = parseIndependently(xml)
    const two = parseLikeTheIndex(xml, { allowMissingGuid: false })
    if (!two) throw new Error('unread')
    expect(one.title).toBe(two.title)
    expect(one.description).toBe(two.description)
    expect(one.language).toBe(two.language)
    expect(one.url).toBe(two.link)
    const ofOne = one.items.map((item) => ({
      guid: item.id,
      title: item.title,
      link: item.url,
      date: item.published?.toISOString(),
      sound: item.media[0]?.url,
      length: item.media[0]?.length,
      type: item.media[0]?.mimeType,
    }))
    const ofTwo = two.items.map((item) => ({
      guid: item.guid,
      title: item.title,
      link: item.link,
      date: item.pubDate?.toISOString(),
      sound: item.enclosure.url,
      length: item.enclosure.length,
      type: item.enclosure.type,
    }))
    expect(ofOne).toEqual(ofTwo)
    expect(ofOne.map(({ title }) => title)).toEqual([second.title, first.title])
    const [, item] = two.items
    expect(item?.podcastTranscripts?.map(({ type }) => type)).toEqual(['text/vtt', 'text/plain'])
    expect(item?.podcastPeople?.map(({ name, role }) => [name, role])).toEqual([
      ['Maud Inventée', 'Host'],
      ['Karim Imaginaire', 'Guest'],
    ])
    expect(item?.podcastChapters?.url).toContain('/chapitres.json')
    expect(item?.podcastSeason).toMatchObject({ number: 1, name: 'Écrans & nous' })
    expect(two.locked).toBe(true)
    expect(two.guid).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('holds everything that PSP-1 requires, of the podcast and of each episode', () => {
    const channel = xml.slice(0, xml.indexOf('<item>'))
    for (const name of ['title', 'description', 'link', 'language', 'itunes:explicit', 'podcast:guid'])
      expect(channel, name).toMatch(new RegExp(`<${name}>[^<]|<${name}><!\\[CDATA`))
    expect(channel).toMatch(/<itunes:category text="Kids &amp; Family">/)
    expect(channel).toMatch(/<itunes:image href="https?:\/\/[^"]+\.png"/)
    expect(channel).toContain(
      `<atom:link href="${desk.url}/podcast/feed.xml" rel="self" type="application/rss+xml"`,
    )
    const items = xml.split('<item>').slice(1)
    expect(items).toHaveLength(2)
    for (const item of items) {
      expect(item).toMatch(/<enclosure url="https?:\/\/[^"]+" length="\d+" type="audio\/mpeg"/)
      expect(item).toMatch(/<guid isPermaLink="false">[0-9a-f-]{36}<\/guid>/)
      expect(item).toMatch(/<title>/)
    }
  })

  test('gives the true length of every file that it names, and each of them answers', async () => {
    const addresses = [...xml.matchAll(/(?:url|href)="([^"]+)"/g)].map((match) => match[1] ?? '')
    expect(addresses.length).toBeGreaterThan(8)
    for (const address of new Set(addresses)) {
      expect(new URL(address).origin).toBe(desk.url)
      const { status, headers } = await fetch(address, { method: 'HEAD' })
      expect([address, status]).toEqual([address, 200])
      if (!address.endsWith('.mp3')) continue
      expect(xml).toContain(
        `url="${address}" length="${headers.get('content-length')}" type="${headers.get('content-type')}"`,
      )
    }
  })

  test('is told by a tag, may be read from another page, and leaves no cookie', async () => {
    const etag = response.headers.get('etag') ?? ''
    expect(response.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('set-cookie')).toBeNull()
    const again = await desk.anyone.fetch('/podcast/feed.xml', { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
  })

  test('keeps the identifier of an episode whatever becomes of it', async () => {
    await officer.ok(saveEpisode, {
      params: { id: first.id },
      version: first.version,
      input: { title: 'Un autre titre', number: 9 },
    })
    const guidOf = (text: string) => [...text.matchAll(/<guid[^>]*>([^<]+)<\/guid>/g)].map((one) => one[1])
    await expect
      .poll(async () => await (await desk.anyone.fetch('/podcast/feed.xml?fresh=1')).text(), {
        timeout: 45_000,
        interval: 1500,
      })
      .toContain('Un autre titre')
    const after = await (await desk.anyone.fetch('/podcast/feed.xml')).text()
    expect(guidOf(after)).toEqual(guidOf(xml))
  }, 60_000)
})

describe('the pages', () => {
  test('list the episodes, and hold the player, the transcript and the notes', async () => {
    const list = await (await desk.anyone.fetch('/podcast')).text()
    expect(list).toContain(`href="/podcast/${first.slug}"`)
    const page = await desk.anyone.fetch(`/podcast/${first.slug}`)
    const html = await page.text()
    expect(page.headers.get('set-cookie')).toBeNull()
    expect(html).toMatch(/<audio controls="" preload="metadata" src="\/podcast\/[a-z0-9-]+\/episode\.mp3"/)
    expect(html).toContain('Ce n’est jamais la faute de l’enfant.')
    expect(html).toContain('href="https://www.allo119.gouv.fr"')
    expect(html.match(/class="cue"/g)).toHaveLength(50)
    expect(Buffer.byteLength(html)).toBeLessThan(60_000)
    expect(html).not.toMatch(/src="https?:/)
    expect((await desk.anyone.fetch('/podcast/inconnu')).status).toBe(404)
  })

  test('give chapters as podcast applications read them', async () => {
    const answer = await desk.anyone.fetch(`/podcast/${first.slug}/chapitres.json`)
    expect(answer.headers.get('content-type')).toBe('application/json+chapters')
    const { version, chapters } = await answer.json()
    expect(version).toBe('1.2.0')
    expect(chapters[1]).toEqual({ startTime: 35.6, title: 'Pourquoi en parler' })
  })
})

test('a download is counted once for a device, for the report, and nothing of it is kept', async () => {
  const address = `/podcast/${first.slug}/episode.mp3`
  const listen = (agent: string, range?: string) =>
    desk.anyone
      .fetch(address, { headers: { 'user-agent': agent, ...(range && { range }) } })
      .then((answer) => answer.arrayBuffer())
  for (const agent of ['AntennaPod/3.4.0', 'AntennaPod/3.4.0', 'Overcast/3.0', 'curl/8.5.0'])
    await listen(agent)
  await listen('VLC/3.0.20 LibVLC/3.0.20', 'bytes=0-1')
  const counted = async () => (await officer.ok(readEpisode, { params: { id: first.id } })).downloads
  await expect.poll(counted).toBe(2)
  const analyst = await desk.people.analyst()
  const today = Temporal.Now.plainDateISO('Europe/Paris').toString()
  const { figures } = await analyst.ok(readReport, { query: { from: today, to: today } })
  const figure = figures.find(({ id }) => id === 'podcast_download')
  expect(figure?.base).toBe(2)
  expect(figure?.rows.find(({ code }) => code === 'full')?.count).toBe(2)
  expect(await desk.sql('select count from podcast_download')).toEqual([{ count: 2 }])
  expect(desk.logs.join('')).not.toContain('AntennaPod')
})
