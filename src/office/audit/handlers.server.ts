import { type Handler, handle } from '#kernel/http.server.ts'
import { readJournal, readJournalChoices } from './contract.ts'
import { everybody, pageOfJournal } from './queries.server.ts'

/** What leaves a line without going through an endpoint. */
const otherTitles: Readonly<Record<string, string | undefined>> = {
  'demonstration.load': 'Charger la démonstration',
}

/** Every endpoint of the audit, in the contract's order. */
export const audit: readonly Handler[] = [
  handle(readJournal, async ({ query, actor, db, titles, trace }) => {
    const page = await pageOfJournal(
      db,
      actor,
      query,
      (action) => titles.get(action) ?? otherTitles[action] ?? action,
    )
    trace(query.entity ?? query.actor ?? null, String(page.items.length))
    return page
  }),
  handle(readJournalChoices, async ({ db, titles }) => ({
    people: await everybody(db),
    actions: [...titles]
      .map(([action, title]) => ({ action, title }))
      .toSorted((a, b) => a.title.localeCompare(b.title, 'fr')),
  })),
]
