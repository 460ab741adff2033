import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { createCallback } from '#listening/callback/contract.ts'
import { createSituation } from '#listening/situation/contract.ts'
import { askAgreement, saveSafeContact, withdrawSafeContact } from './contract.ts'
import { dial, noteMother } from './steps.testing.ts'

let desk: TestDesk
let ana: Person
let brune: Person

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana')
  brune = await desk.people.coordinator('Brune')
})
afterAll(() => desk.close())

/** A promise to a mother who may be called, with the person that it was made to. */
async function promised(situationId?: string) {
  const file = situationId ?? (await ana.ok(createSituation, { input: {} })).id
  const means = await noteMother(ana, { situationId: file })
  const { id } = await ana.ok(createCallback, {
    input: {
      situationId: file,
      safeContactId: means.id,
      whom: null,
      why: null,
      assigneeId: null,
      opensAt: new Date().toISOString(),
      closesAt: new Date(Date.now() + 3600_000).toISOString(),
    },
  })
  const [row] = await desk.sql<{ person_id: string }>('select person_id from safe_contact where id = $1', [
    means.id,
  ])
  return { file, means: means.id, callback: id, person: row?.person_id ?? '' }
}

/** Writes an attempt as the application's role would; says the name of what refused it, or nothing. */
async function write(columns: Record<string, unknown>, as = desk.sql): Promise<string | null> {
  const names = Object.keys(columns)
  return await as(
    `insert into callback_attempt (${names}) values (${names.map((_, place) => `$${place + 1}`)})`,
    Object.values(columns),
  ).then(
    () => null,
    (error: { code: string; constraint?: string; message: string }) => `${error.code} ${error.message}`,
  )
}

const attempt = (of: Awaited<ReturnType<typeof promised>>, authorisation: string | null, more = {}) => ({
  id: newId(),
  callback_id: of.callback,
  person_id: of.person,
  authorisation_id: authorisation,
  author_id: ana.id,
  happened_at: new Date().toISOString(),
  outcome: 'no_answer',
  ...more,
})

test('no attempt is written without an authorisation, by the application or by the owner of the tables', async () => {
  const of = await promised()
  for (const as of [desk.sql, desk.ownerSql]) {
    expect(await write(attempt(of, null), as)).toMatch(/^23514/)
    expect(await write(attempt(of, newId()), as)).toMatch(/^23503/)
    expect(await write({ ...attempt(of, await dial(ana, of.means)), person_id: null }, as)).toMatch(/^23514/)
  }
  expect(await desk.sql('select 1 from callback_attempt')).toEqual([])
})

test('an authorisation serves once, and says so', async () => {
  const of = await promised()
  const given = await dial(ana, of.means)
  expect(await write(attempt(of, given))).toBeNull()
  expect(await write(attempt(of, given))).toMatch(/^23514 this authorisation is no longer good/)
  await desk.ownerSql('update contact_authorisation set used_at = null, outcome = null where id = $1', [
    given,
  ])
  expect(await write(attempt(of, given)), 'even made unused again, it has its attempt').toMatch(/^23505/)
})

test('an authorisation towards one person serves for no other, nor for another promise to somebody else', async () => {
  const [mother, aunt] = [await promised(), await promised()]
  const given = await dial(ana, mother.means)
  expect(await write(attempt(aunt, given))).toMatch(/^23503/)
  expect(await write({ ...attempt(mother, given), callback_id: aunt.callback })).toMatch(/^23503/)
  expect(await write({ ...attempt(mother, given), author_id: brune.id })).toMatch(/^23514/)
  expect(await write(attempt(mother, given))).toBeNull()
})

test('a call begun before its authorisation, after its ten minutes, or noted the day after is refused', async () => {
  const of = await promised()
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
  const given = await dial(ana, of.means)
  expect(await write(attempt(of, given, { happened_at: at(-1) }))).toMatch(/^23514/)
  expect(await write(attempt(of, given, { happened_at: at(11) }))).toMatch(/^23514/)
  expect(await write(attempt(of, given, { recorded_at: at(13 * 60) }))).toMatch(/^23514/)
  expect(await write(attempt(of, given))).toBeNull()
})

