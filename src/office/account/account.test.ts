import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, personOf, type TestDesk } from '#kernel/testing/harness.server.ts'
import {
  changeAccount,
  changeMyPassword,
  createAccount,
  listAccounts,
  listColleagues,
  listMySessions,
  readMe,
  resetPassword,
  signIn,
  signInToDemonstration,
  signOut,
  signOutEverywhere,
} from './contract.ts'
import { hashPassword, isAcceptable, verifyPassword } from './password.server.ts'
import { insertAccount } from './queries.server.ts'

let desk: TestDesk

beforeAll(async () => {
  desk = await openTestDesk()
})
afterAll(() => desk.close())

const phrase = 'une péniche bleue au loin'

async function openAccount(
  login: string,
  role: 'listener' | 'administrator' = 'listener',
  demonstration = false,
) {
  const passwordHash = await hashPassword(phrase)
  const given = {
    login,
    name: `Compte ${login}`,
    role,
    passwordHash,
    passwordTemporary: false,
    demonstration,
  }
  return insertAccount(desk.database, given)
}

async function signedIn(login: string, password: string): Promise<Person> {
  const answer = await desk.anyone.call(signIn, { input: { login, password } })
  expect(answer.status).toBe(200)
  const cookie = answer.headers.get('set-cookie')?.split(';')[0]
  return personOf(desk.url, { id: '', login, name: '', cookie })
}

test('somebody signs in, is known by name, and signs out', async () => {
  await openAccount('Awa.Diop')
  const awa = await signedIn(' awa.diop ', phrase)
  const me = await awa.ok(readMe)
  expect(me).toMatchObject({
    name: 'Compte Awa.Diop',
    role: 'listener',
    passwordTemporary: false,
    demonstration: false,
  })
  await awa.ok(signOut)
  expect((await awa.call(readMe)).refusal?.code).toBe('not_signed_in')
})

test('the session cookie is out of reach of scripts and of other sites', async () => {
  await openAccount('cookie')
  const answer = await desk.anyone.call(signIn, { input: { login: 'cookie', password: phrase } })
  const cookie = answer.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/HttpOnly/)
  expect(cookie).toMatch(/SameSite=Strict/)
  const token = cookie.split(';')[0]?.split('=')[1] ?? ''
  const kept = await desk.sql<{ digest: Buffer }>('select digest from session')
  expect(token.length).toBeGreaterThan(40)
  expect(kept.some(({ digest }) => digest.includes(Buffer.from(token, 'base64url')))).toBe(false)
})

test('an unknown login, a wrong password and a closed account are answered alike', async () => {
  await openAccount('closed')
  await openAccount('open')
  await desk.sql(`update account set active = false where login = 'closed'`)
  const tries = [
    { login: 'nobody-of-that-name', password: phrase },
    { login: 'open', password: `${phrase} ?` },
    { login: 'closed', password: phrase },
  ]
  const answers = await Promise.all(tries.map((input) => desk.anyone.call(signIn, { input })))
  const seen = answers.map(({ status, text, headers }) => [status, text, [...headers.keys()].sort().join()])
  expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1)
  expect(answers[0]?.refusal?.code).toBe('wrong_credentials')
})

test('an unknown login takes as long to refuse as a wrong password', async () => {
  const real = await hashPassword(phrase)
  const timeOf = async (hash: string | undefined) => {
    const begun = process.hrtime.bigint()
    await verifyPassword('something else', hash)
    return Number(process.hrtime.bigint() - begun)
  }
  const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0
  const known: number[] = []
  const unknown: number[] = []
  for (let round = 0; round < 7; round += 1) {
    known.push(await timeOf(real))
    unknown.push(await timeOf(undefined))
  }
  expect(median(unknown) / median(known)).toBeGreaterThan(0.5)
})

