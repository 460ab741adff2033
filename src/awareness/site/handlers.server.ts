import type { Db } from '#kernel/db.server.ts'
import { type Actor, type Handler, handle } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { type BannerFields, type BannerRow, publishBanner, readBanner, undoBanner } from './contract.ts'

/** As much history as a page shows. */
const shown = 50

async function historyOf(db: Db): Promise<BannerRow[]> {
  const rows = await db
    .selectFrom('site_banner')
    .innerJoin('account', 'account.id', 'site_banner.decided_by')
    .selectAll('site_banner')
    .select('account.name')
    .orderBy('site_banner.number', 'desc')
    .limit(shown)
    .execute()
  const now = Date.now()
  const inForce = rows.find((row) => Date.parse(row.starts_at) <= now)
  return rows.map((row) => ({
    number: row.number,
    text: row.text,
    isUrgent: row.is_urgent,
    link: row.link_href && row.link_label ? { href: row.link_href, label: row.link_label } : null,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    decidedAt: row.decided_at,
    decidedBy: row.name,
    undoes: row.undoes,
    state: stateOf(row, row === inForce, now),
  }))
}

function stateOf(
  { starts_at, ends_at, text }: { starts_at: string; ends_at: string | null; text: string | null },
  isInForce: boolean,
  now: number,
): BannerRow['state'] {
  if (Date.parse(starts_at) > now) return 'to_come'
  const isOver = ends_at !== null && Date.parse(ends_at) <= now
  return isInForce && text !== null && !isOver ? 'shown' : 'past'
}

async function decide(
  db: Db,
  actor: Actor,
  fields: Omit<BannerFields, 'startsAt'> & { readonly startsAt: string | null },
  undoes: number | null = null,
): Promise<{ number: number }> {
  const isSaid = fields.text !== null
  return await db
    .insertInto('site_banner')
    .values({
      text: fields.text,
      is_urgent: isSaid && fields.isUrgent,
      link_href: (isSaid && fields.link?.href) || null,
      link_label: (isSaid && fields.link?.label) || null,
      starts_at: fields.startsAt ?? new Date().toISOString(),
      ends_at: isSaid ? fields.endsAt : null,
      undoes,
      decided_by: actor.id,
    })
    .returning('number')
    .executeTakeFirstOrThrow()
}

/** The endpoints of what is said on every public page. */
export const site: readonly Handler[] = [
  handle(readBanner, async ({ db }) => {
    const items = await historyOf(db)
    return { last: items[0]?.number ?? 0, items }
  }),

  handle(publishBanner, async ({ input, db, actor, trace }) => {
    const decided = await decide(db, actor, input)
    trace(null, `banner ${decided.number}`)
    return decided
  }),

  handle(undoBanner, async ({ input, db, actor, trace }) => {
    const items = await historyOf(db)
    // Somebody decided since: they are shown what, and choose again.
    if (items[0]?.number !== input.last) return refuse('version_conflict')
    const before = items[1]
    const decided = await decide(
      db,
      actor,
      before ?? { text: null, isUrgent: false, link: null, startsAt: null, endsAt: null },
      input.last,
    )
    trace(null, `banner ${decided.number}`)
    return decided
  }),
]
