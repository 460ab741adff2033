import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { type Handler, handle } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { Doorkeeper } from '#office/account/doorkeeper.server.ts'
import { handlePartner, say } from '../actor.server.ts'
import { addEvent } from '../package/events.server.ts'
import { changeMyPassword, keepKey, readMe, signIn, signOut, signOutEverywhere } from './contract.ts'
import {
  endPartnerSession,
  endPartnerSessions,
  openPartnerSession,
  partnerSessionLife,
} from './sessions.server.ts'

const door = new Doorkeeper()
const done = { done: true } as const

/** Every endpoint of a person's own session and key on the portal, in the contract's order. */
export const session: readonly Handler[] = [
  handle(signIn, async ({ input, db, address, trace, openSession }) => {
    const email = input.email.trim().toLowerCase()
    door.knock(email, address)
    await say(db, 'app.sign_in', email)
    const found = await db
      .selectFrom('partner.person')
      .select(['id', 'authority_id', 'password_hash', 'active'])
      .where(sql`lower(email)`, '=', email)
      .executeTakeFirst()
    const isOpen = await door.opens(found, input.password)
    trace(found?.id ?? null)
    if (!found || !isOpen) return refuse('wrong_credentials')
    door.welcome(email, address)
    await say(db, 'app.authority', found.authority_id)
    await db
      .updateTable('partner.person')
      .set({ last_sign_in_at: sql`now()` })
      .where('id', '=', found.id)
      .execute()
    openSession(
      await openPartnerSession(db, { id: found.id, authorityId: found.authority_id }),
      partnerSessionLife,
    )
    return done
  }),
  handlePartner(readMe, async ({ actor, db, abilities }) => {
    const own = await findOwn(db, actor.id)
    return {
      id: actor.id,
      name: actor.name,
      email: own.email,
      role: actor.role,
      authority: own.authority,
      abilities: [...abilities],
      passwordTemporary: own.password_temporary,
      key:
        own.public_key && own.sealed_identity && own.key_added_at
          ? { publicKey: own.public_key, sealedIdentity: own.sealed_identity, addedAt: own.key_added_at }
          : null,
      demonstration: own.demonstration,
    }
  }),
  handlePartner(signOut, async ({ actor, db, closeSession }) => {
    await endPartnerSession(db, actor.sessionId)
    closeSession()
    return done
  }),
  handlePartner(signOutEverywhere, async ({ actor, db, closeSession, trace }) => {
    trace(actor.id, String(await endPartnerSessions(db, actor.id)))
    closeSession()
    return done
  }),
  handlePartner(changeMyPassword, async ({ input, actor, db, trace }) => {
    const own = await findOwn(db, actor.id)
    const hash = await door.change({ id: actor.id, login: own.email, hash: own.password_hash }, input)
    await db
      .updateTable('partner.person')
      .set({ password_hash: hash, password_temporary: false, version: sql`version + 1` })
      .where('id', '=', actor.id)
      .execute()
    trace(actor.id, String(await endPartnerSessions(db, actor.id, actor.sessionId)))
    return done
  }),
  handlePartner(keepKey, async ({ input, actor, db, trace }) => {
    const isNew = input.publicKey !== input.replaces
    const kept = await db
      .updateTable('partner.person')
      .set({
        public_key: input.publicKey,
        sealed_identity: input.sealedIdentity,
        ...(isNew && { key_added_at: sql<string>`now()` }),
        version: sql`version + 1`,
      })
      .where('id', '=', actor.id)
      .where(sql<boolean>`public_key is not distinct from ${input.replaces}`)
      .executeTakeFirst()
    if (kept.numUpdatedRows === 0n) refuse('partner_key_changed')
    trace(actor.id, isNew ? 'new' : 'resealed')
    // The same key under another passphrase opens what the first one opened.
    if (!isNew) return done
    await db.deleteFrom('partner.package_recipient').where('person_id', '=', actor.id).execute()
    await addEvent(db, actor, { kind: 'key_added' })
    return done
  }),
]

const findOwn = (db: Db, id: string) =>
  db
    .selectFrom('partner.person')
    .innerJoin('partner.authority', 'partner.authority.id', 'partner.person.authority_id')
    .select([
      'email',
      'password_hash',
      'password_temporary',
      'public_key',
      'sealed_identity',
      'key_added_at',
      'demonstration',
      'partner.authority.name as authority',
    ])
    .where('partner.person.id', '=', id)
    .executeTakeFirstOrThrow()