test('no authorisation is written towards who did not allow it, nor alone towards a letter, nor for longer', async () => {
  const give = async (of: { means: string; person: string }, more: Record<string, unknown> = {}) => {
    const row = {
      id: newId(),
      safe_contact_id: of.means,
      person_id: of.person,
      actor_id: ana.id,
      purpose: 'news',
      expires_at: new Date(Date.now() + 500_000).toISOString(),
      ...more,
    }
    const names = Object.keys(row)
    return await desk
      .sql(
        `insert into contact_authorisation (${names}) values (${names.map((_, place) => `$${place + 1}`)})`,
        Object.values(row),
      )
      .then(
        () => null,
        (error: { code: string }) => error.code,
      )
  }
  const of = await promised()
  expect(await give(of, { expires_at: new Date(Date.now() + 3600_000).toISOString() })).toBe('23514')
  expect(await give(of, { person_id: newId() })).toBe('23503')
  expect(await give(of)).toBeNull()
  await ana.ok(saveSafeContact, { params: { id: of.means }, version: 1, input: { allowed: false } })
  expect(await give(of)).toBe('23514')
  await ana.ok(saveSafeContact, {
    params: { id: of.means },
    version: 2,
    input: { allowed: true, isConfirmed: true },
  })
  expect(await give(of)).toBeNull()
  await ana.ok(withdrawSafeContact, { params: { id: of.means }, version: 3, input: { isWithdrawn: true } })
  expect(await give(of)).toBe('23514')

  const letter = await noteMother(ana, { situationId: of.file, sameAs: of.means, channel: 'post' })
  const { id: agreement } = await ana.ok(askAgreement, {
    params: { id: letter.id },
    input: { purpose: 'documentation' },
  })
  const post = { means: letter.id, person: of.person }
  expect(await give(post)).toBe('23514')
  expect(await give(post, { agreement_id: agreement })).toBe('23514')
  const alone = desk.sql('update reach_agreement set agreed_by = asked_by, agreed_at = now() where id = $1', [
    agreement,
  ])
  await expect(alone).rejects.toMatchObject({ code: '23514' })
})

test('to whom and for whom an authorisation was given never changes', async () => {
  const of = await promised()
  const given = await dial(ana, of.means)
  for (const change of [
    `actor_id = '${brune.id}'`,
    `expires_at = expires_at - interval '1 minute'`,
    `purpose = 'danger'`,
    `given_at = given_at + interval '1 minute'`,
  ]) {
    const changed = desk.sql(`update contact_authorisation set ${change} where id = $1`, [given])
    await expect(changed, change).rejects.toMatchObject({ code: '23514' })
  }
})

test('a contact that we made carries its authorisation, whoever writes it', async () => {
  const of = await promised()
  const given = await dial(ana, of.means)
  const write = (authorisation: string | null, at = new Date().toISOString()) =>
    desk.ownerSql(
      `insert into contact (id, data_key_id, channel, direction, occurred_at, authorisation_id)
       select $1, data_key_id, 'phone', 'callback', $3, $2 from situation where id = $4`,
      [newId(), authorisation, at, of.file],
    )
  await expect(write(null)).rejects.toMatchObject({ code: '23514' })
  await expect(write(newId())).rejects.toMatchObject({ code: '23514' })
  await expect(write(given, new Date(Date.now() - 3600_000).toISOString())).rejects.toMatchObject({
    code: '23514',
  })
  await write(given)
  await expect(write(given)).rejects.toMatchObject({ code: '23505' })
  const turned = desk.sql(`update contact set authorisation_id = null where authorisation_id = $1`, [given])
  await expect(turned).rejects.toMatchObject({ code: '23514' })
})
