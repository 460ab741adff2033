import { Decrypter, Encrypter } from 'age-encryption'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshRing, Keyring } from '#kernel/seal.server.ts'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import { role } from '#vocabulary'
import { readTransmissionSchema } from './contract.ts'
import { helplinePublicKey, openReply } from './helplineKey.server.ts'
import { publishedSchema } from './published.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk()
})
afterAll(() => desk.close())

const publicKey = () => desk.database.transaction().execute((db) => helplinePublicKey(db, desk.keys))

async function answer(to: string, text: string): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(to)
  return await encrypter.encrypt(text)
}

const open = (bytes: Uint8Array, keys = desk.keys) =>
  desk.database.transaction().execute((db) => openReply(db, keys, bytes))

test('the helpline has one key, whoever asks for it first and however many at once', async () => {
  const keys = new Set(await Promise.all([1, 2, 3, 4].map(publicKey)))
  expect([...keys]).toEqual([expect.stringMatching(/^age1[a-z0-9]{58}$/)])
  expect(await desk.sql('select public_key from helpline_key')).toEqual([{ public_key: [...keys][0] }])
})

test('what is answered to the helpline opens here, and what was answered under an older key still does', async () => {
  const before = await answer(await publicKey(), 'Évaluation en cours')
  await desk.sql('update helpline_key set retired_at = now()')
  const after = await answer(await publicKey(), 'Orientation proposée')
  expect(await open(before)).toBe('Évaluation en cours')
  expect(await open(after)).toBe('Orientation proposée')
})

test('an answer that was sealed to somebody else, or damaged, does not open', async () => {
  const sealed = await answer(await publicKey(), 'Un mot')
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1
  await expect(open(sealed)).rejects.toThrow()
})

test('the database without the key file opens nothing', async () => {
  const sealed = await answer(await publicKey(), 'Un mot')
  const rows = await desk.sql<{ sealed_identity: Buffer }>('select sealed_identity from helpline_key')
  for (const { sealed_identity } of rows) {
    expect(sealed_identity.toString('latin1').toUpperCase()).not.toContain('AGE-SECRET-KEY')
    const decrypter = new Decrypter()
    expect(() => decrypter.addIdentity(sealed_identity.toString('latin1'))).toThrow()
  }
  const stolen = new Keyring({ ...freshRing() })
  await expect(open(sealed, stolen)).rejects.toThrow('does not open')
})

test('a sealed identity that was moved to another row does not open', async () => {
  await publicKey()
  const [row] = await desk.sql<{ id: string }>('select id from helpline_key where retired_at is null')
  await desk.sql(`update helpline_key set id = gen_random_uuid() where id = $1`, [row?.id])
  const sealed = await answer(await publicKey(), 'Un mot')
  await expect(open(sealed)).rejects.toThrow('does not open')
})

test('whoever is signed in reads the published schema, and nobody else', async () => {
  for (const code of role.codes) {
    const person = await desk.people[code]()
    const answer = await person.fetch(readTransmissionSchema.path)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="ip.schema.json"')
    expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(publishedSchema())))
  }
  expect((await desk.anyone.fetch(readTransmissionSchema.path)).status).toBe(401)
})
