import { formatDay, formatList, formatTime } from '#kernel/ui/index.ts'
import { zoneInWords } from '#listening/callback/windows.ts'
import { reachRefusal, type SafeChannel } from '#vocabulary'
import type { WeeklyWindow } from './authorise.ts'
import type { SafeContact } from './contract.ts'

export const dayNames = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']

const nbsp = ' '
const hourInWords = (time: string) => {
  const [hour = '', minute = ''] = time.split(':')
  return `${Number(hour)}${nbsp}h${minute === '00' ? '' : `${nbsp}${minute}`}`
}

function daysInWords(days: readonly number[]): string {
  const sorted = [...days].toSorted((a, b) => a - b)
  if (sorted.length === 7) return 'tous les jours'
  if (sorted.join() === '1,2,3,4,5') return 'du lundi au vendredi'
  if (sorted.join() === '6,7') return 'samedi et dimanche'
  return formatList(sorted.map((day) => dayNames[day - 1] ?? ''))
}

/** « du lundi au vendredi de 9 h à 18 h ». */
export const windowInWords = ({ days, from, to }: WeeklyWindow): string =>
  from === '00:00' && to === '24:00'
    ? `${daysInWords(days)} à toute heure`
    : `${daysInWords(days)} de ${hourInWords(from)} à ${to === '24:00' ? 'minuit' : hourInWords(to)}`

/** When somebody may be reached, in their own time. */
export function windowsInWords({ windows, timeZone }: Pick<SafeContact, 'windows' | 'timeZone'>): string {
  if (windows.length === 0) return 'Aucune plage convenue'
  const place = timeZone === 'Europe/Paris' ? '' : ` (heure locale, ${zoneInWords(timeZone)})`
  const text = windows.map(windowInWords).join(` ; `)
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${place}`
}

/** Why not now, and when it opens. */
export const refusalInWords = (now: SafeContact['now'], zone: string): string | null =>
  now.reason === null
    ? null
    : now.opensAt
      ? `${reachRefusal.label(now.reason)}. Prochaine plage : ${formatDay(now.opensAt, zone)} à ${formatTime(now.opensAt, zone)}.`
      : `${reachRefusal.label(now.reason)}.`

const speaking: readonly SafeChannel[] = ['phone', 'landline']

/** Whether the means is a telephone that is dialled. */
export const isCall = (channel: SafeChannel) => speaking.includes(channel)

/** What one does with a means. */
export const actOf = (channel: SafeChannel) =>
  isCall(channel) ? 'Appeler' : channel === 'in_person' ? 'Rencontrer' : 'Écrire'
