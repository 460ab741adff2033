import type { Temporal } from 'temporal-polyfill'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { queueDelivery } from '#listening/delivery/queue.server.ts'
import { freeze, functionOf } from '#listening/transmission/freeze.ts'
import { type Happened, keepEvent } from '#listening/transmission/history.server.ts'
import { materialOf } from '#listening/transmission/material.server.ts'
import { nextReference } from '#listening/transmission/queries.server.ts'
import { sealContent, sealNote, sealWriting } from '#listening/transmission/secrets.server.ts'
import { returnDueOn } from '#listening/transmission/transition.server.ts'
import type { Writing } from '#listening/transmission/writing.ts'
import type { Departement, TransmissionRecipient } from '#vocabulary'
import type { Kept } from './promises.server.ts'
import { type InventedTransmission, inventedTransmissions } from './transmissions.ts'

type Instants = (ago: readonly [number, number, number?]) => string

/** Writes the alerts of the living desk as they would stand, without the actions that their contacts already tell. */
export async function tellTransmissions(
  db: Db,
  keys: Keyring,
  kept: readonly Kept[],
  now: Temporal.Instant,
): Promise<void> {
  const paris = now.toZonedDateTimeISO('Europe/Paris')
  const at: Instants = ([days, hours, minutes = 0]) =>
    paris.subtract({ days, hours, minutes }).toInstant().toString()
  const validator = await db
    .selectFrom('account')
    .select('id')
    .where('demonstration', '=', true)
    .where('role', '=', 'coordinator')
    .executeTakeFirstOrThrow()
  const last = new Map<string, { id: string; reference: string }>()
  // The oldest first, as the references were given.
  const ordered = inventedTransmissions.toSorted((a, b) =>
    at(a.submitted ?? [0, 0]).localeCompare(at(b.submitted ?? [0, 0])),
  )
  for (const told of ordered) {
    const file = kept.find(({ invented }) => invented.ref === `demonstration-bureau-${told.scene}`)
    if (!file) continue
    const earlier = told.completes ? (last.get(told.scene) ?? null) : null
    last.set(told.scene, await tell(db, keys, file, told, { at, validatorId: validator.id, earlier }))
  }
}

interface Given {
  readonly at: Instants
  readonly validatorId: string
  readonly earlier: { readonly id: string; readonly reference: string } | null
}

async function tell(db: Db, keys: Keyring, kept: Kept, told: InventedTransmission, given: Given) {
  const { at, validatorId, earlier } = given
  const { file, listener } = kept
  const unit = await unitOf(db, told.departement)
  const kind: TransmissionRecipient = told.because ? 'other_departement_crip' : unit.recipient
  const id = newId()
  const submittedAt = told.submitted ? at(told.submitted) : null
  const sentAt = told.status === 'validated' ? null : told.sent ? at(told.sent) : null
  const validatedAt = told.sent ? at(told.sent) : null
  const createdAt = submittedAt ?? at([0, 0, 40])
  const reference = await nextReference(db, Number(createdAt.slice(0, 4)))
  const writing = await writingOf(db, keys, kept, told)
  const urgent = told.urgent ?? false
  const recipient = {
    unitId: unit.id,
    authorityId: unit.authority_id,
    kind,
    name: unit.name,
    channel: unit.channel,
  }
  const content =
    validatedAt &&
    freeze({ reference, urgent, complementOf: earlier, recipient }, writing, {
      function: functionOf('listener'),
      writtenAt: submittedAt ?? validatedAt,
      validatedAt,
    })
  const moved = told.received?.[1] ?? told.redirected?.[1] ?? told.acknowledged?.[1] ?? told.returned?.[0]
  await db
    .insertInto('transmission')
    .values({
      id,
      reference,
      writing_id: newId(),
      situation_id: file.id,
      authority_id: unit.authority_id,
      unit_id: unit.id,
      recipient: kind,
      departement: told.departement as Departement,
      status: told.status,
      urgent,
      complement_of: earlier?.id ?? null,
      author_id: listener,
      created_at: createdAt,
      moved_at: moved ? at(moved) : (sentAt ?? createdAt),
      submitted_at: told.returned ? null : submittedAt,
      validator_id: validatedAt ? validatorId : null,
      validated_at: validatedAt,
      send_after: validatedAt,
      sent_at: sentAt,
      acknowledged_at: told.acknowledged ? at(told.acknowledged[1]) : null,
      acknowledged_by: told.acknowledged?.[0] ?? null,
      return_due_on: sentAt ? returnDueOn(sentAt) : null,
      return_received_at: told.received ? at(told.received[1]) : null,
      return_outcome: told.received?.[2] ?? null,
      redirected_at: told.redirected ? at(told.redirected[1]) : null,
      readdressed_as: null,
      cancelled_at: null,
      sealed_draft: sealWriting(keys, file.key, id, writing),
      sealed_content: content ? sealContent(keys, file.key, id, content) : null,
      data_key_id: file.key.id,
    })
    .execute()
  for (const event of eventsOf(keys, kept, told, { ...given, createdAt, submittedAt, validatedAt, sentAt }))
    await keepEvent(db, id, event)
  if (validatedAt && !sentAt) {
    await queueDelivery(db, {
      transmissionId: id,
      authorityId: unit.authority_id,
      unitId: unit.id,
      urgent,
      sendAfter: validatedAt,
      channel: unit.channel,
    })
  }
  if (sentAt)
    await keepDelivery(
      db,
      id,
      unit,
      urgent,
      sentAt,
      told.status === 'redirected' ? sentAt : at(told.acknowledged?.[1] ?? [0, 0]),
    )
  return { id, reference }
}

