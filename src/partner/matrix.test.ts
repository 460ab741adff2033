import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Contract } from '#kernel/contract.ts'
import { newId } from '#kernel/id.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { portal, relay } from './index.server.ts'
import { recallPackage } from './relay/contract.ts'
import { deliver, packageFor, relayOf, replyKey, sealTo } from './testing.server.ts'

/**
 * Every endpoint of the portal × whoever may ask × every state of what is asked for. The rows come from the handlers
 * themselves: an endpoint that is added without saying here what it expects fails the test.
 */
const askers = ['agent', 'manager', 'confined', 'nobody', 'staff', 'closed'] as const
const states = ['own', 'other authority', 'not sent', 'recalled', 'random', 'malformed'] as const
type Asker = (typeof askers)[number]
type State = (typeof states)[number]

interface Row {
  /** What is sent when the endpoint wants something. */
  readonly input?: () => unknown
  /** What an own package answers; an acknowledgement must have come before a return. */
  readonly own?: number
  /** Whoever is admitted beside the two roles of the portal. */
  readonly open?: readonly Asker[]
  readonly roles?: readonly Asker[]
  /** Ends the session that asks: not called with one that is needed again. */
  readonly ends?: boolean
}

let note = ''
const everybody = ['agent', 'manager'] as const

const rows: Readonly<Record<string, Row>> = {
  'partner_session.open': {
    input: () => ({ email: 'personne@exemple.test', password: 'rien de tout cela' }),
    own: 401,
    open: askers,
  },
  'partner_session.read': { open: ['confined'] },
  'partner_session.close': { open: ['confined'], ends: true },
  'partner_session.close_all': { open: ['confined'], ends: true },
  'partner_session.change_password': {
    input: () => ({ current: 'rien de tout cela', next: 'toujours rien de tout cela' }),
    own: 422,
    open: ['confined'],
  },
  'partner_key.keep': {
    input: () => ({ publicKey: replyKey, sealedIdentity: note, replaces: replyKey }),
    own: 409,
  },
  'package.list': {},
  'package.read': {},
  'package.open': {},
  'package.acknowledge': {},
  'package.ask_complement': { input: () => ({ sealedNote: note }) },
  'package.redirect': { input: () => ({ sealedNote: note }) },
  'package.record_return': { input: () => ({ outcome: 'closed_no_action', sealedNote: null }), own: 409 },
  'partner_person.list_own': { roles: ['manager'] },
}

let desk: TestDesk
const people = new Map<Asker, () => Promise<Person>>()
let authorityId: string

beforeAll(async () => {
  desk = await openTestDesk()
  authorityId = await desk.partners.authority()
  note = await sealTo([replyKey], 'mot d’essai')
  const person = (role: 'agent' | 'manager') => desk.partners.person({ authorityId, role })
  const [agent, manager] = [await person('agent'), await person('manager')]
  const staff = await desk.people.coordinator()
  const confined = await person('agent')
  await desk.sql('update partner.person set password_temporary = true where id = $1', [confined.id])
  const closed = await person('agent')
  await desk.sql('update partner.person set active = false where id = $1', [closed.id])
  const given: Record<Asker, Person> = { agent, manager, confined, nobody: desk.anyone, staff, closed }
  for (const asker of askers) people.set(asker, async () => given[asker])
})
afterAll(() => desk.close())

/** A package in that state, anew: what one request did must not answer for the next. */
async function made(state: State): Promise<string> {
  if (state === 'random') return newId()
  if (state === 'malformed') return '1 or 1=1'
  const mine = await desk.partners.person({ authorityId })
  const authority = state === 'other authority' ? await desk.partners.authority() : authorityId
  const receiver = state === 'other authority' ? await desk.partners.person({ authorityId: authority }) : mine
  const sent = await packageFor([receiver], state === 'not sent' ? { kind: 'canary' } : {})
  await deliver(desk, sent)
  if (state === 'recalled') {
    const { nobody, headers } = relayOf(desk)
    await nobody.ok(recallPackage, { input: { packageId: sent.packageId }, headers })
  }
  return sent.packageId
}

/** The answer, without what every answer of ours draws or counts by itself. */
async function asked(contract: Contract, row: Row, who: Asker, id: string) {
  const person = await people.get(who)?.()
  if (!person) throw new Error(who)
  const answer = await person.call(contract, {
    params: { id } as never,
    ...(row.input && { input: row.input() as never }),
  })
  const headers = Object.fromEntries(answer.headers)
  for (const name of ['x-request-id', 'date', 'set-cookie']) delete headers[name]
  return { status: answer.status, text: answer.text, headers }
}

const isAbout = (contract: Contract) => contract.path.includes(':id')

test('every endpoint of the portal has its row, and every row its endpoint', () => {
  expect(Object.keys(rows).toSorted()).toEqual(portal.map(({ contract }) => contract.action).toSorted())
})

test('the portal and the relay admit no role of the helpline, and the portal not the relay', () => {
  for (const { contract } of portal) {
    const audience = typeof contract.for === 'string' ? [] : contract.for
    expect(
      audience.filter((role) => role !== 'agent' && role !== 'manager'),
      contract.path,
    ).toEqual([])
    expect(contract.path.startsWith('/partenaire/api/')).toBe(true)
  }
  for (const { contract } of relay) expect(contract.for).toEqual(['relay'])
})

test('nothing on the portal searches', () => {
  for (const { contract } of portal) {
    const fields = Object.keys((contract.query as unknown as { shape?: object }).shape ?? {})
    expect(
      fields.filter((name) => !['view', 'after'].includes(name)),
      contract.path,
    ).toEqual([])
  }
})

function expectedOf(contract: Contract, row: Row, who: Asker, state: State): number {
  const roles: readonly Asker[] = row.roles ?? everybody
  const isOpen = roles.includes(who) || row.open?.includes(who)
  if (!isOpen) {
    if (who === 'nobody' || who === 'staff' || who === 'closed') return 401
    return who === 'confined' && typeof contract.for !== 'string' && contract.for.includes('agent')
      ? 403
      : 404
  }
  return isAbout(contract) && state !== 'own' ? 404 : (row.own ?? 200)
}

describe.each(portal.map(({ contract }) => [contract.action, contract] as const))(
  '%s',
  (action, contract) => {
    const row = rows[action] ?? {}
    const about = isAbout(contract) ? states : (['own'] as const)
    // Those that end a session or count tries would change what the next one answers: they have tests of their own.
    const who =
      row.ends || action === 'partner_session.open'
        ? askers.filter((one) => one !== 'agent' && one !== 'manager' && one !== 'confined')
        : askers

    test.each(who)('%s', async (asker) => {
      const answers = new Map<State, Awaited<ReturnType<typeof asked>>>()
      for (const state of about) answers.set(state, await asked(contract, row, asker, await made(state)))
      const statuses = Object.fromEntries([...answers].map(([state, { status }]) => [state, status]))
      const expected = Object.fromEntries(
        about.map((state) => [state, expectedOf(contract, row, asker, state)]),
      )
      expect(statuses).toEqual(expected)
      // Not theirs, not sent, recalled, invented or written anyhow: one answer, to the last header.
      const none = answers.get('random')
      for (const state of about) {
        if (state !== 'own') expect(answers.get(state), state).toEqual(none)
      }
    })
  },
)
