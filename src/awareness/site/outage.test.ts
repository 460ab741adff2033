import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createService } from '#cartography/directory/contract.ts'
import { publicRole, urlOf } from '#kernel/migrate.server.ts'
import { type Cable, layCable } from '#kernel/public/cut.testing.ts'
import { servePublic } from '#kernel/public/public.server.ts'
import { buildServer } from '#kernel/server.server.ts'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import { openPublicZone, type PublicZone, publicPages } from '#public.server.ts'

let desk: TestDesk
let cable: Cable
let zone: PublicZone
let app: FastifyInstance
const said: string[] = []

beforeAll(async () => {
  desk = await openTestDesk()
  cable = await layCable(urlOf(desk.ownerUrl, publicRole, desk.keys))
  zone = openPublicZone(cable.url, desk.keys, {
    max: 2,
    onError: () => undefined,
    publicUrl: () => 'http://127.0.0.1',
  })
  app = await buildServer({
    handlers: [],
    services: desk.services,
    logger: pino({ level: 'warn' }, { write: (line: string) => void said.push(line) }),
    health: async () => ({}),
  })
  await servePublic(app, publicPages, zone.services)
  await app.ready()
  const keeper = await desk.people.cartographer('Inès Fictive')
  await keeper.ok(createService, {
    input: {
      name: 'Accueil du Phare (exemple)',
      kinds: ['day_reception'],
      departements: ['33'],
      visibility: 'public',
      verified: 'phone',
      organisation: { name: 'Association fictive', kind: 'association' },
      place: { departement: '33', commune: 'Bordeaux' },
    },
  })
})
afterAll(async () => {
  await app.close()
  await zone.close()
  await cable.close()
  await desk.close()
})

const get = (url: string) => app.inject({ method: 'GET', url })

test('with the database stopped, the site shows its last good pages, and says what to dial for the others', async () => {
  const before = await get('/aide/33')
  expect(before.statusCode).toBe(200)
  await get('/')
  await cable.cut()
  const [home, kept, still, other] = [
    await get('/'),
    await get('/aide/33'),
    await get('/parents'),
    await get('/aide/64'),
  ]
  expect([home.statusCode, kept.statusCode, still.statusCode]).toEqual([200, 200, 200])
  expect(kept.body).toBe(before.body)
  expect(other.statusCode, said.join('')).toBe(503)
  expect(other.body).toContain('Besoin d’aide maintenant')
  for (const link of ['tel:17', 'sms:114', 'tel:119', 'tel:3018', 'tel:116000'])
    expect(other.body).toContain(link)
  expect(other.headers['cache-control']).toBe('no-store')
})

test('the form says that nothing left, keeps every word of it, and sends it once the database is back', async () => {
  const form = await get('/ecrire')
  expect(form.statusCode).toBe(200)
  const token = /name="envoi" value="([^"]+)"/.exec(form.body)?.[1] ?? ''
  const payload = new URLSearchParams([
    ['envoi', token],
    ['text', 'Une amie fugue <souvent>, j’ai peur.'],
    ['worry', 'today'],
    ['departement', '33'],
    ['call', 'yes'],
    ['value', '06 00 00 00 00'],
    ['days', 'week'],
    ['hours', 'evening'],
    ['precautions', 'Ne pas parler du téléphone.'],
  ]).toString()
  const send = () =>
    app.inject({
      method: 'POST',
      url: '/ecrire',
      payload,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  const refused = await send()
  expect(refused.statusCode).toBe(503)
  expect(refused.body).toContain('Votre message n’est pas parti')
  expect(refused.body).toContain('tel:119')
  expect(refused.body).toContain('Une amie fugue &lt;souvent&gt;, j’ai peur.')
  expect(refused.body).toContain('Ne pas parler du téléphone.')
  expect(refused.body).toMatch(/value="today"[^>]*checked|checked[^>]*value="today"/)
  expect(refused.body).toContain(token)
  await cable.mend()
  const sent = await send()
  expect(sent.statusCode, sent.body).toBe(200)
  expect(sent.body).toContain('Votre message est arrivé')
  expect(await desk.ownerSql('select worry from app.web_letter')).toEqual([{ worry: 'today' }])
})
