import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { type Kysely, sql } from 'kysely'
import { insertPerson } from '#partner/people.server.ts'
import { openPartnerSession, partnerCookie } from '#partner/session/sessions.server.ts'
import type { PartnerZone } from '#partner/zone.server.ts'
import type { Tables } from '#tables.server.ts'
import type { PartnerRole } from '#vocabulary'
import { newId } from '../id.ts'
import { cookieName } from '../session.server.ts'
import { type Person, personOf } from './harness.server.ts'

/** Somebody of an authority, signed in on the portal. */
export interface PartnerPerson extends Person {
  readonly authorityId: string
  readonly email: string
  readonly role: PartnerRole
  /** The age identity that opens what is sealed to them; null for one who has no key yet. */
  readonly identity: string | null
  readonly publicKey: string | null
}

export interface PartnerWish {
  readonly authorityId: string
  readonly role?: PartnerRole
  readonly name?: string
  readonly email?: string
  /** Without a key, as before the first sign-in. */
  readonly keyless?: boolean
}

export interface Partners {
  /** Adds somebody to an authority, with a reading key and an open session. */
  readonly person: (wish: PartnerWish) => Promise<PartnerPerson>
  /** Adds an authority with nobody in it. */
  readonly authority: (name?: string) => Promise<string>
  readonly zone: PartnerZone
}

interface Ground {
  readonly url: string
  readonly database: Kysely<Tables>
  readonly zone: PartnerZone
}

let count = 0

/** The people of authorities of a test desk. */
export function partnersOf({ url, database, zone }: Ground): Partners {
  const authority = async (name = `Département d’essai ${count + 1}`): Promise<string> => {
    count += 1
    const id = newId()
    await database
      .insertInto('authority')
      .values({
        id,
        code: `essai-${count}`,
        name: `${name} (${count})`,
        name_key: `essai${count}`,
        channel: 'portal',
        time_zone: 'Europe/Paris',
        hours: null,
        notes: null,
        verified_on: null,
        verified_by: null,
      })
      .execute()
    return id
  }
  const person = async (wish: PartnerWish): Promise<PartnerPerson> => {
    count += 1
    const role = wish.role ?? 'agent'
    const name = wish.name ?? `Personne Fictive ${count}`
    const email = wish.email ?? `personne.${count}@exemple.test`
    const identity = wish.keyless ? null : await generateX25519Identity()
    const publicKey = identity && (await identityToRecipient(identity))
    await database
      .insertInto('partner.authority')
      .columns(['id', 'name'])
      .expression((is) =>
        is.selectFrom('authority').select(['id', 'name']).where('id', '=', wish.authorityId),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const id = await insertPerson(database, wish.authorityId, { name, email, role, passwordHash: '-' })
    await database
      .updateTable('partner.person')
      .set({
        password_temporary: false,
        public_key: publicKey,
        sealed_identity: identity && (await sealed(identity)),
        key_added_at: identity && sql<string>`now()`,
      })
      .where('id', '=', id)
      .execute()
    const token = await zone.services.database.transaction().execute(async (db) => {
      await sql`select set_config('app.authority', ${wish.authorityId}, true)`.execute(db)
      return openPartnerSession(db, { id, authorityId: wish.authorityId })
    })
    const cookie = `${cookieName(false, partnerCookie)}=${token}`
    const who = { id, login: email, name, cookie }
    return {
      ...personOf(url, who),
      authorityId: wish.authorityId,
      email,
      role,
      identity,
      publicKey,
    }
  }
  return { person, authority, zone }
}

/** Sealed with a passphrase that costs little: a test does not wait. */
async function sealed(identity: string): Promise<string> {
  const encrypter = new Encrypter()
  encrypter.setPassphrase('une phrase secrète d’essai')
  encrypter.setScryptWorkFactor(2)
  return Buffer.from(await encrypter.encrypt(identity)).toString('base64')
}
