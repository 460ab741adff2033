import { Encrypter } from 'age-encryption'
import { newId } from '#kernel/id.ts'
import { personOf, type TestDesk } from '#kernel/testing/harness.server.ts'
import type { PartnerPerson } from '#kernel/testing/partners.server.ts'
import type { Package } from './relay/contract.ts'
import { storePackage } from './relay/contract.ts'
import { relayToken } from './relay/token.server.ts'

/** The helpline as the relay knows it: whoever has the token. */
export function relayOf(desk: TestDesk) {
  const nobody = personOf(desk.url, { id: '', login: '', name: '', cookie: undefined })
  const headers = { authorization: `Bearer ${relayToken(desk.keys)}` }
  return { nobody, headers }
}

export async function sealTo(publicKeys: readonly string[], text: string): Promise<string> {
  const encrypter = new Encrypter()
  for (const key of publicKeys) encrypter.addRecipient(key)
  return Buffer.from(await encrypter.encrypt(text)).toString('base64')
}

/** Any valid age public key: nobody in these tests reads what is sealed to it. */
export const replyKey = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'

/** A package for some people of one authority, as the helpline would send it. */
export async function packageFor(
  people: readonly [PartnerPerson, ...PartnerPerson[]],
  given: Partial<Package> = {},
): Promise<Package> {
  const keys = people.flatMap(({ publicKey }) => publicKey ?? [])
  return {
    packageId: newId(),
    transmissionId: newId(),
    authorityId: people[0].authorityId,
    unitId: newId(),
    kind: 'alert',
    urgent: false,
    sentAt: '2026-11-23T10:00:00.000Z',
    reference: 'IP-2026-0007',
    edition: 1,
    sealed: await sealTo(keys, JSON.stringify({ content: 'contenu d’essai' })),
    recipients: people.map(({ id }) => id),
    replyKey,
    ...given,
  }
}

/** Puts a package in the zone, through the relay. */
export async function deliver(desk: TestDesk, given: Package): Promise<Package> {
  const { nobody, headers } = relayOf(desk)
  await nobody.ok(storePackage, { input: given, headers })
  return given
}
