import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import { listSurveys, tryVersion } from './contract.ts'

let desk: TestDesk
let path: string
beforeAll(async () => {
  desk = await openTestDesk()
  path = await trialOf('def_director', '974')
})
afterAll(() => desk.close())

async function trialOf(addressee: string, departement: '974' | '59') {
  const listener = await desk.people.listener()
  const { items } = await listener.ok(listSurveys, {})
  const id = items.find((item) => item.addressee === addressee)?.published?.id ?? ''
  return (await listener.ok(tryVersion, { params: { id }, input: { departement } })).path
}

/** The hidden fields of the form of a page, as a browser would send them back. */
function hiddenOf(html: string): URLSearchParams {
  const found = new URLSearchParams()
  for (const [, name = '', value = ''] of html.matchAll(
    /<input type="hidden" name="([^"]+)" value="([^"]*)"/g,
  )) {
    found.append(name, value.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&'))
  }
  return found
}

async function send(html: string, fields: readonly (readonly [string, string])[], act = 'next') {
  const body = hiddenOf(html)
  for (const [name, value] of fields) body.append(name, value)
  body.append('act', act)
  const response = await fetch(new URL(path, desk.url), { method: 'POST', body, redirect: 'manual' })
  return { status: response.status, html: await response.text(), headers: response.headers }
}

const open = async () => (await fetch(new URL(path, desk.url))).text()

describe('the pages of a respondent, tried', () => {
  test('are plain pages under 60 kB, without cookie, script or other address, that say not to name a child', async () => {
    const response = await fetch(new URL(path, desk.url))
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(Buffer.byteLength(html)).toBeLessThan(60_000)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(html).not.toMatch(/<script|https?:\/\//)
    expect(html).toContain('N’écrivez jamais le nom')
    expect(html).toMatch(/<fieldset[^>]*id="phenomenon_met"[^>]*>.*?<legend>/s)
    expect(html).toContain('Page 1 sur')
  })

  test('a required answer that is missing is told at the top, with a link to its question', async () => {
    const sent = await send(await open(), [['q.trend', 'up']])
    expect(sent.html).toContain('Une réponse est à revoir')
    expect(sent.html).toMatch(/<a href="#phenomenon_met">[^<]*Cette réponse est nécessaire/)
    expect(sent.html).toMatch(
      /<input[^>]*name="q.trend"[^>]*checked=""[^>]*value="up"|value="up"[^>]*checked/,
    )
  })

  test('what was typed badly is shown again as it was typed', async () => {
    const first = await send(await open(), [['q.phenomenon_met', 'yes']])
    expect(first.html).toContain('name="q.situations_count"')
    const sent = await send(first.html, [
      ['q.phenomenon_met', 'yes'],
      ['q.situations_count', 'une dizaine'],
    ])
    expect(sent.html).toContain('Écrivez un nombre')
    expect(sent.html).toContain('value="une dizaine"')
  })

  test('an answer that opens other questions of its page shows the page again, with them, before going on', async () => {
    const sent = await send(await open(), [['q.phenomenon_met', 'yes']])
    expect(sent.html).toMatch(/Votre réponse ouvre \d autres questions/)
    expect(sent.html).toContain('name="q.situations_count"')
    expect(sent.html).toContain('Page 1 sur')
    const further = await send(sent.html, [['q.phenomenon_met', 'yes']])
    expect(further.html).toContain('Page 2 sur')
  })

  test('the whole can be walked without a script, asks overseas what it asks overseas, and stores nothing', async () => {
    const before = await desk.ownerSql('select count(*) from app.journal')
    let html = await open()
    const seen: string[] = []
    for (let step = 0; step < 12 && !html.includes('Fin de l’essai'); step++) {
      seen.push(html)
      const fields: [string, string][] = []
      if (html.includes('name="q.phenomenon_met"')) fields.push(['q.phenomenon_met', 'no'])
      if (html.includes('name="q.in_scheme"')) fields.push(['q.in_scheme', 'yes'])
      if (html.includes('name="q.obstacles"')) fields.push(['q.obstacles', 'Peu de places <ici> & ailleurs'])
      html = (await send(html, fields)).html
    }
    expect(seen.some((page) => page.includes('hexagone') || page.includes('Hexagone'))).toBe(true)
    expect(html).toContain('Rien n’a été enregistré')
    expect(html).toContain('Peu de places &lt;ici&gt; &amp; ailleurs')
    expect(await desk.ownerSql('select count(*) from app.journal')).toEqual(before)
    for (const page of seen) expect(Buffer.byteLength(page)).toBeLessThan(60_000)
  })

  test('the script of the autosave is ours, small, and writes nothing but text', async () => {
    const response = await fetch(new URL('/questionnaire/saisie.js', desk.url))
    const script = await response.text()
    expect(response.headers.get('content-type')).toContain('javascript')
    expect(Buffer.byteLength(script)).toBeLessThan(5_000)
    expect(script).not.toMatch(/innerHTML|document\.write|eval|https?:/)
  })

  test('an address that was changed, or made up, opens nothing', async () => {
    for (const other of [`${path.slice(0, -2)}AA`, '/essai/rien', `/essai/${'x'.repeat(400)}`]) {
      expect((await fetch(new URL(other, desk.url))).status).toBe(404)
    }
  })
})
