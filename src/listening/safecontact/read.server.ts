import { openDataKeys } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import { instantInside } from '#listening/situation/inside.server.ts'
import type { ReachPurpose } from '#vocabulary'
import { authoriseContact, type MeansOfContact, type ReachDecision } from './authorise.ts'
import type { SafeContact } from './contract.ts'
import { meansOf, type SafeContactRow } from './queries.server.ts'
import { reachRules } from './rules.server.ts'
import { type Means, unsealMeans } from './secrets.server.ts'

/** A means that was opened, with what the decision needs of it. */
export interface OpenedMeans {
  readonly row: SafeContactRow
  readonly means: Means
  readonly facts: MeansOfContact
}

/** Opens rows under their keys, all in one query. */
export async function openMeans(
  db: Db,
  keys: Keyring,
  rows: readonly SafeContactRow[],
): Promise<OpenedMeans[]> {
  const opened = await openDataKeys(
    db,
    keys,
    rows.map((row) => row.data_key_id),
  )
  return rows.map((row) => openOne(keys, opened.get(row.data_key_id), row))
}

function openOne(keys: Keyring, key: DataKey | undefined, row: SafeContactRow): OpenedMeans {
  const means = unsealMeans(keys, key, row.id, row.sealed_means)
  return {
    row,
    means,
    facts: {
      id: row.id,
      personId: row.person_id,
      channel: row.channel,
      isAllowed: row.allowed,
      hasValue: means.value !== null,
      timeZone: row.time_zone,
      windows: means.windows,
      confirmedAt: row.confirmed_at,
      withdrawnAt: row.withdrawn_at,
    },
  }
}

/** What would be answered to this actor, over the means of the same file. */
export const decide = (
  all: readonly OpenedMeans[],
  one: OpenedMeans,
  actor: Actor,
  staleAfterDays: number,
  personId?: string,
): ReachDecision => {
  const { agreement } = one.row
  const isMine = agreement?.asked_by === actor.id
  return authoriseContact(
    all.map(({ facts }) => facts),
    {
      safeContactId: one.row.id,
      actorId: actor.id,
      secondId: isMine ? agreement.agreed_by : null,
      ...(personId !== undefined && { personId }),
    },
    new Date().toISOString(),
    { staleAfterDays },
  )
}

/** The means of a file or of a contact, as they are shown: without a number and without a code word. */
export async function listOf(
  actor: Actor,
  db: Db,
  keys: Keyring,
  of: { situationId?: string | undefined; contactId?: string | undefined },
): Promise<{ items: SafeContact[]; staleAfterDays: number }> {
  const [rows, { staleAfterDays }] = await Promise.all([meansOf(actor, db, of), reachRules(db)])
  const all = await openMeans(db, keys, rows)
  return {
    items: all.map((one) => shown(one, actor, decide(all, one, actor, staleAfterDays))),
    staleAfterDays,
  }
}

function shown({ row, means }: OpenedMeans, actor: Actor, decision: ReachDecision): SafeContact {
  const { agreement, waiting } = row
  return {
    id: row.id,
    version: row.version,
    personId: row.person_id,
    person: means.person,
    relation: row.relation,
    channel: row.channel,
    allowed: row.allowed,
    timeZone: row.time_zone,
    windows: means.windows,
    answerers: means.answerers,
    voicemail: row.voicemail,
    hidesNumber: row.hides_number,
    seenBy: means.seenBy,
    precautions: means.precautions,
    situationId: row.situation_id,
    contactId: row.contact_id,
    hasValue: means.value !== null,
    hasWords: means.ourWord !== null || means.theirWord !== null,
    confirmedAt: row.confirmed_at,
    confirmedBy: row.confirmer,
    withdrawnAt: row.withdrawn_at,
    now: {
      isAllowed: decision.isAllowed,
      reason: decision.isAllowed ? null : decision.reason,
      opensAt: decision.isAllowed ? null : (decision.opensAt ?? null),
    },
    agreement: agreement && {
      id: agreement.id,
      purpose: agreement.purpose as ReachPurpose,
      askedBy: agreement.asker,
      isMine: agreement.asked_by === actor.id,
      agreedBy: agreement.second,
    },
    waiting: waiting && {
      id: waiting.id,
      givenAt: instantInside(waiting.given_at),
      purpose: waiting.purpose as ReachPurpose,
    },
  }
}
