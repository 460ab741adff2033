import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import { TransmissionContent } from './content.ts'
import { Writing } from './writing.ts'

const draftAt = (row: string) => ({ table: 'transmission', column: 'sealed_draft', row })
const contentAt = (row: string) => ({ table: 'transmission', column: 'sealed_content', row })
const noteAt = (row: string) => ({ table: 'transmission_event', column: 'sealed_note', row })

/** Seals what the author writes. */
export const sealWriting = (keys: Keyring, key: DataKey, id: string, writing: Writing): Buffer =>
  keys.seal(key, draftAt(id), JSON.stringify(writing))

export const unsealWriting = (keys: Keyring, key: DataKey, id: string, sealed: Buffer): Writing =>
  Writing.parse(JSON.parse(keys.unseal(key, draftAt(id), sealed)))

/** Seals what leaves. */
export const sealContent = (keys: Keyring, key: DataKey, id: string, content: TransmissionContent): Buffer =>
  keys.seal(key, contentAt(id), JSON.stringify(content))

export const unsealContent = (keys: Keyring, key: DataKey, id: string, sealed: Buffer): TransmissionContent =>
  TransmissionContent.parse(JSON.parse(keys.unseal(key, contentAt(id), sealed)))

export const sealNote = (keys: Keyring, key: DataKey, id: string, note: string | null): Buffer | null =>
  note ? keys.seal(key, noteAt(id), note) : null

export const unsealNote = (keys: Keyring, key: DataKey, id: string, sealed: Buffer | null): string | null =>
  sealed ? keys.unseal(key, noteAt(id), sealed) : null
