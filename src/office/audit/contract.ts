import { z } from 'zod'
import { get, instant, page } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { role } from '#vocabulary'

/** One line of the journal: pseudonymous identifiers, and the name of the colleague who asked. */
export const JournalEntry = z.object({
  id: z.string(),
  at: instant.meta({ title: 'Quand' }),
  actorId: z.uuid().nullable(),
  actorName: z.string().nullable().meta({ title: 'Qui' }),
  role: one(role).nullable().meta({ title: 'Rôle' }),
  action: z.string().meta({ title: 'Action' }),
  /** What a person calls the action, when it still exists. */
  actionTitle: z.string(),
  entityId: z.uuid().nullable().meta({ title: 'Objet' }),
  /** Whose account it is, when the line is about an account. */
  entityName: z.string().nullable(),
  outcome: z.string().meta({ title: 'Issue' }),
  detail: z.string().nullable().meta({ title: 'Précision' }),
  requestId: z.uuid().meta({ title: 'Demande' }),
})
export type JournalEntry = z.infer<typeof JournalEntry>

/** The journal is read by whoever checks the others, and by nobody else; reading it leaves a line too. */
export const readJournal = get('/api/journal', {
  for: ['auditor'],
  action: 'journal.read',
  title: 'Relire le journal des accès',
  query: z.object({
    actor: z.uuid().optional().meta({ title: 'Personne' }),
    action: z.string().max(80).optional().meta({ title: 'Action' }),
    entity: z.uuid().optional().meta({ title: 'Objet' }),
    outcome: z.enum(['done', 'refused']).optional().meta({ title: 'Issue' }),
    from: z.iso.date().optional().meta({ title: 'Du' }),
    to: z.iso.date().optional().meta({ title: 'Au' }),
    after: z.string().max(200).optional(),
  }),
  output: page(JournalEntry),
})

/** What the journal can be filtered on. */
export const readJournalChoices = get('/api/journal/choices', {
  for: ['auditor'],
  action: 'journal.choices',
  title: 'Les filtres du journal',
  output: z.object({
    people: z.array(z.object({ id: z.uuid(), name: z.string(), role: one(role) })),
    actions: z.array(z.object({ action: z.string(), title: z.string() })),
  }),
  journalled: false,
})
