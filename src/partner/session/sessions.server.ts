import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { digestOf, newSession } from '#kernel/session.server.ts'
import { type PartnerActor, say } from '../actor.server.ts'

/** The name of the portal's session cookie. */
export const partnerCookie = 'repere_partenaire'

/** Idle and absolute life of a session on the portal, in seconds: shorter than in the house. */
const sessionIdle = 3600
export const partnerSessionLife = 10 * 3600

const idle = sql<string>`now() - make_interval(secs => ${sessionIdle})`

/** Who holds this cookie of the portal; from here on the request speaks for their authority and sees nothing else. */
export async function authenticatePerson(db: Db, token: string): Promise<PartnerActor | undefined> {
  const digest = digestOf(token)
  await say(db, 'app.session', digest.toString('hex'))
  const session = await db
    .selectFrom('partner.session')
    .select(['id', 'person_id', 'authority_id'])
    .select(sql<boolean>`last_seen_at < now() - interval '1 minute'`.as('stale'))
    .where('digest', '=', digest)
    .where('expires_at', '>', sql<string>`now()`)
    .where('last_seen_at', '>', idle)
    .executeTakeFirst()
  if (!session) return undefined
  await say(db, 'app.authority', session.authority_id)
  const person = await db
    .selectFrom('partner.person')
    .select(['id', 'role', 'name', 'password_temporary'])
    .where('id', '=', session.person_id)
    .where('active', '=', true)
    .executeTakeFirst()
  if (!person) return undefined
  if (session.stale) {
    await db
      .updateTable('partner.session')
      .set({ last_seen_at: sql`now()` })
      .where('digest', '=', digest)
      .execute()
  }
  return {
    id: person.id,
    role: person.role,
    name: person.name,
    sessionId: session.id,
    confined: person.password_temporary,
    authorityId: session.authority_id,
  }
}

/** Opens a session for somebody; the token goes into the cookie, the database keeps its digest. */
export async function openPartnerSession(
  db: Pick<Db, 'insertInto'>,
  person: { readonly id: string; readonly authorityId: string },
): Promise<string> {
  const { token, digest } = newSession()
  await db
    .insertInto('partner.session')
    .values({
      digest,
      id: newId(),
      person_id: person.id,
      authority_id: person.authorityId,
      expires_at: sql<string>`now() + make_interval(secs => ${partnerSessionLife})`,
    })
    .execute()
  return token
}

export async function endPartnerSession(db: Db, id: string): Promise<void> {
  await db.deleteFrom('partner.session').where('id', '=', id).execute()
}

/** Ends every session of somebody, but for the one to keep. */
export async function endPartnerSessions(db: Db, personId: string, kept?: string): Promise<number> {
  const ended = await db
    .deleteFrom('partner.session')
    .where('person_id', '=', personId)
    .$if(kept !== undefined, (query) => query.where('id', '<>', kept ?? ''))
    .executeTakeFirst()
  return Number(ended.numDeletedRows)
}

/** Forgets what nobody will ask for again: ended sessions, old answers, and the canaries of the day before yesterday. */
export async function purgePartner(db: Pick<Db, 'deleteFrom'>): Promise<void> {
  const old = sql<string>`now() - interval '2 days'`
  await db
    .deleteFrom('partner.session')
    .where((is) => is.or([is('expires_at', '<=', sql<string>`now()`), is('last_seen_at', '<=', idle)]))
    .execute()
  await db.deleteFrom('partner.idempotency').where('created_at', '<', old).execute()
  await db.deleteFrom('partner.package').where('kind', '=', 'canary').where('stored_at', '<', old).execute()
}
