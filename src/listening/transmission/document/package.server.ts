import { Encrypter } from 'age-encryption'
import type { TransmissionContent } from '../content.ts'
import type { TransmissionPackage } from './package.ts'
import { printTransmission } from './render.server.ts'

/**
 * Seals a snapshot and its printed form in one age file that any of these keys opens, and no other.
 * What stops the print from being made goes to `onTrouble`, and the alert leaves without it.
 */
export async function makePackage(
  content: TransmissionContent,
  publicKeys: readonly string[],
  onTrouble: (error: unknown) => void = () => undefined,
): Promise<Buffer> {
  if (publicKeys.length === 0) throw new Error('a package needs somebody who can open it')
  const pdf = await printTransmission(content).catch((error: unknown) => {
    onTrouble(error)
    return undefined
  })
  const held: TransmissionPackage = { content, pdf: pdf?.toString('base64') ?? null }
  const encrypter = new Encrypter()
  for (const key of new Set(publicKeys)) encrypter.addRecipient(key)
  return Buffer.from(await encrypter.encrypt(JSON.stringify(held)))
}
