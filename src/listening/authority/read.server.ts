import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { transmissionRecipient } from '#vocabulary'
import type { Authority, Unit } from './contract.ts'
import { authoritiesSeenBy, mayKeep } from './policy.server.ts'
import { selectUnits, unitAsShown } from './queries.server.ts'
import { houseToday, verificationOf } from './verification.ts'

const historyShown = 100

const rank = ({ active, recipient }: Unit) =>
  (active ? 0 : 100) + transmissionRecipient.codes.indexOf(recipient)

/** Open units first, who receives alerts before the others, then by name. */
const asRead = (a: Unit, b: Unit) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'fr')

/** The whole entry of an authority: its units, closed ones last, and what was done to it. */
export async function readWholeAuthority(actor: Actor, db: Db, id: string): Promise<Authority> {
  const [row, units, history] = await Promise.all([
    authoritiesSeenBy(actor, db)
      .leftJoin('account as verifier', 'verifier.id', 'authority.verified_by')
      .selectAll('authority')
      .select('verifier.name as verifier')
      .where('authority.id', '=', id)
      .executeTakeFirst(),
    selectUnits(db).where('unit.authority_id', '=', id).execute(),
    db
      .selectFrom('authority_history as line')
      .leftJoin('authority_unit as unit', 'unit.id', 'line.unit_id')
      .leftJoin('account as author', 'author.id', 'line.author_id')
      .select(['line.id', 'line.kind', 'line.changes', 'line.happened_at'])
      .select(['unit.name as unit', 'author.name as author'])
      .where('line.authority_id', '=', id)
      .orderBy('line.happened_at', 'desc')
      .orderBy('line.id', 'desc')
      .limit(historyShown)
      .execute(),
  ])
  if (!row) return refuse('not_found')
  return {
    id: row.id,
    code: row.code,
    version: row.version,
    name: row.name,
    channel: row.channel,
    timeZone: row.time_zone,
    hours: row.hours,
    notes: row.notes,
    active: row.active,
    verification: verificationOf(row, houseToday()),
    verifiedOn: row.verified_on,
    verifiedBy: row.verifier,
    units: units.map((unit) => unitAsShown(unit)).toSorted(asRead),
    history: history.map((line) => ({
      id: line.id,
      kind: line.kind,
      unit: line.unit,
      changes: line.changes,
      happenedAt: line.happened_at,
      author: line.author,
    })),
    abilities: { edit: mayKeep(actor) },
  }
}

/** One unit with its authority, whoever asks: for other parts of the product, inside a transaction of theirs. */
export async function unitOf(db: Pick<Db, 'selectFrom'>, id: string): Promise<Unit | undefined> {
  const row = await selectUnits(db).where('unit.id', '=', id).executeTakeFirst()
  return row && unitAsShown(row)
}

/** One authority, whoever asks: its code, its name, its channel, and whether it is open. */
export function authorityOf(db: Pick<Db, 'selectFrom'>, id: string) {
  return db
    .selectFrom('authority')
    .select(['id', 'code', 'name', 'channel', 'active', 'time_zone as timeZone', 'hours'])
    .where('id', '=', id)
    .executeTakeFirst()
}
