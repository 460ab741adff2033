import type { DataKey, Keyring } from '#kernel/seal.server.ts'

const noteAt = (row: string) => ({ table: 'handover', column: 'sealed_note', row })
const sentenceAt = (row: string) => ({ table: 'handover_flag', column: 'sealed_sentence', row })

export const sealNote = (keys: Keyring, key: DataKey, id: string, note: string | null): Buffer | null =>
  note ? keys.seal(key, noteAt(id), note) : null

export const unsealNote = (keys: Keyring, key: DataKey, id: string, sealed: Buffer | null): string | null =>
  sealed ? keys.unseal(key, noteAt(id), sealed) : null

export const sealSentence = (keys: Keyring, key: DataKey, id: string, sentence: string): Buffer =>
  keys.seal(key, sentenceAt(id), sentence)

/** Nothing once the key of its file has been destroyed. */
export const unsealSentence = (
  keys: Keyring,
  key: DataKey | undefined,
  id: string,
  sealed: Buffer,
): string => (key ? keys.unseal(key, sentenceAt(id), sealed) : '')
