import { newId } from '#kernel/id.ts'
import type { TestDesk } from '#kernel/testing/harness.server.ts'

/** A contact as a test tells it; what it leaves out nobody asked. */
export interface ToldContact {
  readonly at: string
  readonly channel?: string
  readonly isDraft?: boolean
  readonly callerProfile?: string
  readonly departement?: string
  readonly gender?: string
  readonly age?: number
  readonly known?: string
  readonly danger?: string
  readonly problems?: readonly string[]
  readonly signs?: readonly string[]
  /** Said not to be there. */
  readonly absent?: readonly string[]
  readonly measures?: readonly string[]
  readonly actions?: readonly string[]
}

/** Writes situations with their contacts, as the desk would have left them, and summarises them. */
export async function record(
  desk: TestDesk,
  situations: readonly (readonly ToldContact[])[],
): Promise<string[]> {
  const ids: string[] = []
  for (const contacts of situations) {
    const id = newId()
    await key(desk, id)
    await desk.ownerSql('insert into situation (id, reference, data_key_id) values ($1, $2, $1)', [id, id])
    for (const contact of contacts) await write(desk, id, contact)
    ids.push(id)
  }
  await desk.ownerSql('select summarise($1)', [ids])
  return ids
}

/** Forgets every situation and contact; row by row, for a truncation waits for the disk. */
export const forget = (desk: TestDesk) =>
  desk.ownerSql('delete from callback; delete from action; delete from contact; delete from situation')

/** A contact that was closed in one click. */
export async function dismiss(desk: TestDesk, at: string, disposition: string): Promise<void> {
  const id = newId()
  await key(desk, id)
  await desk.ownerSql(
    `insert into contact (id, data_key_id, channel, direction, occurred_at, finalised_at, disposition)
     values ($1, $1, 'phone', 'inbound', $2, now(), $3)`,
    [id, at, disposition],
  )
}

/** A promise whose window ends at an instant; nothing settles it unless told. */
export async function promise(
  desk: TestDesk,
  situationId: string,
  closesAt: string,
  settledAs?: string,
): Promise<void> {
  await desk.ownerSql(
    `insert into callback (id, situation_id, opens_at, closes_at, data_key_id, settled_at, settled_as)
     values ($1, $2, $3, $3, $2, case when $4::text is not null then $3::timestamptz end, $4)`,
    [newId(), situationId, closesAt, settledAs ?? null],
  )
}

const key = (desk: TestDesk, id: string) =>
  desk.ownerSql(`insert into data_key (id, version, wrapped) values ($1, 1, '')`, [id])

async function write(desk: TestDesk, situation: string, told: ToldContact): Promise<void> {
  const id = newId()
  await desk.ownerSql(
    `insert into contact (id, situation_id, data_key_id, channel, direction, occurred_at, finalised_at, caller_profile,
       departement, minor_gender, minor_age, known_to_child_protection, danger_level)
     values ($1, $2, $2, $3, 'inbound', $4, case when $5 then null else now() end, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      situation,
      told.channel ?? 'phone',
      told.at,
      told.isDraft ?? false,
      told.callerProfile,
      told.departement,
      told.gender,
      told.age,
      told.known,
      told.danger,
    ],
  )
  const seen = [
    ...(told.problems ?? []).map((code) => ['problem', code, 'present']),
    ...(told.signs ?? []).map((code) => ['sign', code, 'present']),
    ...(told.absent ?? []).map((code) => ['problem', code, 'absent']),
  ]
  for (const [kind, code, presence] of seen) {
    await desk.ownerSql(
      'insert into observation (contact_id, kind, code, presence) values ($1, $2, $3, $4)',
      [id, kind, code, presence],
    )
  }
  for (const measure of told.measures ?? []) {
    await desk.ownerSql('insert into contact_measure values ($1, $2)', [id, measure])
  }
  for (const action of told.actions ?? []) {
    await desk.ownerSql(
      'insert into action (id, situation_id, contact_id, kind, performed_at) values ($1, $2, $3, $4, $5)',
      [newId(), situation, id, action, told.at],
    )
  }
}
