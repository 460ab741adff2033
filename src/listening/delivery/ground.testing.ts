import { newId } from '#kernel/id.ts'
import type { Person, TestDesk } from '#kernel/testing/harness.server.ts'
import type { PartnerPerson } from '#kernel/testing/partners.server.ts'
import { createSituation } from '#listening/situation/contract.ts'
import {
  createTransmission,
  readTransmission,
  saveTransmission,
  submitTransmission,
  validateTransmission,
} from '#listening/transmission/contract.ts'
import type { DeliveryChannel } from '#vocabulary'

/** An authority with one unit and, unless told, somebody who can open what is sent to it. */
export interface Ground {
  readonly authorityId: string
  readonly unitId: string
  readonly unit: string
  readonly partner: PartnerPerson | undefined
}

let count = 0

export async function makeGround(
  desk: TestDesk,
  wish: { channel?: DeliveryChannel; nobody?: boolean; keyless?: boolean } = {},
): Promise<Ground> {
  count += 1
  const authorityId = await desk.partners.authority()
  const unitId = newId()
  const unit = `Cellule fictive de Montclair ${letters(count)}`
  if (wish.channel) {
    await desk.database
      .updateTable('authority')
      .set({ channel: wish.channel })
      .where('id', '=', authorityId)
      .execute()
  }
  await desk.database
    .insertInto('authority_unit')
    .values({
      id: unitId,
      authority_id: authorityId,
      recipient: wish.channel === 'hand_over' ? 'prosecutor' : 'crip',
      name: unit,
      name_key: `cellulefictive${letters(count)}`,
      phone: '01 99 00 00 00',
      email: null,
      address: null,
      notes: null,
      time_zone: 'Europe/Paris',
      hours: null,
      verified_on: null,
      verified_by: null,
    })
    .execute()
  const partner = wish.nobody
    ? undefined
    : await desk.partners.person({ authorityId, ...(wish.keyless && { keyless: true }) })
  return { authorityId, unitId, unit, partner }
}

/** A number in letters, since a service is never named by a code alone. */
const letters = (of: number): string => [...String(of)].map((digit) => 'abcdefghij'[Number(digit)]).join('')

/** Writes a transmission and has it validated, as two people do; says which. */
export async function sendOne(
  { author, validator }: { author: Person; validator: Person },
  { unitId, unit }: Ground,
  given: { urgent?: boolean; text?: string; recipient?: 'crip' | 'prosecutor' } = {},
): Promise<string> {
  const file = await author.ok(createSituation, { input: {} })
  const recipients = [{ unitId, recipient: given.recipient ?? 'crip', departement: null }]
  const made = await author.ok(createTransmission, { params: { id: file.id }, input: { recipients } })
  const saved = await author.ok(saveTransmission, {
    params: { id: made.id },
    version: made.version,
    input: {
      urgent: given.urgent ?? true,
      statements: [
        {
          id: newId(),
          text: given.text ?? 'Elle ne rentre plus depuis mardi.',
          source: 'dit par la mère le 12 mars 2026',
        },
      ],
      parentsInformed: 'yes',
    },
  })
  await author.ok(submitTransmission, {
    params: { id: made.id },
    version: saved.version,
    input: { confirmations: [{ unitId, words: unit }] },
  })
  const { version } = await validator.ok(readTransmission, { params: { id: made.id } })
  await validator.ok(validateTransmission, { params: { id: made.id }, version })
  return made.id
}
