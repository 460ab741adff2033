import { refuse } from '#kernel/refusal.ts'

/** Refuses a time zone that no clock knows. */
export function demandZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('fr', { timeZone })
  } catch {
    refuse('malformed', { fields: [{ field: 'timeZone', message: 'Fuseau horaire inconnu.' }] })
  }
}
