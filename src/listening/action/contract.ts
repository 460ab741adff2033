import { z } from 'zod'
import { del, done, instant, post } from '#kernel/contract.ts'
import { many, one } from '#kernel/list.ts'
import { action, adviceField, orientationKind } from '#vocabulary'

/** What was done, as it is noted during a contact. */
export const RecordedAction = z.object({
  /** Chosen by the writer, so that an action saved twice is one action. */
  id: z.uuid(),
  kind: one(action).meta({ title: 'Action' }),
  adviceFields: many(adviceField).meta({ title: 'Domaines du conseil' }),
  orientationKind: one(orientationKind).nullable().meta({ title: 'Orientation vers' }),
  note: z.string().trim().max(4000).nullable().meta({ title: 'Précisions' }),
})
export type RecordedAction = z.infer<typeof RecordedAction>

/** An action on a file, as its timeline shows it. */
export const SituationAction = RecordedAction.extend({
  contactId: z.uuid().nullable(),
  performedAt: instant,
  recordedAt: instant,
  author: z.string().nullable(),
  abilities: z.object({ cancel: z.boolean() }),
})
export type SituationAction = z.infer<typeof SituationAction>

/** Records something done besides any contact. */
export const addAction = post('/api/situations/:id/actions', {
  action: 'action.add',
  title: 'Ajouter une action',
  for: ['listener', 'coordinator'],
  creates: true,
  input: RecordedAction.omit({ id: true }).extend({ performedAt: instant.optional() }),
  output: z.object({ id: z.uuid() }),
})

/** Withdraws an action noted by mistake; it is neither counted nor shown, and can be restored. */
export const cancelAction = del('/api/actions/:id', {
  action: 'action.cancel',
  title: 'Retirer une action',
  for: ['listener', 'coordinator'],
  output: done,
})

export const restoreAction = post('/api/actions/:id/restore', {
  action: 'action.restore',
  title: 'Rétablir une action retirée',
  for: ['listener', 'coordinator'],
  output: done,
})
