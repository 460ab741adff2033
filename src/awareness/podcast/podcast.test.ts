import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import {
  bringAudio,
  createEpisode,
  createSeries,
  listEpisodes,
  publishEpisode,
  readAudio,
  readEpisode,
  readEpisodeHistory,
  readShow,
  saveEpisode,
  saveSeries,
  saveShow,
  saveTranscript,
  withdrawEpisode,
} from './contract.ts'
import { firstEpisode } from './demonstration.ts'
import {
  bringSound,
  goodSound,
  goodTranscript,
  newEpisode,
  publishedEpisode,
  sendSound,
} from './podcast.testing.ts'

let desk: TestDesk
let officer: Person
beforeAll(async () => {
  desk = await openTestDesk()
  officer = await desk.people.awareness_officer('Lou Inventée')
})
afterAll(() => desk.close())

const read = (id: string) => officer.ok(readEpisode, { params: { id } })

describe('the sound of an episode', () => {
  test('is listened to after it came, and what was measured of it is shown', async () => {
    const id = await newEpisode(officer)
    const response = await sendSound(officer, id, goodSound, 'Prise finale (2).mp3')
    expect(response.status).toBe(200)
    const before = await read(id)
    expect(before.brought).toMatchObject({
      name: 'Prise finale (2).mp3',
      state: 'checking',
      size: goodSound.length,
    })
    expect(before.audio).toBeNull()
    await runJobs(desk)
    const { audio, brought } = await read(id)
    expect(brought).toBeNull()
    expect(audio).toMatchObject({
      state: 'accepted',
      format: 'mp3',
      durationMs: 275_122,
      bitRate: 40_000,
      sampleRate: 22_050,
      channels: 1,
      progress: 100,
    })
    expect(audio?.loudness).toBeCloseTo(-19.7, 1)
    const heard = await officer.fetch(readAudio.path.replace(':id', id), { headers: { range: 'bytes=0-1' } })
    expect([heard.status, heard.headers.get('content-type')]).toEqual([206, 'audio/mpeg'])
  })

  test('keeps nothing of what its maker’s tools wrote about it', async () => {
    const id = await newEpisode(officer)
    const note = Buffer.from('Enregistre chez une personne bien reelle')
    const tag = Buffer.concat([Buffer.from('ID3\u0003\0\0\0\0\0'), Buffer.from([note.length]), note])
    const old = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125, 'reelle')])
    const { audio } = await bringSound(desk, officer, id, Buffer.concat([tag, goodSound, old]))
    expect(audio).toMatchObject({ state: 'accepted', size: goodSound.length })
    const served = await officer.fetch(readAudio.path.replace(':id', id))
    expect(Buffer.from(await served.arrayBuffer()).equals(goodSound)).toBe(true)
  })

  test('is not replaced while anybody may listen to it', async () => {
    const { id } = await publishedEpisode(desk, officer)
    const response = await sendSound(officer, id, goodSound)
    expect([response.status, (await response.json()).code]).toEqual([409, 'episode_is_public'])
  })

  test('comes from awareness officers, and is heard by those who prepare with them', async () => {
    const id = await newEpisode(officer)
    const coordinator = await desk.people.coordinator()
    const listener = await desk.people.listener()
    const path = bringAudio.path.replace(':id', id)
    for (const [who, status] of [
      [coordinator, 404],
      [listener, 404],
      [desk.anyone, 401],
    ] as const)
      expect((await sendSound(who, id, goodSound)).status, path).toBe(status)
    expect((await coordinator.call(readEpisode, { params: { id } })).status).toBe(200)
    expect((await listener.call(readEpisode, { params: { id } })).status).toBe(404)
  })
})

