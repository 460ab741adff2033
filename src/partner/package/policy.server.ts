import type { Db } from '#kernel/db.server.ts'
import type { PartnerActor } from '../actor.server.ts'

/** The packages that exist for somebody: those sent to their authority and not recalled. Row policies say it again. */
export function packagesSeenBy(actor: PartnerActor, db: Pick<Db, 'selectFrom'>) {
  return db
    .selectFrom('partner.package as package')
    .where('package.authority_id', '=', actor.authorityId)
    .where('package.kind', '=', 'alert')
    .where('package.recalled_at', 'is', null)
}
