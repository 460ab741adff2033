import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Person } from '#kernel/testing/harness.server.ts'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A browser window with a profile of its own on disk, as a person at a desk has. */
export interface Seat {
  readonly context: BrowserContext
  readonly page: Page
  readonly profile: string
  /** What the page reported against its own policy, or as an error; must stay empty. */
  readonly complaints: readonly string[]
  /** Kills the browser as a power cut would, without asking it. */
  readonly kill: () => void
  readonly leave: () => Promise<void>
}

/** Opens a window; `profile` sits down again at the seat of a browser that was killed. */
export async function sit(
  url: string,
  person?: Person,
  profile?: string,
  options: { readonly javaScriptEnabled?: boolean; readonly userAgent?: string } = {},
): Promise<Seat> {
  const folder = profile ?? mkdtempSync(join(tmpdir(), 'repere-seat-'))
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [...flags, '--remote-debugging-port=0'],
    viewport: { width: 1366, height: 768 },
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    baseURL: url,
    ...options,
  })
  const [name, value] = person?.cookie?.split('=') ?? []
  if (name && value) await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Strict' }])
  const page = context.pages()[0] ?? (await context.newPage())
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedHTML/.test(message.text())) complaints.push(message.text())
  })
  return {
    context,
    page,
    profile: folder,
    complaints,
    kill: () => killBrowser(folder),
    leave: async () => {
      await context.close().catch(() => undefined)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Every process of the browser carries the folder of its profile on its command line. */
function killBrowser(folder: string): void {
  for (const pid of pidsMentioning(folder)) process.kill(pid, 'SIGKILL')
}

function pidsMentioning(text: string): number[] {
  const { readdirSync, readFileSync } = process.getBuiltinModule('node:fs')
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text)
      } catch {
        return false
      }
    })
    .map(Number)
}

/** Fails on any accessibility fault that axe finds at levels A and AA. */
export async function demandAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(
    violations.map(
      (fault) => `${fault.id}: ${fault.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
    ),
  ).toEqual([])
}
