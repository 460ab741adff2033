import { Temporal } from 'temporal-polyfill'
import type { Escalation } from './contract.ts'

/** How long something has lasted, as one says it: « 35 min », « 3 h », « 12 jours ». */
export function lastingOf(since: string, now: string): string {
  const minutes = Math.max(
    0,
    Math.floor(Temporal.Instant.from(since).until(Temporal.Instant.from(now)).total('minutes')),
  )
  if (minutes < 120) return `${minutes} min`
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`
  return `${Math.floor(minutes / 1440)} jours`
}

/** What is to be done and by whom it is awaited: « Appeler : CRIP du Haut-Rhin, transmission urgente sans accusé de réception depuis 35 min ». */
export function taskSentence(
  task: Pick<Escalation, 'unit' | 'urgent' | 'step' | 'kind' | 'since'>,
  now: string,
) {
  const unit = task.unit ?? 'le service destinataire'
  const lasting = lastingOf(task.since, now)
  const what = task.urgent ? 'transmission urgente' : 'transmission'
  switch (task.step) {
    case 'hand_over':
      return `Remettre en main propre ou par voie sûre : ${unit}, ${what} prête depuis ${lasting}`
    case 'undeliverable':
      return `Appeler : ${unit}, où personne ne peut ouvrir une ${what}, depuis ${lasting}`
    case 'redirected':
      return `Adresser au bon service : ${unit} a répondu « pas notre département » il y a ${lasting}`
    case 'return_before':
    case 'return_due':
      return `Rappeler le retour attendu à trois mois : ${unit}`
    case 'return_late':
    case 'return_very_late':
      return `Appeler : ${unit}, retour en retard de ${lasting}`
    default:
      return `${verbOf(task)} : ${unit}, ${what} sans accusé de réception depuis ${lasting}`
  }
}

function verbOf({ kind }: Pick<Escalation, 'kind'>): string {
  if (kind === 'reminder') return 'Relancer'
  return kind === 'duty_officer' ? 'Cadre d’astreinte, joindre' : 'Appeler'
}
