import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { hashPassword } from '#office/account/password.server.ts'
import type { Tables } from '#tables.server.ts'
import type { PartnerRole } from '#vocabulary'
import { makeKey } from './pages/sealing.ts'
import { insertPerson, presentAuthority } from './people.server.ts'

interface DemonstrationPartner {
  /** The unit, in words, whose authority they belong to. */
  readonly unit: string
  readonly name: string
  readonly email: string
  readonly role: PartnerRole
  /** Public by nature, like the accounts of the demonstration. */
  readonly password: string
  /** What opens their reading key, made when the demonstration is loaded. */
  readonly passphrase: string
}

/** People of two authorities, each in a place where the demonstration has young people. */
export const demonstrationPartners: readonly DemonstrationPartner[] = [
  {
    unit: 'CRIP du Haut-Rhin',
    name: 'Claude Exemple',
    email: 'crip.haut-rhin@exemple.test',
    role: 'manager',
    password: 'passerelle-myrtille-cadran-46',
    passphrase: 'huit cigognes sur le toit bleu',
  },
  {
    unit: 'CRIP des Bouches-du-Rhône',
    name: 'Swann Exemple',
    email: 'crip.bouches-du-rhone@exemple.test',
    role: 'agent',
    password: 'garrigue-bobine-saphir-71',
    passphrase: 'trois cigales dans la pinède',
  },
]

/** Invites the people of the demonstration and makes their keys, once. */
export async function createDemonstrationPartners(database: Kysely<Tables>): Promise<void> {
  for (const partner of demonstrationPartners) {
    const unit = await database
      .selectFrom('authority_unit')
      .select('authority_id')
      .where('name', '=', partner.unit)
      .executeTakeFirst()
    if (!unit || (await isThere(database, partner.email))) continue
    const { publicKey, sealedIdentity } = await makeKey(partner.passphrase)
    const passwordHash = await hashPassword(partner.password)
    await database.transaction().execute(async (db) => {
      await presentAuthority(db, unit.authority_id)
      const { name, email, role } = partner
      const id = await insertPerson(db, unit.authority_id, { name, email, role, passwordHash })
      await db
        .updateTable('partner.person')
        .set({
          password_temporary: false,
          demonstration: true,
          public_key: publicKey,
          sealed_identity: sealedIdentity,
          key_added_at: sql<string>`now()`,
        })
        .where('id', '=', id)
        .execute()
    })
  }
}

/** The people of the demonstration who are really there: data older than the portal have none. */
export async function presentDemonstrationPartners(
  database: Kysely<Tables>,
): Promise<readonly DemonstrationPartner[]> {
  const rows = await database
    .selectFrom('partner.person')
    .select('email')
    .where('demonstration', '=', true)
    .execute()
  const there = new Set(rows.map(({ email }) => email))
  return demonstrationPartners.filter(({ email }) => there.has(email))
}

async function isThere(database: Kysely<Tables>, email: string): Promise<boolean> {
  const found = await database
    .selectFrom('partner.person')
    .select('id')
    .where(sql`lower(email)`, '=', email)
    .executeTakeFirst()
  return found !== undefined
}