test('whoever guesses a password waits longer and longer, even for the right one', async () => {
  await openAccount('guessed')
  const attempt = (password: string) => desk.anyone.call(signIn, { input: { login: 'guessed', password } })
  for (let count = 0; count < 4; count += 1) expect((await attempt('wrong wrong')).status).toBe(401)
  const turnedAway = await attempt(phrase)
  expect(turnedAway.refusal?.code).toBe('too_many_attempts')
  expect(Number(turnedAway.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('a failed sign-in stays in the journal, with the account and without the login', async () => {
  const id = await openAccount('journalled')
  await desk.anyone.call(signIn, { input: { login: 'journalled', password: 'not that one' } })
  const lines = await desk.sql(
    'select action, outcome, entity_id, detail from journal where entity_id = $1',
    [id],
  )
  expect(lines).toEqual([
    { action: 'session.open', outcome: 'wrong_credentials', entity_id: id, detail: null },
  ])
})

test('a password of eleven characters is refused, and one of twelve is not', async () => {
  await openAccount('short')
  const short = await signedIn('short', phrase)
  const attempt = (next: string) => short.call(changeMyPassword, { input: { current: phrase, next } })
  expect((await attempt('abcdé fghij')).refusal?.code).toBe('password_weak')
  expect((await attempt('motdepasse123')).refusal?.code).toBe('password_weak')
  expect((await attempt('abcdé fghijk')).status).toBe(200)
})

test('a password made of the login, or of one repeated letter, is refused', () => {
  expect(isAcceptable('marie.curie12', 'marie.curie')).toBe(false)
  expect(isAcceptable('aaaaaaaaaaaaaaaa', 'marie')).toBe(false)
  expect(isAcceptable('deux pommes et un kiwi', 'marie')).toBe(true)
})

test('changing a password wants the present one and ends the other sessions', async () => {
  await openAccount('twice')
  const desktop = await signedIn('twice', phrase)
  const laptop = await signedIn('twice', phrase)
  const wrong = await desktop.call(changeMyPassword, { input: { current: 'oops', next: 'un autre secret' } })
  expect(wrong.refusal?.code).toBe('password_wrong')
  await desktop.ok(changeMyPassword, { input: { current: phrase, next: 'un autre secret' } })
  expect((await laptop.call(readMe)).status).toBe(401)
  expect((await desktop.call(readMe)).status).toBe(200)
})

test('signing out everywhere ends every session of the person and of nobody else', async () => {
  await openAccount('everywhere')
  const one = await signedIn('everywhere', phrase)
  const two = await signedIn('everywhere', phrase)
  const other = await desk.people.listener()
  expect((await one.ok(listMySessions)).items.length).toBe(2)
  await two.ok(signOutEverywhere)
  expect((await one.call(readMe)).status).toBe(401)
  expect((await other.call(readMe)).status).toBe(200)
})

test('a session ends after eight idle hours, and after fourteen whatever happens', async () => {
  const idle = await desk.people.listener()
  const long = await desk.people.listener()
  await desk.sql(
    `update session set last_seen_at = now() - interval '8 hours 1 minute' where account_id = $1`,
    [idle.id],
  )
  await desk.sql(`update session set expires_at = now() - interval '1 second' where account_id = $1`, [
    long.id,
  ])
  expect((await idle.call(readMe)).status).toBe(401)
  expect((await long.call(readMe)).status).toBe(401)
})

test('being there is noted once a minute at most', async () => {
  const person = await desk.people.listener()
  const seen = () => desk.sql('select last_seen_at from session where account_id = $1', [person.id])
  const before = await seen()
  await person.ok(readMe)
  expect(await seen()).toEqual(before)
  await desk.sql(`update session set last_seen_at = now() - interval '2 minutes' where account_id = $1`, [
    person.id,
  ])
  const aged = await seen()
  await person.ok(readMe)
  expect(await seen()).not.toEqual(aged)
})

test('a new account has a password shown once, which must be changed before anything else', async () => {
  const administrator = await desk.people.administrator()
  const input = { login: 'new.listener', name: 'Nouvelle Écoutante', role: 'listener' } as const
  const { password } = await administrator.ok(createAccount, { input })
  const person = await signedIn('new.listener', password)
  expect((await person.ok(readMe)).passwordTemporary).toBe(true)
  expect((await person.ok(readMe)).abilities).toEqual([])
  expect((await person.call(listColleagues)).refusal?.code).toBe('password_temporary')
  await person.ok(changeMyPassword, { input: { current: password, next: phrase } })
  expect((await person.call(listColleagues)).status).toBe(200)
})

test('the one-time password is nowhere to be read in the database', async () => {
  const administrator = await desk.people.administrator()
  const input = { login: 'secret.one', name: 'Compte secret', role: 'listener' } as const
  const { password } = await administrator.ok(createAccount, { input })
  const rows = await desk.ownerSql<{ answer: Buffer }>('select answer from app.idempotency')
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.some(({ answer }) => answer.includes(password))).toBe(false)
})

test('a login is taken whatever its capitals', async () => {
  const administrator = await desk.people.administrator()
  await administrator.ok(createAccount, { input: { login: 'Same.Name', name: 'Première', role: 'listener' } })
  const again = await administrator.call(createAccount, {
    input: { login: 'same.name', name: 'Seconde', role: 'listener' },
  })
  expect(again.refusal?.code).toBe('login_taken')
})

test('the list of my sessions holds no secret', async () => {
  const person = await desk.people.listener()
  const answer = await person.call(listMySessions)
  expect(Object.keys(answer.body.items[0] ?? {}).sort()).toEqual([
    'createdAt',
    'expiresAt',
    'id',
    'isCurrent',
    'lastSeenAt',
  ])
})

test('a session ends at once when the account is closed', async () => {
  const administrator = await desk.people.administrator()
  const leaver = await desk.people.listener()
  expect((await leaver.call(readMe)).status).toBe(200)
  await administrator.ok(changeAccount, { params: { id: leaver.id }, version: 1, input: { active: false } })
  expect((await leaver.call(readMe)).status).toBe(401)
})

test('a new role counts from the next request', async () => {
  const administrator = await desk.people.administrator()
  const person = await desk.people.cartographer()
  expect((await person.call(listColleagues)).status).toBe(404)
  await administrator.ok(changeAccount, {
    params: { id: person.id },
    version: 1,
    input: { role: 'reception' },
  })
  expect((await person.call(listColleagues)).status).toBe(200)
})

test('two administrators changing one account: the second sees what the first did', async () => {
  const administrator = await desk.people.administrator()
  const person = await desk.people.listener()
  await administrator.ok(changeAccount, {
    params: { id: person.id },
    version: 1,
    input: { name: 'Premier nom' },
  })
  const late = await administrator.call(changeAccount, {
    params: { id: person.id },
    version: 1,
    input: { name: 'Autre' },
  })
  expect(late.status).toBe(412)
  expect(late.refusal?.current).toMatchObject({ name: 'Premier nom', version: 2 })
})

test('a reset password ends the sessions and is provisional', async () => {
  const administrator = await desk.people.administrator()
  await openAccount('forgetful')
  const person = await signedIn('forgetful', phrase)
  const id = (await person.ok(readMe)).id
  const { password } = await administrator.ok(resetPassword, { params: { id } })
  expect((await person.call(readMe)).status).toBe(401)
  expect((await (await signedIn('forgetful', password)).ok(readMe)).passwordTemporary).toBe(true)
})

test('the list of accounts is sorted and paged without losing or repeating anybody', async () => {
  const administrator = await desk.people.administrator()
  for (let count = 0; count < 60; count += 1) await desk.people.analyst(`Personne ${count % 7}`)
  for (const sort of ['name', 'login', 'role', 'createdAt', 'lastSignInAt'] as const) {
    for (const direction of ['ascending', 'descending'] as const) {
      const seen: string[] = []
      let after: string | undefined
      do {
        const page = await administrator.ok(listAccounts, {
          query: { sort, direction, after, role: 'analyst' },
        })
        seen.push(...page.items.map(({ id }) => id))
        after = page.next ?? undefined
      } while (after)
      expect([seen.length, new Set(seen).size]).toEqual([60, 60])
    }
  }
})

test('only an administrator sees the accounts, and for others they do not exist', async () => {
  const listener = await desk.people.listener()
  const answer = await listener.call(listAccounts)
  const unknown = await listener.fetch('/api/no-such-thing')
  expect([answer.status, answer.text]).toEqual([404, await unknown.text()])
})

test('outside of a demonstration nobody enters without a password', async () => {
  await openAccount('ordinary')
  await openAccount('shown', 'listener', true)
  const enter = (login: string) => desk.anyone.call(signInToDemonstration, { input: { login } })
  expect((await enter('ordinary')).refusal?.code).toBe('wrong_credentials')
  expect((await enter('shown')).status).toBe(200)
})

test('in a demonstration every page says so, to whoever is signed in', async () => {
  await openAccount('invented', 'listener', true)
  const listener = await desk.people.listener()
  expect((await listener.ok(readMe)).demonstration).toBe(true)
})

test('the last administrator can neither leave nor change trade', async () => {
  await desk.sql(`update account set active = false where role = 'administrator'`)
  const last = await desk.people.administrator()
  const attempt = (input: { active?: boolean; role?: 'listener' }) =>
    last.call(changeAccount, { params: { id: last.id }, version: 1, input })
  expect((await attempt({ active: false })).refusal?.code).toBe('last_administrator')
  expect((await attempt({ role: 'listener' })).refusal?.code).toBe('last_administrator')
  await desk.people.administrator()
  expect((await attempt({ role: 'listener' })).status).toBe(200)
})
