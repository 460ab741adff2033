import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import type { TransmissionRow } from './contract.ts'
import { transmissionsSeenBy } from './policy.server.ts'

/** Transmissions with the names that a list shows, in one statement whatever their number. */
export function selectTransmissions(actor: Actor, db: Db) {
  return transmissionsSeenBy(actor, db)
    .innerJoin('account as author', 'author.id', 'transmission.author_id')
    .leftJoin('account as validator', 'validator.id', 'transmission.validator_id')
    .leftJoin('authority_unit as unit', 'unit.id', 'transmission.unit_id')
    .leftJoin('authority', 'authority.id', 'transmission.authority_id')
    .leftJoin('transmission as earlier', 'earlier.id', 'transmission.complement_of')
    .selectAll('transmission')
    .select([
      'situation.reference as situation_reference',
      'author.name as author',
      'author.role as author_role',
      'validator.name as validator',
      'unit.name as unit_name',
      'authority.channel as channel',
      'earlier.reference as earlier_reference',
    ])
}
export type SelectedTransmission = Awaited<
  ReturnType<ReturnType<typeof selectTransmissions>['execute']>
>[number]

/** One transmission as lists show it. */
export function rowOf(row: SelectedTransmission): TransmissionRow {
  return {
    id: row.id,
    version: row.version,
    reference: row.reference,
    writingId: row.writing_id,
    situation: { id: row.situation_id, reference: row.situation_reference },
    status: row.status,
    urgent: row.urgent,
    complementOf:
      row.complement_of && row.earlier_reference
        ? { id: row.complement_of, reference: row.earlier_reference }
        : null,
    recipient: recipientOf(row),
    departement: row.departement,
    author: { id: row.author_id, name: row.author },
    validator: row.validator,
    createdAt: row.created_at,
    movedAt: row.moved_at,
    submittedAt: row.submitted_at,
    validatedAt: row.validated_at,
    sendAfter: row.send_after,
    sentAt: row.sent_at,
    acknowledgedAt: row.acknowledged_at,
    acknowledgedBy: row.acknowledged_by,
    returnDueOn: row.return_due_on,
    returnReceivedAt: row.return_received_at,
    returnOutcome: row.return_outcome,
    redirectedAt: row.redirected_at,
    readdressedAs: row.readdressed_as,
  }
}

/** To whom it goes, once somebody was chosen. */
export function recipientOf(row: SelectedTransmission): TransmissionRow['recipient'] {
  const { unit_id: unitId, authority_id: authorityId, recipient: kind, unit_name: name, channel } = row
  if (!unitId || !authorityId || !kind || !name || !channel) return null
  return { unitId, authorityId, kind, name, channel }
}

/** The reference of the year's next transmission. Whoever begins one at the same moment waits. */
export async function nextReference(db: Db, year: number): Promise<string> {
  const { rows } = await sql<{ last: number }>`
    insert into transmission_number as n (year, last) values (${year}, 1)
    on conflict (year) do update set last = n.last + 1 returning last`.execute(db)
  return `IP-${year}-${String(rows[0]?.last ?? 1).padStart(4, '0')}`
}
