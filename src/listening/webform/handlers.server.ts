import { sql } from 'kysely'
import { z } from 'zod'
import { instant } from '#kernel/contract.ts'
import { type Handler, handle } from '#kernel/http.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { findLetter, listLetters, takeLetter } from './contract.ts'
import { take } from './take.server.ts'

/** A flood last, fear for today first, then the oldest. */
const Place = z.tuple([z.number(), instant, z.uuid()])
const rank = sql<number>`case when is_frequent then 2 when worry = 'today' then 0 else 1 end`

/** The endpoints of the public form, on the side of the desk. */
export const webForm: readonly Handler[] = [
  handle(listLetters, async ({ query, db, trace }) => {
    const place = query.after ? readPlace(Place, query.after) : undefined
    const rows = await db
      .selectFrom('web_letter')
      .select([
        'id',
        'receipt',
        'received_at',
        'writer',
        'departement',
        'minor_age',
        'worry',
        'wants_call',
        'is_unproven',
        'is_frequent',
        rank.as('rank'),
      ])
      .where('taken_at', 'is', null)
      .$if(place !== undefined, (found) =>
        found.where(
          sql<boolean>`(${rank}, received_at, id) > (${place?.[0] ?? 0}, ${place?.[1] ?? null}::timestamptz, ${place?.[2] ?? null}::uuid)`,
        ),
      )
      .orderBy('rank')
      .orderBy('received_at')
      .orderBy('id')
      .limit(query.limit + 1)
      .execute()
    const { waiting } = await db
      .selectFrom('web_letter')
      .select(({ fn }) => fn.countAll<number>().as('waiting'))
      .where('taken_at', 'is', null)
      .executeTakeFirstOrThrow()
    trace(null, String(waiting))
    const page = cutPage(
      rows,
      query.limit,
      (row) => [row.rank, row.received_at, row.id],
      (row) => ({
        id: row.id,
        receipt: row.receipt,
        receivedAt: row.received_at,
        writer: row.writer,
        departement: row.departement,
        age: row.minor_age,
        worry: row.worry,
        wantsCall: row.wants_call,
        isUnproven: row.is_unproven,
        isFrequent: row.is_frequent,
      }),
    )
    return { ...page, waiting }
  }),

  handle(takeLetter, async ({ params, db, keys, actor, trace }) => {
    const contactId = await take({ db, keys, actor }, params.id)
    trace(contactId)
    return { contactId }
  }),

  handle(findLetter, async ({ query, db, trace }) => {
    const digits = query.receipt.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
    const row = await db
      .selectFrom('web_letter')
      .leftJoin('account', 'account.id', 'web_letter.taken_by')
      .select([
        'web_letter.id',
        'web_letter.received_at',
        'web_letter.taken_at',
        'web_letter.contact_id',
        'account.name',
      ])
      .where('web_letter.receipt', '=', `${digits.slice(0, 4)}-${digits.slice(4)}`)
      .executeTakeFirst()
    if (!row) return refuse('not_found')
    trace(row.contact_id)
    return {
      receivedAt: row.received_at,
      takenAt: row.taken_at,
      takenBy: row.name,
      contactId: row.contact_id,
    }
  }),
]
