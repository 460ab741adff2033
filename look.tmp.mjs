import { chromium } from 'playwright-core'

const url = process.argv[2]
const names = (process.argv[3] || undefined)?.split(',')
const b = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})
const who = {
  listener: 'Alix',
  coordinator: 'Camille',
  analyst: 'Sacha',
  administrator: 'Maxence',
  auditor: 'Andrea',
}
async function run(theme, size, label) {
  for (const [role, name] of Object.entries(who)) {
    const pages = {
      listener: [
        ['bureau', '/bureau'],
        ['situations', '/bureau/situations'],
        ['recherche', '/bureau/recherche'],
        ['rappels', '/bureau/rappels'],
      ],
      coordinator: [
        ['rapport', '/bureau/rapport?du=2023-04-03&au=2024-04-02'],
        ['import', '/bureau/import'],
      ],
      analyst: [],
      administrator: [['comptes', '/bureau/comptes']],
      auditor: [['journal', '/bureau/journal']],
    }[role]
    if (!pages.length) continue
    const ctx = await b.newContext({
      viewport: size,
      colorScheme: theme,
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
    })
    const p = await ctx.newPage()
    p.on('console', (m) => {
      if (m.type() === 'error') console.log(role, m.text().slice(0, 200))
    })
    p.on('pageerror', (e) => console.log('ERR', role, e.message))
    await p.goto(url + '/bureau/connexion')
    await p
      .getByText(name + ' Exemple')
      .first()
      .click()
    await p.waitForURL('**/bureau')
    for (const [n, path] of pages) {
      if (names && !names.includes(n)) continue
      await p.goto(url + path)
      await p.waitForTimeout(2500)
      await p.screenshot({ path: `/tmp/shots/${n}-${label}.png`, fullPage: n === 'rapport' })
    }
    if (role === 'listener' && (!names || names.includes('situation'))) {
      await p.goto(url + '/bureau/situations')
      await p.waitForTimeout(2000)
      await p.locator('tbody tr').first().click()
      await p.waitForTimeout(500)
      await p.waitForURL('**/situations/**')
      const href = new URL(p.url()).pathname
      await p.goto(url + href)
      await p.waitForTimeout(2500)
      await p.screenshot({ path: `/tmp/shots/situation-${label}.png`, fullPage: true })
    }
    if (role === 'listener' && (!names || names.includes('contact'))) {
      await p.goto(url + '/bureau')
      await p.waitForTimeout(1500)
      await p.keyboard.press('n')
      await p.waitForTimeout(3000)
      await p.screenshot({ path: `/tmp/shots/contact-${label}.png`, fullPage: true })
      console.log(p.url())
    }
    await ctx.close()
  }
}
const mode = process.argv[4] ?? 'all'
if (mode !== 'phone') await run('light', { width: 1366, height: 768 }, 'light')
if (mode === 'all' || mode === 'phone') await run('light', { width: 390, height: 844 }, 'phone')
if (mode === 'all' || mode === 'dark') await run('dark', { width: 1366, height: 768 }, 'dark')
await b.close()
