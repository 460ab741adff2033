import type { Role } from '#vocabulary'
import { TransmissionContent } from './content.ts'
import type { TransmissionRow } from './contract.ts'
import type { Writing } from './writing.ts'

const functions: Partial<Record<Role, string>> = {
  listener: 'Professionnel de l’écoute',
  coordinator: 'Professionnel de la coordination',
}

/** Whoever wrote it, by their function: no name leaves the house. */
export const functionOf = (role: Role): string => functions[role] ?? 'Professionnel de la plateforme'

const orNothing = (text: string | null): string | null => text?.trim() || null

/** What leaves, from what was written: complete, with nothing of the desk in it. */
export function freeze(
  row: Pick<TransmissionRow, 'reference' | 'urgent' | 'complementOf' | 'recipient'>,
  writing: Writing,
  by: { readonly function: string; readonly writtenAt: string; readonly validatedAt: string },
): TransmissionContent {
  const { recipient } = row
  if (!recipient) throw new Error('a transmission without a recipient does not leave')
  return TransmissionContent.parse({
    ...writing,
    reference: row.reference,
    kind: row.complementOf ? 'ip_complement' : 'ip',
    urgent: row.urgent,
    complementOf: row.complementOf?.reference ?? null,
    writtenAt: by.writtenAt,
    validatedAt: by.validatedAt,
    authorFunction: by.function,
    recipient: {
      unitId: recipient.unitId,
      authorityId: recipient.authorityId,
      kind: recipient.kind,
      name: recipient.name,
    },
    appreciation: orNothing(writing.appreciation),
    expectation: orNothing(writing.expectation),
    parentsReason: orNothing(writing.parentsReason),
  })
}
