import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'

export type Reads = Pick<Db, 'selectFrom'>

/**
 * The contacts an actor may see: a draft, only by whoever recorded it, whoever listened, and coordinators;
 * a finalised one by every listener and coordinator, and by the receptionist who recorded it.
 */
export function contactsSeenBy(actor: Pick<Actor, 'id' | 'role'>, db: Reads) {
  return db.selectFrom('contact').where((where) => {
    const own = where.or([
      where('contact.recorded_by', '=', actor.id),
      where('contact.listener_id', '=', actor.id),
    ])
    if (actor.role === 'coordinator') return where.lit(true)
    if (actor.role === 'listener') return where.or([own, where('contact.finalised_at', 'is not', null)])
    return actor.role === 'reception' ? own : where.lit(false)
  })
}
