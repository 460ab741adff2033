import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'

const prepare: readonly string[] = ['cartographer', 'coordinator', 'awareness_officer']

/** The practices that somebody may read: those who prepare them see all, the others what is published. */
export function practicesSeenBy({ role }: Pick<Actor, 'role'>, db: Db) {
  const all = db.selectFrom('practice')
  return prepare.includes(role)
    ? all
    : all.where('practice.status', 'in', ['published_professionals', 'published_all'])
}

/** Takes a practice in hand, to write it. */
export async function holdPractice(db: Db, id: string) {
  const held = await db.selectFrom('practice').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return held ?? refuse('not_found')
}
export type HeldPractice = Awaited<ReturnType<typeof holdPractice>>
