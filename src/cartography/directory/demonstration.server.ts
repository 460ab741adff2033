import { sql } from 'kysely'
import type { Services } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { inventedServices } from './demonstration.ts'
import { insertOrganisation, insertService } from './keep.server.ts'
import { proposeChange } from './proposal.server.ts'
import { indexServices } from './store.server.ts'

/** Fills the directory of the demonstration, once. */
export async function inventDirectory({ database }: Services): Promise<void> {
  await database.transaction().execute(async (db) => {
    const there = await db.selectFrom('service').select('id').limit(1).execute()
    if (there.length > 0) return
    const author = await db
      .selectFrom('account')
      .select('id')
      .where('role', '=', 'cartographer')
      .executeTakeFirstOrThrow()
    const organisations = new Map<string, string>()
    const ids: string[] = []
    for (const { organisation, contacts, verifiedAgo, place, ...fields } of inventedServices) {
      const organisationId =
        organisations.get(organisation) ??
        (await insertOrganisation(db, { name: organisation, kind: 'association' }))
      organisations.set(organisation, organisationId)
      const id = await insertService(db, author, {
        ...fields,
        organisation: { id: organisationId },
        place: place && { ...place },
        contacts: contacts.map((one) => ({ ...one, id: newId() })),
        verified: verifiedAgo === null ? null : 'phone',
      })
      ids.push(id)
      if (verifiedAgo === null) continue
      await sql`update service set created_at = created_at - make_interval(months => ${verifiedAgo} + 3),
        verified_on = (current_date - make_interval(months => ${verifiedAgo}))::date where id = ${id}`.execute(
        db,
      )
      await sql`update service_history set happened_at = happened_at - make_interval(months => ${verifiedAgo})
        where service_id = ${id}`.execute(db)
    }
    await indexServices(db, ids)
    await proposeChange(db, {
      serviceId: ids[2] ?? null,
      fields: { capacity: 30, entryNote: 'Un premier rendez-vous est proposé sous huit jours.' },
      provenance: { source: 'partner_link', saidBy: 'L’équipe de l’accompagnement (exemple)' },
    })
  })
}
