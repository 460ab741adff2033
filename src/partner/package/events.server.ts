import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import type { PartnerEvent, ReturnOutcome } from '#vocabulary'
import type { PartnerActor } from '../actor.server.ts'

interface Happening {
  readonly kind: PartnerEvent
  readonly package?: { readonly id: string; readonly transmission_id: string }
  readonly outcome?: ReturnOutcome
  /** Base64, as it came. */
  readonly sealedNote?: string | null
}

/** Writes down what somebody did, in the order in which the helpline will read it. */
export async function addEvent(
  db: Db,
  actor: Pick<PartnerActor, 'id' | 'name' | 'authorityId'>,
  what: Happening,
): Promise<void> {
  await db
    .insertInto('partner.event')
    .values({
      id: newId(),
      kind: what.kind,
      authority_id: actor.authorityId,
      package_id: what.package?.id ?? null,
      transmission_id: what.package?.transmission_id ?? null,
      person_id: actor.id,
      person_name: actor.name,
      outcome: what.outcome ?? null,
      sealed_note: what.sealedNote ? Buffer.from(what.sealedNote, 'base64') : null,
    })
    .execute()
}
