import { type SqlBool, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { z } from 'zod'
import { createDataKey, openDataKeys } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { enqueueLetter, writeAboutRequest } from './letters.server.ts'
import type { InterventionRequest, listInterventionRequests } from './requestContract.ts'
import { openAnswer, openArrival, openRequest, sealRequest } from './sealed.server.ts'

/** Takes over what the public pages received: sealed again under a key of its own, and acknowledged. */
export async function takeArrival(db: Db, keys: Keyring, id: string): Promise<void> {
  const row = await db
    .selectFrom('intervention_request')
    .select('sealed')
    .where('id', '=', id)
    .where('data_key_id', 'is', null)
    .where('sealed', 'is not', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row?.sealed) return
  const words = openArrival(keys, id, row.sealed)
  const key = await createDataKey(db, keys)
  await db
    .updateTable('intervention_request')
    .set({ sealed: sealRequest(keys, key, id, words), data_key_id: key.id })
    .where('id', '=', id)
    .execute()
  await writeAboutRequest(db, id, { kind: 'acknowledgement', sequence: 0 })
}

const requests = (db: Db) =>
  db
    .selectFrom('intervention_request as request')
    .leftJoin('account', 'account.id', 'request.answered_by')
    .selectAll('request')
    .select('account.name as answerer')
    .select((of) =>
      jsonArrayFrom(
        of
          .selectFrom('intervention_letter as l')
          .select(['l.kind', 'l.created_at as createdAt', 'l.sent_at as sentAt', 'l.last_trouble as trouble'])
          .whereRef('l.request_id', '=', 'request.id')
          .where('l.dropped_at', 'is', null)
          .orderBy('l.created_at'),
      ).as('letters'),
    )

type Row = Awaited<ReturnType<ReturnType<typeof requests>['execute']>>[number]

/** Opens requests; one that was not taken over yet opens all the same. */
async function opened(db: Db, keys: Keyring, rows: readonly Row[]): Promise<InterventionRequest[]> {
  const open = await openDataKeys(
    db,
    keys,
    rows.flatMap((row) => row.data_key_id ?? []),
  )
  return rows.map((row) => {
    const key = row.data_key_id === null ? undefined : open.get(row.data_key_id)
    const words = !row.sealed
      ? null
      : key
        ? openRequest(keys, key, row.id, row.sealed)
        : row.data_key_id === null
          ? openArrival(keys, row.id, row.sealed)
          : null
    return {
      id: row.id,
      version: row.version,
      reference: row.reference,
      status: row.status,
      audience: row.audience,
      departement: row.departement,
      expected: row.expected,
      wishedFrom: row.wished_from,
      wishedTo: row.wished_to,
      receivedAt: row.received_at,
      isFlagged: row.is_flagged,
      words,
      answer: row.answer && key ? openAnswer(keys, key, row.id, row.answer) : null,
      answeredAt: row.answered_at,
      answeredBy: row.answerer,
      interventionId: row.intervention_id,
      purgeOn: row.purge_on,
      letters: row.letters.map((one) => ({ ...one, trouble: one.sentAt === null ? one.trouble : null })),
    }
  })
}

/** One page of requests, the latest first. */
export async function pageOfRequests(
  db: Db,
  keys: Keyring,
  asked: z.output<(typeof listInterventionRequests)['query']>,
) {
  let query = requests(db)
  if (asked.status) query = query.where('request.status', '=', asked.status)
  if (asked.after) {
    const [at, id] = readPlace(z.tuple([z.string(), z.uuid()]), asked.after)
    query = query.where(sql<SqlBool>`(request.received_at, request.id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  const found = await query
    .select(sql<string>`request.received_at::text`.as('at'))
    .orderBy('request.received_at', 'desc')
    .orderBy('request.id', 'desc')
    .limit(asked.limit + 1)
    .execute()
  const counted = await db
    .selectFrom('intervention_request')
    .select(sql<number>`count(*) filter (where status = 'received')::int`.as('waiting'))
    .select(
      sql<number>`count(*) filter (where ${asked.status ?? null}::text is null
        or status = ${asked.status ?? null}::text)::int`.as('total'),
    )
    .executeTakeFirstOrThrow()
  const places = new Map(found.map((row) => [row.id, row.at]))
  const whole = await opened(db, keys, found)
  return {
    ...cutPage(
      whole,
      asked.limit,
      (row) => [places.get(row.id) ?? '', row.id],
      (row) => row,
    ),
    ...counted,
  }
}

/** One request, whole. */
export async function requestOf(db: Db, keys: Keyring, id: string): Promise<InterventionRequest> {
  const row = await requests(db).where('request.id', '=', id).executeTakeFirst()
  const [request] = row ? await opened(db, keys, [row]) : []
  return request ?? refuse('not_found')
}

/** Tries again what did not leave. */
export async function resendLetters(db: Db, id: string): Promise<void> {
  const waiting = await db
    .updateTable('intervention_letter')
    .set({ attempts: 0 })
    .where('request_id', '=', id)
    .where('sent_at', 'is', null)
    .where('dropped_at', 'is', null)
    .returning('id')
    .execute()
  for (const letter of waiting) await enqueueLetter(db, letter.id)
}
