import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { addAction } from '#listening/action/contract.ts'
import { attemptCallback, createCallback } from '#listening/callback/contract.ts'
import { createContact, finaliseContact } from '#listening/contact/contract.ts'
import { matchSituations, search } from '#listening/matching/contract.ts'
import { authoriseReach, createSafeContact } from '#listening/safecontact/contract.ts'
import { addPlace, listSituations, readSituation, saveSituation } from '#listening/situation/contract.ts'

let desk: TestDesk
let ana: Person

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana')
})
afterAll(() => desk.close())

const planted = 'Zorglubine'
const number = '0639987654'
const handle = 'canari_planté_42'

/** Every file under a folder that holds one of the words, as bytes. */
function filesHolding(folder: string, words: readonly string[]): string[] {
  const { status, stdout } = spawnSync('grep', ['-rlaF', ...words.flatMap((word) => ['-e', word]), folder], {
    encoding: 'utf8',
  })
  // 0 found, 1 not found; a file that went away while it was read is no fault.
  expect(status).toBeLessThanOrEqual(2)
  return stdout.split('\n').filter(Boolean)
}

test('a name, a number, a handle and a narrative lie nowhere in the database files, its journal or the logs', async () => {
  const picked = await ana.ok(createContact, { input: { channel: 'phone', direction: 'inbound' } })
  const done = await ana.ok(finaliseContact, {
    params: { id: picked.id },
    version: picked.version,
    input: {
      attach: { to: 'new' },
      changes: {
        callerName: planted,
        callerPhone: number,
        callerEmail: `${planted}@exemple.fr`,
        minorFirstName: planted,
        minorLastName: planted,
        minorAliases: [planted],
        minorHandles: [handle],
        minorPhone: number,
        minorBirthDate: '2011-05-06',
        minorAge: 15,
        departement: '68',
        narrative: `${planted} a appelé au ${number}.`,
        actions: [
          { id: newId(), kind: 'partner_contact', adviceFields: [], orientationKind: null, note: planted },
        ],
      },
    },
  })
  const id = done.situation?.id ?? ''
  const { version } = await ana.ok(readSituation, { params: { id } })
  await ana.ok(saveSituation, {
    params: { id },
    version,
    input: { lastName: planted, note: planted, phones: [number] },
  })
  const place = {
    role: 'family_home',
    departement: '68',
    since: null,
    until: null,
    address: planted,
  } as const
  await ana.ok(addPlace, { params: { id }, input: place })
  await ana.ok(addAction, {
    params: { id },
    input: { kind: 'ase_liaison', adviceFields: [], orientationKind: null, note: planted },
  })
  const window = {
    opensAt: new Date(Date.now() - 3600_000).toISOString(),
    closesAt: new Date(Date.now() + 3600_000).toISOString(),
  }
  const means = await ana.ok(createSafeContact, {
    input: {
      situationId: id,
      person: planted,
      relation: 'mother',
      channel: 'phone',
      allowed: true,
      isConfirmed: true,
      value: number,
      ourWord: planted,
      theirWord: planted,
      answerers: planted,
      seenBy: planted,
      precautions: planted,
      windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }],
    },
  })
  const callback = await ana.ok(createCallback, {
    input: {
      situationId: id,
      safeContactId: means.id,
      whom: planted,
      why: planted,
      timeZone: 'Europe/Paris',
      assigneeId: null,
      ...window,
    },
  })
  const given = await ana.ok(authoriseReach, {
    params: { id: means.id },
    input: { purpose: 'agreed_callback', callbackId: callback.id },
  })
  if (!given.isAllowed) throw new Error(given.reason)
  await ana.ok(attemptCallback, {
    params: { id: callback.id },
    input: { authorisationId: given.authorisationId, outcome: 'no_answer', note: planted },
  })
  await ana.ok(matchSituations, {
    input: { clues: { firstName: planted, departement: '68', phones: [number] } },
  })
  await ana.ok(search, { input: { text: planted, departement: '68' } })
  await ana.ok(listSituations)
  await ana.fetch(`/api/situations?after=${encodeURIComponent(planted)}`)

  await desk.ownerSql('checkpoint')
  const words = [planted, planted.toLowerCase(), number, number.slice(1), handle, '2011-05-06']
  // A word that is there for everyone to see proves that the search finds what it looks for.
  expect(filesHolding(inject('dataDir'), ['serious_immediate_danger']).length).toBeGreaterThan(0)
  expect(filesHolding(inject('dataDir'), words)).toEqual([])
  for (const word of words) expect(desk.logs.join('\n')).not.toContain(word)
}, 60_000)

test('a value moved to another row, or to another column, does not open', async () => {
  const files = []
  for (const name of ['Une', 'Deux']) {
    const picked = await ana.ok(createContact, { input: { channel: 'chat', direction: 'inbound' } })
    const input = { attach: { to: 'new' as const }, changes: { callerName: name, narrative: name } }
    await ana.ok(finaliseContact, { params: { id: picked.id }, version: picked.version, input })
    files.push(picked.id)
  }
  await desk.ownerSql(
    'update app.contact a set sealed_narrative = b.sealed_narrative, data_key_id = b.data_key_id from app.contact b where a.id = $1 and b.id = $2',
    files,
  )
  const answer = await ana.fetch(`/api/contacts/${files[0]}`)
  expect(answer.status).toBe(500)
  expect(await answer.text()).not.toContain('Deux')
})