/** What was sent long ago has its row in the outbox too, with nothing left to do. */
async function keepDelivery(
  db: Db,
  id: string,
  unit: Unit,
  urgent: boolean,
  sentAt: string,
  answeredAt: string,
) {
  await db
    .insertInto('delivery')
    .values({
      id: newId(),
      transmission_id: id,
      authority_id: unit.authority_id,
      unit_id: unit.id,
      channel: unit.channel,
      urgent,
      state: 'acknowledged',
      sent_edition: 1,
      send_after: sentAt,
      created_at: sentAt,
      attempts: 1,
      last_attempt_at: sentAt,
      delivered_at: sentAt,
      read_at: answeredAt,
      acknowledged_at: answeredAt,
    })
    .execute()
}

/** The unit that answers for a département; of the two of the Rhône, that of the métropole. */
async function unitOf(db: Db, code: string) {
  return await db
    .selectFrom('authority_route as route')
    .innerJoin('authority_unit as unit', 'unit.id', 'route.unit_id')
    .innerJoin('authority', 'authority.id', 'unit.authority_id')
    .select(['unit.id', 'unit.authority_id', 'unit.name', 'unit.recipient', 'authority.channel'])
    .where('route.departement', '=', code as Departement)
    .where('route.part', '<>', 'rhone')
    .executeTakeFirstOrThrow()
}
type Unit = Awaited<ReturnType<typeof unitOf>>

/** What its author picked: who the minor is, what was seen, and the words of the last contact with their source. */
async function writingOf(
  db: Db,
  keys: Keyring,
  { file, listener }: Kept,
  told: InventedTransmission,
): Promise<Writing> {
  const actor: Actor = { id: listener, role: 'listener', name: '', sessionId: '', confined: false }
  const material = await materialOf(actor, db, keys, file.id, [])
  const contact = told.completes ? material.contacts[0] : material.contacts.at(-1)
  const [parentsInformed, parentsReason] = told.parents
  return {
    statements: contact?.narrative ? [{ id: newId(), text: contact.narrative, source: contact.source }] : [],
    observations: material.observations.filter(({ presence }) => presence === 'present'),
    identity: material.identity.filter(({ field }) => field !== 'phones' && field !== 'handles'),
    places: material.places.map(({ role, departement, address }) => ({ role, departement, address })),
    dangerLevel: contact?.dangerLevel ?? material.dangerLevel,
    appreciation: told.appreciation,
    expectation: told.expectation,
    parentsInformed,
    parentsReason,
  }
}

interface Dated extends Given {
  readonly createdAt: string
  readonly submittedAt: string | null
  readonly validatedAt: string | null
  readonly sentAt: string | null
}

/** Its history, step by step. */
function eventsOf(
  keys: Keyring,
  { file, listener }: Kept,
  told: InventedTransmission,
  dated: Dated,
): Happened[] {
  const { at, validatorId } = dated
  const happened: Happened[] = []
  const add = (
    kind: Happened['kind'],
    when: string | null,
    more: Partial<Happened> & { note?: string } = {},
  ) => {
    if (!when) return
    const id = newId()
    const { note, ...rest } = more
    const sealedNote = note ? sealNote(keys, file.key, id, note) : null
    happened.push({ id, kind, at: when, dataKeyId: file.key.id, sealedNote, ...rest })
  }
  add('written', dated.createdAt, { by: listener })
  add('submitted', dated.submittedAt, { by: listener })
  if (told.returned) add('returned', at(told.returned[0]), { by: validatorId, note: told.returned[1] })
  add('validated', dated.validatedAt, { by: validatorId })
  add('sent', dated.sentAt)
  if (told.acknowledged) add('acknowledged', at(told.acknowledged[1]), { personName: told.acknowledged[0] })
  if (told.redirected)
    add('redirected', at(told.redirected[1]), { personName: told.redirected[0], note: told.redirected[2] })
  if (told.status === 'return_overdue' && dated.sentAt)
    add('return_overdue', `${returnDueOn(dated.sentAt)}T08:00:00Z`)
  if (told.received) {
    const [personName, ago, outcome, note] = told.received
    add('return_received', at(ago), { personName, outcome, note })
  }
  return happened
}
