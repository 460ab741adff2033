import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { listPackages } from '../package/contract.ts'
import { changeMyPassword, readMe, signIn } from '../session/contract.ts'
import {
  changeAuthorityPerson,
  inviteAuthorityPerson,
  listAuthorityPeople,
  resetAuthorityPassword,
} from './contract.ts'

let desk: TestDesk
let coordinator: Person

beforeAll(async () => {
  desk = await openTestDesk()
  coordinator = await desk.people.coordinator()
})
afterAll(() => desk.close())

const invitation = (email: string) => ({ name: 'Personne Fictive', email, role: 'agent' as const })
const closing = (authorityId: string, personId: string, version: number) => ({
  params: { id: authorityId, personId },
  version,
  input: { active: false },
})

describe('an invitation', () => {
  test('opens the portal once its password is changed, and nothing before', async () => {
    const id = await desk.partners.authority()
    const { password } = await coordinator.ok(inviteAuthorityPerson, {
      params: { id },
      input: invitation('Prenom.Nom@exemple.test'),
    })
    const entered = await desk.anyone.call(signIn, {
      input: { email: ' prenom.nom@EXEMPLE.test', password },
    })
    expect(entered.status).toBe(200)
    const header = entered.headers.get('set-cookie') ?? ''
    expect(header).toMatch(/^repere_partenaire=[\w-]{43}; .*HttpOnly; SameSite=Strict/)
    const headers = { cookie: header.split(';')[0] ?? '' }
    expect((await desk.anyone.call(listPackages, { headers })).refusal?.code).toBe('password_temporary')
    const next = 'un chemin bordé de tilleuls'
    await desk.anyone.ok(changeMyPassword, { headers, input: { current: password, next } })
    expect((await desk.anyone.ok(listPackages, { headers })).items).toEqual([])
    const me = await desk.anyone.ok(readMe, { headers })
    expect([me.passwordTemporary, me.key]).toEqual([false, null])
  })

  test('is refused to an address that already comes in, and to an authority that is not there', async () => {
    const id = await desk.partners.authority()
    await coordinator.ok(inviteAuthorityPerson, {
      params: { id },
      input: invitation('deux.fois@exemple.test'),
    })
    const again = { params: { id }, input: invitation('DEUX.fois@exemple.test') }
    expect((await coordinator.call(inviteAuthorityPerson, again)).refusal?.code).toBe('email_taken')
    const lost = { params: { id: newId() }, input: invitation('nulle.part@exemple.test') }
    expect((await coordinator.call(inviteAuthorityPerson, lost)).status).toBe(404)
  })

  test('is for coordinators and administrators only', async () => {
    const id = await desk.partners.authority()
    for (const role of ['listener', 'reception', 'analyst', 'auditor'] as const) {
      const person = await desk.people[role]()
      expect((await person.call(listAuthorityPeople, { params: { id } })).status, role).toBe(404)
    }
    const administrator = await desk.people.administrator()
    expect((await administrator.ok(listAuthorityPeople, { params: { id } })).readers).toBe(0)
    const manager = await desk.partners.person({ authorityId: id, role: 'manager' })
    expect((await manager.call(listAuthorityPeople, { params: { id } })).status).toBe(401)
  })
})

describe('somebody leaves', () => {
  test('their next request is refused, and so is their password', async () => {
    const authorityId = await desk.partners.authority()
    await desk.partners.person({ authorityId })
    const leaver = await desk.partners.person({ authorityId })
    expect((await leaver.call(listPackages)).status).toBe(200)
    await coordinator.ok(changeAuthorityPerson, closing(authorityId, leaver.id, 1))
    expect((await leaver.call(listPackages)).status).toBe(401)
    await coordinator.ok(changeAuthorityPerson, {
      params: { id: authorityId, personId: leaver.id },
      version: 2,
      input: { active: true },
    })
    // Coming back does not bring an old session back.
    expect((await leaver.call(listPackages)).status).toBe(401)
  })

  test('not the last one who can read: a colleague without a key does not count', async () => {
    const authorityId = await desk.partners.authority()
    const reader = await desk.partners.person({ authorityId })
    const keyless = await desk.partners.person({ authorityId, keyless: true })
    const refused = await coordinator.call(changeAuthorityPerson, closing(authorityId, reader.id, 1))
    expect([refused.status, refused.refusal?.code]).toEqual([409, 'last_recipient'])
    await coordinator.ok(changeAuthorityPerson, closing(authorityId, keyless.id, 1))
    const { readers } = await coordinator.ok(listAuthorityPeople, { params: { id: authorityId } })
    expect(readers).toBe(1)
  })

  test('two at the same moment: one of them stays', async () => {
    const authorityId = await desk.partners.authority()
    const both = [
      await desk.partners.person({ authorityId }),
      await desk.partners.person({ authorityId }),
    ] as const
    const answers = await Promise.all(
      both.map(({ id }) => coordinator.call(changeAuthorityPerson, closing(authorityId, id, 1))),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  })

  test('a person of another authority is not found', async () => {
    const authorityId = await desk.partners.authority()
    const person = await desk.partners.person({ authorityId })
    const other = await desk.partners.authority()
    expect((await coordinator.call(changeAuthorityPerson, closing(other, person.id, 1))).status).toBe(404)
  })
})

test('a new password ends the open sessions and is temporary', async () => {
  const authorityId = await desk.partners.authority()
  const person = await desk.partners.person({ authorityId })
  const { password } = await coordinator.ok(resetAuthorityPassword, {
    params: { id: authorityId, personId: person.id },
  })
  expect((await person.call(readMe)).status).toBe(401)
  const entered = await desk.anyone.call(signIn, { input: { email: person.email, password } })
  const headers = { cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '' }
  expect((await desk.anyone.ok(readMe, { headers })).passwordTemporary).toBe(true)
})
