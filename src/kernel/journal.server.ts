import { type Db, send } from './db.server.ts'
import { fixed } from './fixed.server.ts'

/** What one request did, in pseudonymous identifiers only. */
export interface JournalLine {
  readonly requestId: string
  readonly actorId: string | null
  readonly role: string | null
  readonly action: string
  readonly entityId: string | null
  /** `done`, or the code of the refusal. */
  readonly outcome: string
  /** A count or a code, never anything personal. */
  readonly detail: string | null
}

/** Writes the line of a request outside any transaction. */
export async function writeJournal(db: Pick<Db, 'executeQuery'>, line: JournalLine): Promise<void> {
  await db.executeQuery(insert(line))
}

/** Sends the line of a request in its own transaction, just before the commit: without the line, no data. */
export async function sendJournal(db: Db, line: JournalLine): Promise<void> {
  await send(db, insert(line))
}

const insert = fixed((db, line: JournalLine) =>
  db
    .insertInto('journal')
    .values({
      request_id: line.requestId,
      actor_id: line.actorId,
      role: line.role,
      action: line.action,
      entity_id: line.entityId,
      outcome: line.outcome,
      detail: line.detail,
    })
    .compile(),
)
