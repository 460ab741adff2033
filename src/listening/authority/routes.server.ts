import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { demandSituation } from '#listening/situation/policy.server.ts'
import type { Recipients } from './contract.ts'
import { decide, type KnownPlace, type RhonePart, type RoutedUnit, type Routes } from './decide.ts'
import { selectUnits, type UnitRow, unitAsShown } from './queries.server.ts'
import { houseToday } from './verification.ts'

interface OpenRoutes extends Routes {
  readonly rows: ReadonlyMap<string, UnitRow>
}

/** Who answers for what today: open units of open authorities, and the one that receives for everybody else. */
export async function routesOf(db: Pick<Db, 'selectFrom'>): Promise<OpenRoutes> {
  const rows = await selectUnits(db)
    .where('unit.active', '=', true)
    .where('authority.active', '=', true)
    .where((is) =>
      is.or([
        is('unit.is_fallback', '=', true),
        is.exists(
          is.selectFrom('authority_route as r').select('r.unit_id').whereRef('r.unit_id', '=', 'unit.id'),
        ),
      ]),
    )
    .execute()
  const routed = (row: UnitRow) => ({
    id: row.id,
    authorityId: row.authority_id,
    name: row.name,
    recipient: row.recipient,
  })
  const byPlace = new Map<string, RoutedUnit>(
    rows.flatMap((row) =>
      row.answers_for.map(({ departement, part }) => [`${departement} ${part}`, routed(row)] as const),
    ),
  )
  const fallback = rows.find((row) => row.is_fallback)
  // The database refuses to close it; without it nothing may be proposed.
  if (!fallback) throw new Error('no unit receives for unknown places')
  return {
    of: (departement, part) => byPlace.get(`${departement} ${part}`),
    fallback: routed(fallback),
    rows: new Map(rows.map((row) => [row.id, row])),
  }
}

/**
 * Who should receive what is to be transmitted of a file, first of all the authority of the place of living, with the
 * questions and answers that lead there.
 */
export async function proposeRecipients(
  db: Db,
  actor: Actor,
  situationId: string,
  { rhone = null }: { readonly rhone?: RhonePart | null } = {},
): Promise<Recipients> {
  await demandSituation(actor, db, situationId)
  const [file, places, routes] = await Promise.all([
    db
      .selectFrom('situation')
      .leftJoin('situation_summary as summary', 'summary.situation_id', 'situation.id')
      .select((row) => row.fn.coalesce('situation.departement', 'summary.departement').as('departement'))
      .where('situation.id', '=', situationId)
      .executeTakeFirst(),
    db
      .selectFrom('place')
      .select(['role', 'departement', 'since', 'until'])
      .where('situation_id', '=', situationId)
      .execute() as Promise<KnownPlace[]>,
    routesOf(db),
  ])
  const known = { places, departement: file?.departement ?? null, rhone, today: houseToday() }
  const { recipients, trace, asks } = decide(known, routes)
  return {
    trace: [...trace],
    asks,
    recipients: recipients.flatMap((one) => {
      const row = routes.rows.get(one.unitId)
      if (!row) return []
      const { authority, channel, verification, verifiedOn, isOpen, localTime } = unitAsShown(row)
      return [
        {
          ...one,
          departement: one.departement as Recipients['recipients'][number]['departement'],
          reasons: [...one.reasons],
          authority,
          channel,
          verification,
          verifiedOn,
          isOpen,
          localTime,
        },
      ]
    }),
  }
}
