import { Temporal } from 'temporal-polyfill'
import type { Option } from '#kernel/ui/index.ts'
import { departement, timeZoneOf } from '#vocabulary'

/** When somebody may be called: two instants, with their offset. */
export interface Window {
  readonly opensAt: string
  readonly closesAt: string
}

export interface SuggestedWindow extends Window {
  readonly id: string
  readonly label: string
}

const write = (time: Temporal.ZonedDateTime) =>
  time.toString({ timeZoneName: 'never', smallestUnit: 'second' })

/** The windows one most often agrees on, in the time of the person to be called; none that is already over. */
export function suggestWindows(zone: string, now = Temporal.Now.zonedDateTimeISO(zone)): SuggestedWindow[] {
  const soon = now.round({ smallestUnit: 'minute', roundingIncrement: 5, roundingMode: 'ceil' })
  const window = (
    id: string,
    label: string,
    days: number,
    from: number,
    to: number,
  ): SuggestedWindow & { end: Temporal.ZonedDateTime } => {
    const day = now.startOfDay().add({ days })
    const [start, end] = [day.withPlainTime({ hour: from }), day.withPlainTime({ hour: to })]
    return { id, label, opensAt: write(start), closesAt: write(end), end }
  }
  const later = [
    window('evening', 'Ce soir, 18 h – 20 h', 0, 18, 20),
    window('morning', 'Demain matin', 1, 9, 12),
    window('afternoon', 'Demain après-midi', 1, 14, 18),
    window('days', 'Dans 3 jours', 3, 9, 18),
    window('week', 'Dans une semaine', 7, 9, 18),
    window('fortnight', 'Dans 15 jours', 15, 9, 18),
    window('month', 'Dans un mois', 30, 9, 18),
  ]
  const hour = {
    id: 'hour',
    label: 'Dans une heure',
    opensAt: write(soon.add({ hours: 1 })),
    closesAt: write(soon.add({ hours: 3 })),
  }
  const ahead = later.filter(({ end }) => Temporal.ZonedDateTime.compare(end, now.add({ minutes: 30 })) > 0)
  return [hour, ...ahead.map(({ end: _, ...rest }) => rest)]
}

/** Whether the end of a window comes before its beginning. */
export const isReversed = ({ opensAt, closesAt }: Window) => Date.parse(closesAt) < Date.parse(opensAt)

const paris = 'Europe/Paris'

/** The zones in which the platform's people live, by the places that follow them. */
export const zoneOptions: readonly Option[] = (() => {
  const places = new Map<string, string[]>([[paris, []]])
  for (const code of departement.codes) {
    const zone = timeZoneOf(code)
    if (zone !== paris) places.set(zone, [...(places.get(zone) ?? []), departement.label(code)])
  }
  return [...places].map(([value, names]) => ({
    value,
    label: value === paris ? 'France métropolitaine' : names.join(', '),
    keywords: names.join(' '),
  }))
})()

/** The zone in words; the code itself when it is not one of ours. */
export const zoneInWords = (zone: string) => zoneOptions.find(({ value }) => value === zone)?.label ?? zone
