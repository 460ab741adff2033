import { z } from 'zod'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'

/** Who called, as sealed in one value. */
const CallerSecret = z.object({
  callerName: z.string().nullable(),
  callerPhone: z.string().nullable(),
  callerEmail: z.string().nullable(),
})
/** Who the minor is, as told during this contact, sealed in one value. */
const MinorSecret = z.object({
  minorFirstName: z.string().nullable(),
  minorLastName: z.string().nullable(),
  minorAliases: z.array(z.string()),
  minorHandles: z.array(z.string()),
  minorPhone: z.string().nullable(),
  minorBirthDate: z.string().nullable(),
})

/** Everything of a contact that SQL never sees. */
export type ContactSecrets = z.infer<typeof CallerSecret> &
  z.infer<typeof MinorSecret> & { narrative: string | null }

export const noSecrets: ContactSecrets = {
  callerName: null,
  callerPhone: null,
  callerEmail: null,
  minorFirstName: null,
  minorLastName: null,
  minorAliases: [],
  minorHandles: [],
  minorPhone: null,
  minorBirthDate: null,
  narrative: null,
}

/** The sealed columns of a contact. */
export interface SealedContact {
  readonly sealed_caller: Buffer | null
  readonly sealed_minor: Buffer | null
  readonly sealed_narrative: Buffer | null
}

const columns = ['sealed_caller', 'sealed_minor', 'sealed_narrative'] as const
const placeOf = (column: (typeof columns)[number], row: string) => ({ table: 'contact', column, row })

/** Nothing said is kept as nothing, so that an empty value costs no bytes. */
const isEmpty = (value: object): boolean =>
  Object.values(value).every((one) => one === null || (Array.isArray(one) && one.length === 0))

export function sealContact(keys: Keyring, key: DataKey, id: string, secrets: ContactSecrets): SealedContact {
  const seal = (column: (typeof columns)[number], text: string) => keys.seal(key, placeOf(column, id), text)
  const caller = CallerSecret.parse(secrets)
  const minor = MinorSecret.parse(secrets)
  return {
    sealed_caller: isEmpty(caller) ? null : seal('sealed_caller', JSON.stringify(caller)),
    sealed_minor: isEmpty(minor) ? null : seal('sealed_minor', JSON.stringify(minor)),
    sealed_narrative: secrets.narrative ? seal('sealed_narrative', secrets.narrative) : null,
  }
}

export function unsealContact(
  keys: Keyring,
  key: DataKey,
  id: string,
  sealed: SealedContact,
): ContactSecrets {
  const read = (column: (typeof columns)[number]) => {
    const value = sealed[column]
    return value ? keys.unseal(key, placeOf(column, id), value) : null
  }
  const caller = read('sealed_caller')
  const minor = read('sealed_minor')
  return {
    ...noSecrets,
    ...(caller && CallerSecret.parse(JSON.parse(caller))),
    ...(minor && MinorSecret.parse(JSON.parse(minor))),
    narrative: read('sealed_narrative'),
  }
}
