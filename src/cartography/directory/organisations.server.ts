import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import type { listOrganisations } from './contract.ts'

type Organisations = z.output<(typeof listOrganisations)['output']>['items']

/** The organisations that answer to what is typed, with the places they have. */
export async function organisationsLike(db: Pick<Db, 'getExecutor'>, text: string): Promise<Organisations> {
  const { rows } = await sql<Organisations[number]>`
    select o.id, o.name, o.kind, (
      select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'commune', p.commune,
        'departement', p.departement) order by p.departement, p.commune), '[]')
      from service_place p where p.organisation_id = o.id) as places
    from organisation o
    where o.active and (fold(${text}) = '' or fold(o.name) like '%' || fold(${text}) || '%'
      or fold(${text}) <% fold(o.name))
    order by fold(o.name) like fold(${text}) || '%' desc, word_similarity(fold(${text}), fold(o.name)) desc, o.name
    limit 10`.execute(db)
  return rows
}
