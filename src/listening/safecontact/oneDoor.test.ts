import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const sources = join(import.meta.dirname, '../..')
const files = globSync('**/*.{ts,tsx}', { cwd: sources })
  .filter((path) => !/\.test\.tsx?$/.test(path) && !path.endsWith('.testing.ts'))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(sources, path), 'utf8') }))

const holding = (what: RegExp) => files.filter(({ text }) => what.test(text)).map(({ path }) => path)

// The switchboards and mailboxes of services are no secret and put nobody in danger: they are read from a directory.
// So are the numbers that help now, and those of the directory that anyone may read, on the public pages.
const services = ['kernel/ui/ServiceLinks.tsx', 'kernel/public/HelpNumbers.server.tsx']
const towardsPeople = (what: RegExp) => holding(what).filter((path) => !services.includes(path))

test('the browser can dial a person from one place only', () => {
  expect(files.length).toBeGreaterThan(100)
  expect(towardsPeople(/['"`]tel:/)).toEqual(['listening/safecontact/DialSteps.tsx'])
})

test('no page writes a message to a person: no link opens a mail or a text message', () => {
  expect(towardsPeople(/['"`](mailto|sms|smsto|callto|sip|whatsapp):/)).toEqual([])
})

test('a page that links to the switchboard of a service knows nothing of the people of a file', () => {
  const pages = holding(/<(SwitchboardLink|MailboxLink|PublicPhone|PublicMail) /)
  expect(pages.length).toBeGreaterThan(0)
  for (const path of pages) {
    const page = files.find((one) => one.path === path)
    expect(page?.text, path).not.toMatch(/#listening\/(contact|situation|callback|safecontact)\//)
  }
})

test('one function decides, and one function writes an authorisation', () => {
  expect(holding(/\bauthoriseContact\(/)).toEqual([
    'listening/safecontact/authorise.ts',
    'listening/safecontact/read.server.ts',
  ])
  expect(holding(/insertInto\('contact_authorisation'\)/)).toEqual(['listening/safecontact/dial.server.ts'])
})

test('the value of a means is answered by one endpoint only', () => {
  const opening = holding(/means\.value\b/)
  expect(opening).toEqual(['listening/safecontact/dial.server.ts', 'listening/safecontact/read.server.ts'])
  const read = files.find(({ path }) => path === 'listening/safecontact/read.server.ts')?.text ?? ''
  expect(read.match(/means\.value\b.*/g)).toEqual(['means.value !== null,', 'means.value !== null,'])
})

test('an attempt, and a contact that we made, are written in one place each', () => {
  expect(holding(/insertInto\('callback_attempt'\)/)).toEqual(['listening/callback/queries.server.ts'])
  expect(holding(/direction: 'callback',\n\s+occurredAt/)).toEqual(['listening/safecontact/dial.server.ts'])
})
