import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { TransmissionContent } from './content.ts'
import { demandRow } from './read.server.ts'
import { contentOf } from './transition.server.ts'

/** The snapshot of a transmission that the actor may see; refuses while it may still change. */
export async function frozenFor(
  actor: Actor,
  db: Db,
  keys: Keyring,
  id: string,
): Promise<TransmissionContent> {
  const row = await demandRow(actor, db, id)
  if (!row.sealed_content) refuse('transmission_not_validated')
  return await contentOf(db, keys, id)
}
