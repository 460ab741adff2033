import type { ServiceWork } from '#listening/liaison/contract.ts'
import { type ServiceHappening, serviceHappeningsOf, toldHere } from '#listening/liaison/happened.ts'
import type { Situation, SituationContact } from './contract.ts'
import { inOrder, newsOf } from './series.ts'

/** The kinds by which the line of time is filtered, in reading order. */
export const happeningKinds = [
  { value: 'contact', label: 'Contacts' },
  { value: 'observation', label: 'Observations' },
  { value: 'action', label: 'Actions' },
  { value: 'service', label: 'Services' },
  { value: 'callback', label: 'Rappels' },
  { value: 'stage', label: 'Étapes' },
] as const
export type HappeningKind = (typeof happeningKinds)[number]['value']

type Of<Kind, What> = { kind: Kind; id: string; at: string; recordedAt: string; by: string | null } & What

/** One thing on the line of time of a file: when it happened, when it was noted, by whom. */
export type Happening =
  | Of<'contact', { contact: SituationContact; number: number }>
  | Of<'observation', { contact: SituationContact; news: SituationContact['observations']; isFirst: boolean }>
  | Of<'observation', { contact: SituationContact; danger: NonNullable<SituationContact['dangerLevel']> }>
  | Of<'action', { action: Situation['actions'][number] }>
  | ServiceHappening
  | Of<'callback', { callback: Situation['callbacks'][number] }>
  | Of<
      'callback',
      {
        callback: Situation['callbacks'][number]
        attempt: Situation['callbacks'][number]['attempts'][number]
      }
    >
  | Of<'callback', { callback: Situation['callbacks'][number]; isSettled: true }>
  | Of<'stage', { change: Situation['stageChanges'][number] }>
  | Of<'stage', { merge: Situation['merges'][number]; isUndone: boolean }>

/** Everything that happened on a file, the last first; with the work with services, once it is read, told at length. */
export function happeningsOf(file: Situation, work?: ServiceWork): Happening[] {
  const told = toldHere(work)
  const found: Happening[] = [
    ...serviceHappeningsOf(work),
    ...file.actions
      .filter(({ id }) => !told.has(id))
      .map(
        (action): Happening => ({
          kind: 'action',
          id: `action-${action.id}`,
          at: action.performedAt,
          recordedAt: action.recordedAt,
          by: action.author,
          action,
        }),
      ),
    ...file.callbacks.flatMap(fromCallback),
    // Read backwards, a contact comes first, then what it brought, then what was done during it.
    ...fromContacts(inOrder(file.contacts)),
    ...file.stageChanges.map(
      (change): Happening => ({
        kind: 'stage',
        id: `stage-${change.id}`,
        at: change.happenedAt,
        recordedAt: change.recordedAt,
        by: change.recordedBy,
        change,
      }),
    ),
    ...file.merges.flatMap(fromMerge),
  ]
  // The sort keeps the order of what happened at the same instant; the page reads it backwards.
  return found.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)).toReversed()
}

function fromContacts(contacts: readonly SituationContact[]): Happening[] {
  let danger: SituationContact['dangerLevel'] = null
  return contacts.flatMap((contact, place) => {
    const about = {
      at: contact.occurredAt,
      recordedAt: contact.recordedAt,
      by: contact.listener ?? contact.recordedBy,
      contact,
    }
    const found: Happening[] = []
    const news = newsOf(contact, contacts.slice(0, place))
    if (news.length > 0)
      found.push({ kind: 'observation', id: `news-${contact.id}`, ...about, news, isFirst: place === 0 })
    if (contact.dangerLevel && contact.dangerLevel !== danger) {
      danger = contact.dangerLevel
      found.push({ kind: 'observation', id: `danger-${contact.id}`, ...about, danger })
    }
    found.push({ kind: 'contact', id: `contact-${contact.id}`, ...about, number: place + 1 })
    return found
  })
}

function fromCallback(callback: Situation['callbacks'][number]): Happening[] {
  const promised: Happening = {
    kind: 'callback',
    id: `callback-${callback.id}`,
    at: callback.recordedAt,
    recordedAt: callback.recordedAt,
    by: callback.recordedBy,
    callback,
  }
  const attempts = callback.attempts.map(
    (attempt): Happening => ({
      kind: 'callback',
      id: `attempt-${attempt.id}`,
      at: attempt.happenedAt,
      recordedAt: attempt.recordedAt,
      by: attempt.author,
      callback,
      attempt,
    }),
  )
  // Settled by an attempt, the attempt says it; settled without calling, nothing else would.
  const isByHand = callback.settledAs === 'cancelled' || callback.settledAs === 'given_up'
  if (!callback.settledAt || !isByHand) return [promised, ...attempts]
  const settled: Happening = {
    kind: 'callback',
    id: `settled-${callback.id}`,
    at: callback.settledAt,
    recordedAt: callback.settledAt,
    by: null,
    callback,
    isSettled: true,
  }
  return [promised, ...attempts, settled]
}

function fromMerge(merge: Situation['merges'][number]): Happening[] {
  const done: Happening = {
    kind: 'stage',
    id: `merge-${merge.id}`,
    at: merge.mergedAt,
    recordedAt: merge.mergedAt,
    by: merge.mergedBy,
    merge,
    isUndone: false,
  }
  if (!merge.undoneAt) return [done]
  return [
    done,
    {
      ...done,
      id: `unmerge-${merge.id}`,
      at: merge.undoneAt,
      recordedAt: merge.undoneAt,
      by: null,
      isUndone: true,
    },
  ]
}
