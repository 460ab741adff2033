import { sql } from 'kysely'
import { type Db, send } from '#kernel/db.server.ts'
import { demandFile } from '#kernel/file/check.server.ts'
import type { FileType } from '#kernel/file/check.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import { documentLimit } from './contract.ts'
import { remember } from './fields.server.ts'
import { holdPractice, practicesSeenBy } from './policy.server.ts'

const documentTypes: readonly FileType[] = ['pdf', 'odt', 'docx', 'png', 'jpeg']

/** Joins a file to a practice, after having looked at what it really is and taken out what tells who made it and where. */
export async function addDocument(
  db: Db,
  by: string,
  practiceId: string,
  given: { readonly name: string; readonly content: string },
): Promise<string> {
  await holdPractice(db, practiceId)
  const brought = Buffer.from(given.content, 'base64')
  const file = await demandFile(
    { name: given.name, content: brought },
    { accept: documentTypes, limit: documentLimit },
    'content',
  )
  const id = newId()
  const bytes = file.bytes ?? brought
  const row = {
    id,
    practice_id: practiceId,
    name: file.name,
    media_type: file.mediaType,
    size: bytes.length,
    file: bytes,
    added_by: by,
    removed_at: null,
  }
  await send(db, db.insertInto('practice_document').values(row).compile())
  await noteDocument(db, practiceId, by, 'document_added', file.name)
  return id
}

/** Takes a document away: its name stays in the history, its bytes are gone from what is shown. */
export async function removeDocument(db: Db, by: string, id: string): Promise<string> {
  const gone = await db
    .updateTable('practice_document')
    .set({ removed_at: sql<string>`now()` })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returning(['practice_id', 'name'])
    .executeTakeFirst()
  if (!gone) return refuse('not_found')
  await noteDocument(db, gone.practice_id, by, 'document_removed', gone.name)
  return gone.practice_id
}

const noteDocument = (
  db: Db,
  practiceId: string,
  by: string,
  kind: 'document_added' | 'document_removed',
  name: string,
) => {
  const isAdded = kind === 'document_added'
  const change = { field: 'Document', before: isAdded ? null : name, after: isAdded ? name : null }
  return remember(db, { practiceId, by, kind, changes: [change] })
}

/** The bytes of a document of a practice that the reader may see. */
export async function documentOf(db: Db, actor: Actor, id: string) {
  const row = await practicesSeenBy(actor, db)
    .innerJoin('practice_document as document', 'document.practice_id', 'practice.id')
    .select(['document.name', 'document.media_type as type', 'document.file', 'practice.id as practiceId'])
    .where('document.id', '=', id)
    .where('document.removed_at', 'is', null)
    .executeTakeFirst()
  return row ?? refuse('not_found')
}
