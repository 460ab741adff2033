import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { contactsSeenBy } from '#listening/contact/policy.server.ts'
import { readWhole } from '#listening/situation/read.server.ts'
import type { Material } from './contract.ts'
import { spanInDays } from './days.ts'
import { contactsOf, identityOf, observationsOf } from './material.ts'
import { rowsOfSituation } from './read.server.ts'

/** What a file offers to pick from: the file as this very person may read it, told again with its sources. */
export async function materialOf(
  actor: Actor,
  db: Db,
  keys: Keyring,
  situationId: string,
  abilities: readonly string[],
): Promise<Material> {
  const [file, speakers, rows] = await Promise.all([
    readWhole(actor, db, keys, situationId, abilities),
    contactsSeenBy(actor, db)
      .select(['contact.id', 'contact.channel', 'contact.occurred_at', 'contact.minor_gender'])
      .select(['contact.caller_profile', 'contact.caller_detail', 'contact.caller_sector'])
      .where('contact.situation_id', '=', situationId)
      .execute(),
    rowsOfSituation(actor, db, situationId),
  ])
  const spoken = new Map(
    speakers.map((row) => [
      row.id,
      {
        channel: row.channel,
        occurredAt: row.occurred_at,
        callerProfile: row.caller_profile,
        callerDetail: row.caller_detail,
        callerSector: row.caller_sector,
        minorGender: row.minor_gender ?? file.gender ?? file.known.gender,
      },
    ]),
  )
  return {
    contacts: contactsOf(file, spoken),
    observations: observationsOf(file, spoken),
    identity: identityOf(file),
    places: file.places.map((place) => ({
      role: place.role,
      departement: place.departement,
      address: place.address,
      span: spanInDays(place.since, place.until),
    })),
    dangerLevel: file.danger?.level ?? null,
    earlier: rows.filter((row) => row.sentAt !== null),
  }
}