describe('publishing', () => {
  test('asks for a sound and a transcript that goes with it', async () => {
    const id = await newEpisode(officer)
    const refused = await officer.call(publishEpisode, { params: { id }, version: 1, input: {} })
    expect(refused.refusal).toMatchObject({ code: 'episode_incomplete' })
    expect(refused.refusal?.fields?.map(({ field }) => field)).toEqual(['audio', 'transcript'])
    const { version } = await bringSound(desk, officer, id, goodSound)
    const half = await officer.call(publishEpisode, { params: { id }, version, input: {} })
    expect(half.refusal?.fields?.map(({ field }) => field)).toEqual(['transcript'])
    const saved = await officer.ok(saveTranscript, {
      params: { id },
      version,
      input: { text: goodTranscript },
    })
    expect((await read(id)).missing).toEqual([])
    const done = await officer.ok(publishEpisode, { params: { id }, version: saved.version, input: {} })
    expect(done.status).toBe('published')
    const again = await officer.call(publishEpisode, { params: { id }, version: done.version, input: {} })
    expect(again.refusal?.code).toBe('episode_moved')
  })

  test('can wait for its hour, and can be given up before it', async () => {
    const id = await newEpisode(officer)
    const { version } = await bringSound(desk, officer, id, goodSound)
    const saved = await officer.ok(saveTranscript, {
      params: { id },
      version,
      input: { text: goodTranscript },
    })
    const at = new Date(Date.now() + 3_600_000).toISOString()
    const planned = await officer.ok(publishEpisode, {
      params: { id },
      version: saved.version,
      input: { at },
    })
    expect(planned.status).toBe('scheduled')
    // The job run before its hour changes nothing.
    await runJobs(desk, { hurry: true })
    expect((await read(id)).status).toBe('scheduled')
    const given = await officer.ok(withdrawEpisode, { params: { id }, version: planned.version, input: {} })
    expect(given.status).toBe('draft')
    const soon = new Date(Date.now() + 2000).toISOString()
    await officer.ok(publishEpisode, { params: { id }, version: given.version, input: { at: soon } })
    await desk.sql(`update podcast_episode set publish_at = now() - interval '1 second' where id = $1`, [id])
    await runJobs(desk, { hurry: true })
    expect((await read(id)).status).toBe('published')
  })

  test('opens its files to anybody, and withdrawing takes them back', async () => {
    const episode = await publishedEpisode(desk, officer)
    const at = (end: string) => `/podcast/${episode.slug}/${end}`
    const statuses = async () => {
      const answers = await Promise.all(
        ['episode.mp3', 'transcription.vtt', 'transcription.txt', 'chapitres.json'].map((end) =>
          desk.anyone.fetch(at(end)),
        ),
      )
      return answers.map(({ status }) => status)
    }
    expect(await statuses()).toEqual([200, 200, 200, 200])
    const { params } = { params: { id: episode.id } }
    const input = { reason: 'Une voix a demandé son retrait.' }
    const gone = await officer.ok(withdrawEpisode, { params, version: episode.version, input })
    expect(gone.status).toBe('withdrawn')
    expect(await statuses()).toEqual([404, 404, 404, 404])
    const { items } = await officer.ok(readEpisodeHistory, { params })
    expect(items[0]).toMatchObject({ kind: 'withdrawn', detail: input.reason, by: 'Lou Inventée' })
    const back = await officer.ok(publishEpisode, { params, version: gone.version, input: {} })
    expect(back.status).toBe('published')
    expect((await read(episode.id)).publishedAt).toBe(episode.publishedAt)
    expect(await statuses()).toEqual([200, 200, 200, 200])
  })

  test('keeps its address for ever, and its files follow what is corrected', async () => {
    const episode = await publishedEpisode(desk, officer)
    const params = { id: episode.id }
    const moved = await officer.call(saveEpisode, {
      params,
      version: episode.version,
      input: { slug: 'ailleurs' },
    })
    expect(moved.refusal?.fields?.[0]?.field).toBe('slug')
    const corrected = goodTranscript.replace('Bonjour, et bienvenue.', 'Bonsoir, et bienvenue.')
    await officer.ok(saveTranscript, { params, version: episode.version, input: { text: corrected } })
    const text = await (await desk.anyone.fetch(`/podcast/${episode.slug}/transcription.txt`)).text()
    expect(text).toContain('Maud : Bonsoir, et bienvenue.')
    const left = await desk.sql(
      `select from file f where not exists (select from podcast_audio a where a.file_id = f.id)
       and not exists (select from podcast_episode e
         where f.id in (e.transcript_file_id, e.text_file_id, e.chapters_file_id))`,
    )
    expect(left).toEqual([])
  })
})

