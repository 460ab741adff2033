import type { Db } from '#kernel/db.server.ts'
import { departements101 } from '#vocabulary'
import type { Coverage } from './contract.ts'
import { partsOfRhone } from './decide.ts'
import { routesOf } from './routes.server.ts'

/** One more reason why an alert would stop at an authority: the sentence to show, by identifier of the authority. */
export type CoverageCheck = (db: Pick<Db, 'selectFrom'>) => Promise<ReadonlyMap<string, string>>

/** Authorities that receive on the portal, where nobody could open what would come. */
const withoutReader: CoverageCheck = async (db) => {
  const rows = await db
    .selectFrom('authority')
    .select('authority.id')
    .where('authority.channel', '=', 'portal')
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('partner.person as person')
            .select('person.id')
            .whereRef('person.authority_id', '=', 'authority.id')
            .where('person.active', '=', true)
            .where('person.public_key', 'is not', null),
        ),
      ),
    )
    .execute()
  return new Map(
    rows.map(({ id }) => [id, 'personne ne peut encore ouvrir ce qui arrive sur l’espace partenaire']),
  )
}

/** What is asked of every authority beside its route. */
export const coverageChecks: readonly CoverageCheck[] = [withoutReader]

/** Whether each of the 101 départements, the Rhône in its two parts, leads to an open unit or to the named fallback. */
export async function coverageOf(
  db: Pick<Db, 'selectFrom'>,
  checks: readonly CoverageCheck[] = coverageChecks,
): Promise<Coverage> {
  const routes = await routesOf(db)
  const found = await Promise.all(checks.map((check) => check(db)))
  const items = departements101.flatMap((departement) =>
    (departement === '69' ? partsOfRhone : ([''] as const)).map((part): Coverage['items'][number] => {
      const unit = routes.of(departement, part)
      const row = unit && routes.rows.get(unit.id)
      return {
        departement: departement as Coverage['items'][number]['departement'],
        part,
        status: !unit ? 'hole' : unit.id === routes.fallback.id ? 'fallback' : 'route',
        unitId: unit?.id ?? null,
        unit: unit?.name ?? null,
        authorityId: unit?.authorityId ?? null,
        authority: row?.authority ?? null,
        warnings: found.flatMap((warnings) => warnings.get(unit?.authorityId ?? '') ?? []),
      }
    }),
  )
  const holed = new Set(items.filter(({ status }) => status === 'hole').map(({ departement }) => departement))
  return {
    departements: departements101.length,
    covered: departements101.length - holed.size,
    holes: holed.size,
    fallback: routes.fallback.name,
    items,
  }
}
