import type { Db } from '#kernel/db.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { contactColumns, keyOfPractice, openContact, sealedChanges } from './contact.server.ts'
import { sealedTitles } from './fields.server.ts'

/** Seals the contacts that were written before any was sealed; nothing to do once it is done. */
export async function sealStoredPractices(db: Db, keys: Keyring): Promise<void> {
  const rows = await db
    .selectFrom('practice')
    .selectAll()
    .where('sealed_contact', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const row of rows) {
    const key = await keyOfPractice(db, keys, row)
    const shown = { status: row.status, contactVisibility: row.contact_visibility }
    await db
      .updateTable('practice')
      .set(contactColumns(keys, key, row.id, openContact(keys, undefined, row), shown))
      .where('id', '=', row.id)
      .execute()
    const lines = await db
      .selectFrom('practice_history')
      .select(['id', 'changes'])
      .where('practice_id', '=', row.id)
      .where('sealed_changes', 'is', null)
      .execute()
    for (const { id, changes } of lines) {
      const all = changes as unknown as readonly { readonly field: string }[]
      const hidden = all.filter(({ field }) => sealedTitles.has(field))
      if (hidden.length === 0) continue
      await db
        .updateTable('practice_history')
        .set({
          changes: JSON.stringify(all.filter(({ field }) => !sealedTitles.has(field))),
          sealed_changes: sealedChanges(keys, key, id, hidden),
        })
        .where('id', '=', id)
        .execute()
    }
  }
}
