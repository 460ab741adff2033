import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../db.server.ts'
import { newId } from '../id.ts'

/** What a link opens and for whom; `purpose` is a code of the list `link_purpose`. */
export interface LinkAim {
  readonly purpose: string
  readonly subjectId: string
  /** Who was given the link: a contact, a contributor. */
  readonly holder: string
}

/** A link that somebody has just opened. */
export interface OpenedLink extends LinkAim {
  readonly linkId: string
}

export interface LinkTerms {
  readonly days: number
  /** Minutes during which the former link of this holder still opens, for whoever is writing at that moment; none unless told. */
  readonly overlapMinutes?: number
}

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** The address of a link, to be written in a message: `base` is that of the public pages. */
export const linkAddress = (base: string, token: string): string =>
  `${base.replace(/\/+$/, '')}/lien/${token}`

/** Makes the link of a holder and ends the former one. The token is given once: only its digest is kept. */
export async function issueLink(db: Db, given: LinkAim & LinkTerms): Promise<string> {
  const { purpose, subjectId, holder } = given
  // Two links asked for at the same instant: the second ends the first.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`link ${purpose} ${subjectId} ${holder}`}, 0))`.execute(
    db,
  )
  await end(db, given, given.overlapMinutes ?? 0)
  const token = randomBytes(32).toString('base64url')
  await db
    .insertInto('link')
    .values({
      id: newId(),
      digest: digestOf(token),
      purpose,
      subject_id: subjectId,
      holder_id: holder,
      expires_at: sql<string>`now() + make_interval(days => ${given.days})`,
    })
    .execute()
  return token
}

/**
 * Makes a new link for the holder of a link that is still alive, and ends that one.
 * Gives undefined when it was revoked, replaced or has expired: rotating does not bring a link back.
 */
export async function rotateLink(db: Db, linkId: string, terms: LinkTerms): Promise<string | undefined> {
  const link = await db
    .selectFrom('link')
    .select(['purpose', 'subject_id', 'holder_id'])
    .where('id', '=', linkId)
    .where(alive)
    .forUpdate()
    .executeTakeFirst()
  if (!link) return undefined
  const { purpose, subject_id, holder_id } = link
  return issueLink(db, { purpose, subjectId: subject_id, holder: holder_id, ...terms })
}

/** Ends every link to something, or those of one holder; says how many were alive. */
export async function revokeLinks(
  db: Db,
  aim: Pick<LinkAim, 'purpose' | 'subjectId'> & Partial<Pick<LinkAim, 'holder'>>,
): Promise<number> {
  return end(db, aim, 0)
}

const alive = sql<boolean>`expires_at > now() and (revoked_at is null or revoked_at > now())`

async function end(
  db: Db,
  aim: { readonly purpose: string; readonly subjectId: string; readonly holder?: string },
  overlapMinutes: number,
): Promise<number> {
  let update = db
    .updateTable('link')
    .set({ revoked_at: sql<string>`least(revoked_at, now() + make_interval(mins => ${overlapMinutes}))` })
    .where('purpose', '=', aim.purpose)
    .where('subject_id', '=', aim.subjectId)
    .where(alive)
  if (aim.holder !== undefined) update = update.where('holder_id', '=', aim.holder)
  const { numUpdatedRows } = await update.executeTakeFirst()
  return Number(numUpdatedRows)
}

/**
 * What a token opens, each use recorded. Undefined whatever is wrong with it (unknown, malformed, expired, replaced,
 * revoked): the same one statement is asked in every case. From then on the transaction sees what this link opens.
 */
export async function openLink(db: Db, token: string): Promise<OpenedLink | undefined> {
  const digest = digestOf(token)
  const [, row] = await Promise.all([
    sql`select set_config('app.link', ${digest.toString('hex')}, true)`.execute(db),
    db
      .updateTable('link')
      .set({ uses: sql<number>`uses + 1`, last_used_at: sql<string>`now()` })
      .where('digest', '=', digest)
      .where(alive)
      .returning(['id', 'purpose', 'subject_id', 'holder_id'])
      .executeTakeFirst(),
  ])
  if (!row) return undefined
  return { linkId: row.id, purpose: row.purpose, subjectId: row.subject_id, holder: row.holder_id }
}

/** Forgets the links that ended more than a year ago; what was said through them stays where it was said. */
export async function purgeLinks(db: Db): Promise<void> {
  const ended = sql<boolean>`least(expires_at, revoked_at) < now() - interval '1 year'`
  await db.deleteFrom('link').where(ended).execute()
}

/** What is known of the links to something: never their tokens, which nobody can read again. */
export interface LinkTrace {
  readonly id: string
  readonly holder: string
  readonly issuedAt: string
  readonly expiresAt: string
  readonly revokedAt: string | null
  readonly lastUsedAt: string | null
  readonly uses: number
}

/** The links ever made to something, the latest first. */
export async function linksOf(
  db: Db,
  { purpose, subjectId }: Pick<LinkAim, 'purpose' | 'subjectId'>,
): Promise<LinkTrace[]> {
  const rows = await db
    .selectFrom('link')
    .select(['id', 'holder_id', 'issued_at', 'expires_at', 'revoked_at', 'last_used_at', 'uses'])
    .where('purpose', '=', purpose)
    .where('subject_id', '=', subjectId)
    .orderBy('issued_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    holder: row.holder_id,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
    uses: row.uses,
  }))
}