describe('what is written of an episode', () => {
  test('is refused with its reason', async () => {
    const id = await newEpisode(officer)
    const cases: [Record<string, unknown>, string][] = [
      [{ slug: 'Épisode 1' }, 'slug'],
      [{ slug: 'feed' }, 'slug'],
      [{ title: ' ' }, 'title'],
      [{ links: [{ title: 'Lien', url: 'javascript:alert(1)' }] }, 'links.0.url'],
      [{ links: [{ title: '', url: 'https://exemple.invalid/' }] }, 'links.0.title'],
      [
        {
          chapters: [
            { start: 5, title: 'B' },
            { start: 5, title: 'A' },
          ],
        },
        'chapters',
      ],
      [{ people: [{ name: 'Maud Inventée', role: 'dancer' }] }, 'people.0.role'],
    ]
    for (const [input, field] of cases) {
      const { refusal } = await officer.call(saveEpisode, { params: { id }, version: 1, input })
      expect(refusal?.fields?.[0]?.field, JSON.stringify(input)).toBe(field)
    }
    const slug = (await read(id)).slug
    const same = await officer.call(createEpisode, { input: { ...firstEpisode, seriesId: null, slug } })
    expect(same.refusal?.fields?.[0]?.message).toBe('Un autre épisode a déjà cette adresse.')
  })

  test('is not written over what somebody else wrote', async () => {
    const id = await newEpisode(officer)
    await officer.ok(saveEpisode, { params: { id }, version: 1, input: { title: 'Premier' } })
    const stale = await officer.call(saveEpisode, { params: { id }, version: 1, input: { title: 'Second' } })
    expect(stale.refusal).toMatchObject({
      code: 'version_conflict',
      current: { title: 'Premier', version: 2 },
    })
  })

  test('has notes that hold words and links, and nothing that runs', async () => {
    const notes = [
      '# Titre\n\n**Gras** et [un lien](https://exemple.invalid/?a=1&b=2).',
      '<script>alert(1)</script><img src=x onerror=alert(1)><iframe src="https://exemple.invalid"></iframe>',
      '[piège](javascript:alert(1)) <p style="color:red" onclick="x()">Texte</p>',
    ].join('\n\n')
    const id = await newEpisode(officer, { notes })
    const { notesHtml } = await read(id)
    expect(notesHtml).toContain('<h3>Titre</h3>')
    expect(notesHtml).toContain('<a href="https://exemple.invalid/?a=1&amp;b=2" rel="noreferrer">un lien</a>')
    expect(notesHtml).not.toMatch(/script|onerror|onclick|iframe|img|style|javascript/i)
  })
})

test('the list, the series and the presentation of the podcast', async () => {
  const { id: seriesId } = await officer.ok(createSeries, {
    input: { number: 7, title: 'Série', summary: null },
  })
  const taken = await officer.call(createSeries, { input: { number: 7, title: 'Autre', summary: null } })
  expect(taken.refusal?.fields?.[0]?.field).toBe('number')
  await officer.ok(saveSeries, { params: { id: seriesId }, version: 1, input: { title: 'Paroles' } })
  const id = await newEpisode(officer, { seriesId, number: 3 })
  const { items, total } = await officer.ok(listEpisodes, { query: { status: 'draft', limit: 1 } })
  expect(items[0]).toMatchObject({
    id,
    seriesTitle: 'Paroles',
    number: 3,
    hasTranscript: false,
    downloads: 0,
  })
  expect(total).toBeGreaterThan(1)
  const all = new Set<string>()
  for (let after: string | null | undefined; after !== null; ) {
    const page = await officer.ok(listEpisodes, { query: { limit: 2, ...(after && { after }) } })
    for (const one of page.items) all.add(one.id)
    after = page.next
  }
  const { total: whole } = await officer.ok(listEpisodes)
  expect(all.size).toBe(whole)
  const show = await officer.ok(readShow)
  expect(show.series).toEqual([expect.objectContaining({ number: 7, title: 'Paroles', episodes: 1 })])
  const input = { ownerEmail: 'podcast@repere.invalid', isLocked: false }
  await officer.ok(saveShow, { version: show.version, input })
  expect(await officer.ok(readShow)).toMatchObject(input)
  const stale = await officer.call(saveShow, { version: show.version, input })
  expect(stale.refusal?.code).toBe('version_conflict')
})
