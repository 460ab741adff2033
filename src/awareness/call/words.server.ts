import { z } from 'zod'
import type { Keyring } from '#kernel/seal.server.ts'
import { ApplicationWords } from './contract.ts'

/** What a draft may hold: anything, or nothing yet. */
export const DraftWords = z.object({
  ...Object.fromEntries(Object.keys(ApplicationWords.shape).map((name) => [name, z.string().default('')])),
}) as unknown as z.ZodType<ApplicationWords>

const place = (column: string, row: string) => ({ table: 'application', column, row })

/** The public pages read a draft again by its link: these keys are theirs, which the desk can make too. */
export const sealWords = (keys: Keyring, id: string, words: Partial<ApplicationWords>): Buffer =>
  keys.sealAlone(place('sealed_words', id), JSON.stringify(words))
export const openWords = (keys: Keyring, id: string, sealed: Buffer): ApplicationWords =>
  DraftWords.parse(JSON.parse(keys.unsealAlone(place('sealed_words', id), sealed)))

export const sealReasons = (keys: Keyring, id: string, reasons: string): Buffer =>
  keys.sealAlone(place('sealed_reasons', id), reasons)
export const openReasons = (keys: Keyring, id: string, sealed: Buffer): string =>
  keys.unsealAlone(place('sealed_reasons', id), sealed)

const filePlace = (column: string, row: string) => ({ table: 'application_file', column, row })
export const sealFile = (keys: Keyring, id: string, name: string, bytes: Buffer) => ({
  sealed_name: keys.sealAlone(filePlace('sealed_name', id), name),
  sealed_file: keys.sealAlone(filePlace('sealed_file', id), bytes.toString('base64')),
})
export const openName = (keys: Keyring, id: string, sealed: Buffer): string =>
  keys.unsealAlone(filePlace('sealed_name', id), sealed)
export const openFile = (keys: Keyring, id: string, sealed: Buffer): Buffer =>
  Buffer.from(keys.unsealAlone(filePlace('sealed_file', id), sealed), 'base64')

const reviewPlace = (application: string, reviewer: string) => ({
  table: 'review',
  column: 'sealed_words',
  row: `${application} ${reviewer}`,
})
/** What reviewers say stays in the helpline: sealed with its own keys. */
export const sealComment = (keys: Keyring, application: string, reviewer: string, words: string): Buffer =>
  keys.sealAlone(reviewPlace(application, reviewer), words)
export const openComment = (keys: Keyring, application: string, reviewer: string, sealed: Buffer): string =>
  keys.unsealAlone(reviewPlace(application, reviewer), sealed)

/** How an application is called: by the year it was begun and its number. */
export const referenceOf = (createdAt: string, number: number): string =>
  `AP-${createdAt.slice(0, 4)}-${String(number).padStart(4, '0')}`
