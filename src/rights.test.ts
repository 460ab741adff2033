import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { handlers, streams } from './handlers.server.ts'
import { rightsAsMarkdown, rightsOf } from './rights.server.ts'

const rights = rightsOf([...handlers, ...streams])
const page = join(import.meta.dirname, '../docs/rights.md')

test('the page of rights says what the contracts say', () => {
  // When it fails: npm run -s repere -- routes --markdown > docs/rights.md, and read the difference.
  expect(readFileSync(page, 'utf8')).toBe(rightsAsMarkdown(rights))
})

test('an administrator sees no situation and no contact', () => {
  const personal = /^\/api\/(situations|contacts|callbacks|actions|observations|desk|matching|search)/
  const opened = rights.filter(
    ({ for: audience }) => typeof audience !== 'string' && audience.includes('administrator'),
  )
  expect(opened.length).toBeGreaterThan(0)
  expect(opened.filter(({ path }) => personal.test(path))).toEqual([])
})

test('whoever checks the journal sees no situation either, and cannot change anything', () => {
  const opened = rights.filter(
    ({ for: audience }) => typeof audience !== 'string' && audience.includes('auditor'),
  )
  expect(opened.map(({ method }) => method)).toEqual(opened.map(() => 'GET'))
  expect(opened.every(({ path }) => path.startsWith('/api/journal'))).toBe(true)
})

test('what anyone may call without signing in is a short list', () => {
  const open = rights.filter(({ for: audience }) => audience === 'anyone')
  expect(open.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /api/demonstration/accounts',
    'POST /api/demonstration/session',
    'GET /api/imports/contacts/schema.json',
    'POST /api/session',
  ])
})

test('an action has one name and an address one meaning', () => {
  const actions = rights.map(({ action }) => action)
  const addresses = rights.map(({ method, path }) => `${method} ${path}`)
  expect(new Set(actions).size).toBe(actions.length)
  expect(new Set(addresses).size).toBe(addresses.length)
})
