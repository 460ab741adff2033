import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { siteFrame } from '#awareness/site/frame.ts'
import { publicPages } from '#public.server.ts'
import { publicRole, urlOf } from '../migrate.server.ts'
import { openTestDesk, type TestDesk } from '../testing/harness.server.ts'
import { type Fields, leadTo, type PublicPage, show } from './public.server.ts'

const received: Fields[] = []
const pages: PublicPage[] = [
  {
    path: '/essai',
    receives: true,
    run: async ({ form, isPost }) => {
      if (isPost) {
        received.push(form)
        return leadTo('/essai')
      }
      return await show('ClosedLink', {}, { title: 'Essai <b>' })
    },
  },
  {
    path: '/essai/panne',
    run: async () => {
      throw new Error('secret of the caller')
    },
  },
]

let desk: TestDesk

beforeAll(async () => {
  desk = await openTestDesk({ morePages: pages })
})
afterAll(() => desk.close())

const get = (path: string) => desk.anyone.fetch(path)
const postTo = (body: BodyInit, headers: Record<string, string> = {}) =>
  desk.anyone.fetch('/essai', { method: 'POST', body, headers })

describe('a public page', () => {
  test('is one light document, without cookie, script, or anything to fetch elsewhere', async () => {
    const response = await get('/essai')
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(Buffer.byteLength(html)).toBeLessThan(60_000)
    // One script, ours: it leaves faster than the link, which works by itself.
    expect(html.match(/<script[^>]*>/g)).toEqual(['<script src="/quitter.js" defer>'])
    expect(html).not.toMatch(/\son\w+=|<iframe|<img|@import|url\(/i)
    // The icon is empty on purpose: without it, a browser asks for one.
    const fetched = [
      ...html.matchAll(/<(?:link|source|audio|video|object|embed)[^>]*(?:href|src|data)="([^"]*)"/g),
    ]
    expect(fetched.map((match) => match[1])).toEqual(['data:,'])
    // The only other address is that of the way out, which is followed when one leaves.
    expect(html.match(/https?:\/\/[^"]+/g)).toEqual([siteFrame.exit.href])
    expect(html).toContain('<html lang="fr">')
    expect(html).toContain('Essai &lt;b>')
  })

  test('lets nothing run, be framed, be kept or say where it was', async () => {
    const { headers } = await get('/essai')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("form-action 'self'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toMatch(/connect-src|unsafe|nonce|https?:/)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
  })

  test('reads a form, takes away what cannot be written, and leads elsewhere', async () => {
    const body = new URLSearchParams([
      ['one', 'Accueil\u0000 de jour\r\nlundi'],
      ['many', 'a'],
      ['many', 'b'],
    ])
    const response = await postTo(body)
    expect([response.status, response.headers.get('location')]).toEqual([303, '/essai'])
    expect(received.at(-1)).toEqual({ one: 'Accueil de jour\nlundi', many: ['a', 'b'] })
  })

  test('takes nothing from another site, nor what is not a form', async () => {
    const before = received.length
    const foreign = await postTo(new URLSearchParams({ one: '1' }), { 'sec-fetch-site': 'cross-site' })
    const json = await postTo('{"one":{"two":3}}', { 'content-type': 'application/json' })
    expect([foreign.status, json.status]).toEqual([404, 400])
    for (const response of [foreign, json]) {
      expect(response.headers.get('content-type')).toContain('text/html')
      expect(await response.text()).toContain('Cette page ne peut pas s’afficher')
    }
    expect(received).toHaveLength(before)
  })

  test('answers a bug with a page and a reference, and tells nothing of it', async () => {
    const response = await get('/essai/panne')
    const html = await response.text()
    expect(response.status).toBe(500)
    expect(html).toContain(response.headers.get('x-request-id'))
    expect(html).not.toContain('secret')
    expect(desk.logs.join('')).not.toContain('secret of the caller')
  })

  test('opened by a link says nothing to search engines, and its address stays out of the logs', async () => {
    const response = await get('/lien/jeton-invente')
    expect(response.headers.get('x-robots-tag')).toBe('noindex, nofollow')
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(Buffer.byteLength(await response.text())).toBeLessThan(60_000)
    expect(desk.logs.join('')).not.toContain('jeton-invente')
    expect(publicPages.map(({ path }) => path)).toContain('/lien/*')
  })
})

describe('the role of the public pages', () => {
  /**
   * What a feature opens to whoever opens a page: `rows`, those that a row policy lets through; `whole`, what could be
   * printed and left in a waiting room. Everything else is closed.
   */
  const opened: Readonly<Record<string, 'rows' | 'whole'>> = {
    campaign: 'rows',
    campaign_answer: 'rows',
    campaign_change: 'rows',
    campaign_event: 'rows',
    campaign_person: 'rows',
    campaign_survey: 'rows',
    campaign_target: 'rows',
    campaign_value: 'rows',
    correspondent: 'rows',
    file: 'rows',
    file_chunk: 'rows',
    file_content: 'rows',
    link: 'rows',
    podcast_show: 'whole',
    published_edition: 'whole',
    published_edition_change: 'whole',
    published_edition_file: 'whole',
    published_episode: 'whole',
    published_banner: 'whole',
    published_service: 'whole',
    refresh_answer: 'rows',
    refresh_record: 'rows',
    refresh_reply: 'rows',
    published_practice: 'whole',
    published_practice_document: 'whole',
    survey: 'whole',
    survey_version: 'whole',
    town: 'whole',
    resource: 'rows',
    resource_file: 'rows',
    resource_request: 'rows',
    resource_topic: 'rows',
    resource_version: 'rows',
    application: 'rows',
    application_file: 'rows',
    project_call: 'rows',
    project_call_departement: 'rows',
    project_criterion: 'rows',
  }

  test('reaches no table but those that a feature opened to it, and no other schema', async () => {
    const tables = await desk.ownerSql<{ name: string }>(
      `select distinct c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'app' and c.relkind in ('r', 'p', 'v', 'm')
       and (has_table_privilege($1, c.oid, 'select, insert, update, delete, truncate, references, trigger')
         or has_any_column_privilege($1, c.oid, 'select, insert, update, references'))
       order by 1`,
      [publicRole],
    )
    expect(tables.map(({ name }) => name)).toEqual(Object.keys(opened).toSorted())
    const schemas = await desk.ownerSql<{ nspname: string }>(
      `select nspname from pg_namespace where has_schema_privilege($1, oid, 'usage') and nspname !~ '^pg_'
       and nspname not in ('information_schema', 'public') order by 1`,
      [publicRole],
    )
    expect(schemas.map(({ nspname }) => nspname)).toEqual(['app', 'vocabulary'])
  })

  test('every table of which it sees some rows has policies that bind it', async () => {
    const bare = await desk.ownerSql(
      `select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'app' and relkind = 'r' and relname = any($1) and not relrowsecurity`,
      [Object.keys(opened).filter((name) => opened[name] === 'rows')],
    )
    expect(bare).toEqual([])
  })

  test('without a link, sees no row of them, and calls no more than the doors that were made for it', async () => {
    const client = new pg.Client({ connectionString: urlOf(desk.ownerUrl, publicRole, desk.keys) })
    await client.connect()
    try {
      const readable = await client.query<{ name: string }>(
        `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'app' and c.relname = any($1) and has_table_privilege(c.oid, 'select')`,
        [Object.keys(opened).filter((name) => opened[name] === 'rows')],
      )
      expect(readable.rows.length).toBeGreaterThan(5)
      for (const { name } of readable.rows) {
        expect((await client.query(`select * from app.${name}`)).rows, name).toEqual([])
      }
      const doors = await client.query<{ proname: string }>(
        `select proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where n.nspname not like 'pg\\_%' and p.prosecdef and has_function_privilege(p.oid, 'execute')
         and has_schema_privilege(n.oid, 'usage') order by 1`,
      )
      expect(doors.rows.map(({ proname }) => proname)).toEqual([
        'ask_intervention',
        'count_podcast_download',
        'count_resource',
        'drop_letter',
        'evaluation_title',
        'feedback_title',
        'give_evaluation',
        'give_feedback',
        'miss_resource',
        'open_application',
      ])
    } finally {
      await client.end()
    }
  })

  test('is refused by the tables of the desk when it asks', async () => {
    const client = new pg.Client({ connectionString: urlOf(desk.ownerUrl, publicRole, desk.keys) })
    await client.connect()
    try {
      for (const table of ['situation', 'contact', 'account', 'session', 'journal', 'data_key']) {
        for (const text of [`select 1 from app.${table}`, `delete from app.${table}`]) {
          await expect(client.query(text), text).rejects.toMatchObject({ code: '42501' })
        }
      }
      await expect(client.query('set role repere_app')).rejects.toMatchObject({ code: '42501' })
      await expect(client.query('create table app.mine (id int)')).rejects.toMatchObject({ code: '42501' })
    } finally {
      await client.end()
    }
  })
})
