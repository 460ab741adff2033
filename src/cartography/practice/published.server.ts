import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '#kernel/db.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { Departement } from '#vocabulary'
import { keysOfPractices, openContact } from './contact.server.ts'
import type { PublishedPractice } from './contract.ts'
import { isOf } from './list.server.ts'
import { departementsOf, problemsOf, regionsOf } from './read.server.ts'

/**
 * The practices that somebody outside may read, of a département or of all. What is not for them is not read at all: a
 * contact that is for professionals stays out of what everybody sees.
 */
export async function publishedPractices(
  db: Db,
  keys: Keyring,
  audience: 'public' | 'professionals',
  territory?: Departement,
): Promise<PublishedPractice[]> {
  const statuses =
    audience === 'public'
      ? (['published_all'] as const)
      : (['published_all', 'published_professionals'] as const)
  let query = db.selectFrom('practice').where('practice.status', 'in', statuses)
  if (territory) query = query.where(isOf(territory))
  const rows = await query
    .selectAll('practice')
    .select([departementsOf.as('departements'), regionsOf.as('regions'), problemsOf.as('problems')])
    .select((of) => [
      jsonArrayFrom(
        of
          .selectFrom('practice_document as document')
          .select(['document.id', 'document.name', 'document.media_type as type', 'document.size'])
          .whereRef('document.practice_id', '=', 'practice.id')
          .where('document.removed_at', 'is', null)
          .orderBy('document.added_at'),
      ).as('documents'),
      jsonArrayFrom(
        of
          .selectFrom('practice_adoption as adoption')
          .select('adoption.departement')
          .whereRef('adoption.practice_id', '=', 'practice.id')
          .orderBy('adoption.departement'),
      ).as('adoptions'),
    ])
    .orderBy('practice.title')
    .orderBy('practice.id')
    .limit(500)
    .execute()
  const opened = await keysOfPractices(
    db,
    keys,
    rows.map((row) => row.data_key_id),
  )
  return rows.map((row) => {
    const shows =
      row.contact_visibility === 'public' ||
      (row.contact_visibility === 'professionals_only' && audience === 'professionals')
    return {
      id: row.id,
      publishedAt: row.published_at ?? row.updated_at,
      title: row.title,
      departements: row.departements,
      regions: row.regions,
      problems: row.problems,
      done: row.done,
      partners: row.partners,
      means: row.means,
      results: row.results,
      evidence: row.evidence,
      contact: shows ? contactOf(openContact(keys, opened.get(row.data_key_id ?? ''), row)) : null,
      documents: row.documents,
      adoptions: row.adoptions.map((one) => one.departement as Departement),
    }
  })
}

// Who gave their consent is not the person to write to.
const contactOf = ({ consentBy: _, ...contact }: ReturnType<typeof openContact>) => contact
