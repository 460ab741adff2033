import { Temporal } from 'temporal-polyfill'
import type { ImportedContact } from '#listening/import/record.server.ts'
import type { ClosingReason, SituationStage } from '#vocabulary'
import type { Draws } from './random.ts'
import type { InventedCallback, InventedSituation } from './types.ts'
import { houseZone, type Plan } from './yearPlan.ts'

/** What became of a situation after its last contact. */
export function stagesOf(
  draws: Draws,
  plan: Plan,
  last: Temporal.ZonedDateTime | undefined,
): InventedSituation['stages'] {
  if (!last) return []
  const later = (days: number) =>
    last
      .add({ days })
      .with({ hour: 11, minute: draws.under(60) })
      .toInstant()
      .toString()
  const stage = draws.weigh<SituationStage>({ closed: 60, dormant: 22, in_follow_up: 14, open: 4 })
  const followed = {
    to: 'in_follow_up',
    reason: null,
    at: last.add({ minutes: 55 }).toInstant().toString(),
  } as const
  if (stage === 'open') return []
  if (stage === 'in_follow_up') return [followed]
  if (stage === 'dormant')
    return [followed, { to: 'dormant', reason: null, at: later(draws.between(40, 80)) }]
  const reason =
    plan.age === 18
      ? 'came_of_age'
      : draws.weigh<ClosingReason>({ relay_taken: 56, protected: 20, caller_wish: 10, no_contact: 14 })
  return [followed, { to: 'closed', reason, at: later(draws.between(12, 60)) }]
}

/** Each contact that is a call-back was promised at the one before; a few promises could not be kept. */
export function callbacksOf(
  draws: Draws,
  contacts: readonly ImportedContact[],
  whom: string,
  phone: string,
): InventedCallback[] {
  return contacts.flatMap((contact, turn) => {
    const before = contacts[turn - 1]
    if (!before || contact.direction !== 'callback') return []
    const at = Temporal.Instant.from(contact.occurredAt)
    const tried = draws.chance(25)
    return [
      {
        whom,
        phone,
        why: draws.pick([
          'Prendre des nouvelles.',
          'Donner la réponse du service.',
          'Faire le point avant le rendez-vous.',
        ]),
        precautions: draws.chance(30) ? 'Ne pas laisser de message vocal.' : null,
        opensAt: at.subtract({ minutes: 50 }).toString(),
        closesAt: at.add({ minutes: 70 }).toString(),
        timeZone: houseZone,
        recordedAt: before.recordedAt ?? before.occurredAt,
        settled: { at: at.toString(), as: 'kept' as const },
        attempts: [
          ...(tried
            ? [{ at: at.subtract({ minutes: 30 }).toString(), outcome: 'no_answer' as const, note: null }]
            : []),
          { at: at.toString(), outcome: 'reached' as const, note: null },
        ],
      },
    ]
  })
}
