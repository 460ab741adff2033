import { createDataKey } from '#kernel/datakey.server.ts'
import { type Db, send } from '#kernel/db.server.ts'
import { fixed } from '#kernel/fixed.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { announce } from '#kernel/live.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { ContactChannel, ContactDirection } from '#vocabulary'
import { attach } from './attach.server.ts'
import { demandContact } from './read.server.ts'

interface Opened {
  readonly channel: ContactChannel
  readonly direction: ContactDirection
  readonly occurredAt: string
  readonly situationId: string | null
  /** What allowed a call that we make. */
  readonly authorisationId?: string
}

const insert = fixed(
  (
    db,
    value: Pick<Opened, 'channel' | 'direction' | 'occurredAt'> & {
      id: string
      keyId: string
      by: string
      authorisationId: string | null
    },
  ) =>
    db
      .insertInto('contact')
      .values({
        id: value.id,
        data_key_id: value.keyId,
        channel: value.channel,
        direction: value.direction,
        occurred_at: value.occurredAt,
        recorded_by: value.by,
        listener_id: value.by,
        authorisation_id: value.authorisationId,
      })
      .compile(),
)

/** Opens a contact, as a draft of the actor, in its file when it has one. */
export async function openContact(
  db: Db,
  keys: Keyring,
  actor: Actor,
  given: Opened,
): Promise<{ id: string; version: number }> {
  const id = newId()
  const key = await createDataKey(db, keys)
  const { channel, direction, occurredAt, authorisationId = null } = given
  await send(db, insert({ id, keyId: key.id, channel, direction, occurredAt, by: actor.id, authorisationId }))
  await announce(db, 'contact', id)
  if (!given.situationId) return { id, version: 1 }
  const { version } = await attach(db, keys, actor, await demandContact(actor, db, id), {
    to: given.situationId,
  })
  return { id, version }
}
