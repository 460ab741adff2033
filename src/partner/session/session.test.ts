import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import { listMyPeople, readPackage } from '../package/contract.ts'
import { recipientsOf } from '../people.server.ts'
import { readEvents } from '../relay/contract.ts'
import { deliver, packageFor, relayOf } from '../testing.server.ts'
import { keepKey, readMe, signIn, signOut, signOutEverywhere } from './contract.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk()
})
afterAll(() => desk.close())

async function newKey(passphrase: string) {
  const identity = await generateX25519Identity()
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  encrypter.setScryptWorkFactor(2)
  const sealedIdentity = Buffer.from(await encrypter.encrypt(identity)).toString('base64')
  return { identity, publicKey: await identityToRecipient(identity), sealedIdentity }
}

describe('the reading key', () => {
  test('comes back as it was kept, opens with the passphrase, and becomes a recipient', async () => {
    const authorityId = await desk.partners.authority()
    const agent = await desk.partners.person({ authorityId, keyless: true })
    const { identity, publicKey, sealedIdentity } = await newKey('douze caractères au moins')
    await agent.ok(keepKey, { input: { publicKey, sealedIdentity, replaces: null } })
    const me = await agent.ok(readMe)
    const decrypter = new Decrypter()
    decrypter.addPassphrase('douze caractères au moins')
    const opened = await decrypter.decrypt(Buffer.from(me.key?.sealedIdentity ?? '', 'base64'), 'text')
    expect(opened).toBe(identity)
    expect(await recipientsOf(desk.database, authorityId)).toEqual([
      { personId: agent.id, name: agent.name, email: agent.email, publicKey },
    ])
  })

  test('a new one takes the place of the lost one, tells the helpline, and waits for what was sent', async () => {
    const agent = await desk.partners.person({ authorityId: await desk.partners.authority() })
    const sent = await deliver(desk, await packageFor([agent]))
    const { publicKey, sealedIdentity } = await newKey('une autre phrase secrète')
    await agent.ok(keepKey, { input: { publicKey, sealedIdentity, replaces: agent.publicKey } })
    expect((await agent.ok(readPackage, { params: { id: sent.packageId } })).isReadable).toBe(false)
    const { nobody, headers } = relayOf(desk)
    const { items } = await nobody.ok(readEvents, { query: { limit: 500 }, headers })
    const added = items.filter(({ personId, kind }) => personId === agent.id && kind === 'key_added')
    expect(added.map((one) => [one.authorityId, one.packageId])).toEqual([[agent.authorityId, null]])
  })

  test('another passphrase for the same key tells nobody, and what was sent still opens', async () => {
    const agent = await desk.partners.person({ authorityId: await desk.partners.authority() })
    const sent = await deliver(desk, await packageFor([agent]))
    const publicKey = agent.publicKey ?? ''
    const { sealedIdentity } = await newKey('encore une phrase secrète')
    await agent.ok(keepKey, { input: { publicKey, sealedIdentity, replaces: publicKey } })
    expect((await agent.ok(readPackage, { params: { id: sent.packageId } })).isReadable).toBe(true)
    const [row] = await desk.ownerSql<{ count: number }>(
      'select count(*)::int as count from partner.event where person_id = $1',
      [agent.id],
    )
    expect(row?.count).toBe(0)
  })

  test('two pages open at once: the second does not silently take the place of the first', async () => {
    const agent = await desk.partners.person({ authorityId: await desk.partners.authority(), keyless: true })
    const [one, two] = [await newKey('première phrase secrète'), await newKey('deuxième phrase secrète')]
    const keep = ({ publicKey, sealedIdentity }: typeof one) =>
      agent.call(keepKey, { input: { publicKey, sealedIdentity, replaces: null } })
    expect((await keep(one)).status).toBe(200)
    expect((await keep(two)).refusal?.code).toBe('partner_key_changed')
  })
})

describe('the door', () => {
  test('says the same to a wrong password, a closed account and nobody', async () => {
    const authorityId = await desk.partners.authority()
    const [open, closed] = [
      await desk.partners.person({ authorityId }),
      await desk.partners.person({ authorityId }),
    ]
    await desk.sql('update partner.person set active = false where id = $1', [closed.id])
    const texts = new Set<string>()
    for (const email of [open.email, closed.email, 'personne.du.tout@exemple.test']) {
      const answer = await desk.anyone.call(signIn, { input: { email, password: 'ce n’est pas le bon' } })
      expect(answer.status).toBe(401)
      texts.add(answer.text)
    }
    expect(texts.size).toBe(1)
  })

  test('slows down whoever guesses', async () => {
    const { email } = await desk.partners.person({ authorityId: await desk.partners.authority() })
    const statuses: number[] = []
    for (let tries = 0; tries < 6; tries += 1) {
      statuses.push((await desk.anyone.call(signIn, { input: { email, password: 'toujours pas' } })).status)
    }
    expect(statuses).toContain(429)
  })

  test('a cookie of the house opens nothing here, and one from here opens nothing in the house', async () => {
    const agent = await desk.partners.person({ authorityId: await desk.partners.authority() })
    const coordinator = await desk.people.coordinator()
    expect((await coordinator.call(readMe)).status).toBe(401)
    expect((await agent.fetch('/api/session')).status).toBe(401)
    const swapped = { cookie: `repere=${agent.cookie?.split('=')[1]}` }
    expect((await desk.anyone.fetch('/api/session', { headers: swapped })).status).toBe(401)
  })

  test('leaving ends the session, here or everywhere', async () => {
    const authorityId = await desk.partners.authority()
    const [one, two] = [
      await desk.partners.person({ authorityId }),
      await desk.partners.person({ authorityId }),
    ]
    await one.ok(signOut)
    await two.ok(signOutEverywhere)
    for (const person of [one, two]) expect((await person.call(readMe)).status).toBe(401)
  })

  test('an idle hour ends the session', async () => {
    const agent = await desk.partners.person({ authorityId: await desk.partners.authority() })
    await desk.ownerSql(
      "update partner.session set last_seen_at = now() - interval '61 minutes' where person_id = $1",
      [agent.id],
    )
    expect((await agent.call(readMe)).status).toBe(401)
  })
})

test('a manager sees the people of their authority and no others', async () => {
  const authorityId = await desk.partners.authority()
  const manager = await desk.partners.person({ authorityId, role: 'manager' })
  const agent = await desk.partners.person({ authorityId })
  await desk.partners.person({ authorityId: await desk.partners.authority() })
  const { items } = await manager.ok(listMyPeople)
  expect(items.map(({ id }) => id).toSorted()).toEqual([manager.id, agent.id].toSorted())
})
