import type { Services } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { closeYear } from './freeze.server.ts'
import { publish } from './release.server.ts'

const opening = `Pendant cette première année, {{situations}} situations ont été suivies dans {{departments}} départements, à travers {{contacts}} contacts.

## Ce qu’il faut en retenir

- Les fugues sont évoquées dans {{problem.runaway.percent}} des situations.
- Une souffrance psychologique l’est dans {{problem.psychological_suffering.percent}}.`

/** Closes the first year of the invented service, as an analyst would, and publishes it when the gate lets it through. */
export async function inventEdition({ database, keys }: Pick<Services, 'database' | 'keys'>): Promise<void> {
  await database.transaction().execute(async (db) => {
    const analyst = await db
      .selectFrom('account')
      .select('id')
      .where('role', '=', 'analyst')
      .orderBy('id')
      .executeTakeFirst()
    const id = await closeYear(
      db,
      keys,
      {
        year: 2023,
        title: 'Première année, 2023-2024',
        from: '2023-04-03',
        to: '2024-04-02',
        supersedes: null,
        erratum: null,
      },
      analyst?.id ?? null,
    )
    const chapter = newId()
    const words = { title: 'La première année', body: opening, saved_by: analyst?.id ?? null }
    await db
      .insertInto('edition_chapter')
      .values({ id: chapter, edition_id: id, position: 1, ...words })
      .execute()
    await db
      .insertInto('edition_chapter_version')
      .values({ chapter_id: chapter, version: 1, ...words })
      .execute()
    const note = 'Première publication.'
    await publish(db, id, { audience: 'public', note, crossings: [], actorId: analyst?.id ?? null })
  })
}
