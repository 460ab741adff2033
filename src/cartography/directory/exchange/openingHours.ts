import type { Hours, Opening } from '#kernel/hours/hours.ts'

const days = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const
const dayOf = (name: string): number => (days as readonly string[]).indexOf(name) + 1

const inOrder = (hours: Hours): Hours =>
  hours.toSorted((a, b) => a.weekday - b.weekday || (a.opens < b.opens ? -1 : 1))

/** A week in the notation of OpenStreetMap: `Mo-Fr 08:30-12:00,14:00-17:30`. */
export function writeOsm(hours: Hours): string {
  if (hours.length === 0) return 'off'
  const texts = days.map((_, place) =>
    inOrder(hours)
      .filter(({ weekday }) => weekday === place + 1)
      .map(({ opens, closes }) => `${opens}-${closes}`)
      .join(','),
  )
  if (texts.every((text) => text === '00:00-24:00')) return '24/7'
  const rules: { from: number; to: number; text: string }[] = []
  for (const [place, text] of texts.entries()) {
    const last = rules.at(-1)
    if (last && last.text === text && last.to === place - 1) last.to = place
    else if (text !== '') rules.push({ from: place, to: place, text })
  }
  return rules
    .map(({ from, to, text }) => `${days[from]}${to > from ? `-${days[to]}` : ''} ${text}`)
    .join('; ')
}

/** The weekdays that `Mo-Fr,Su` names; undefined when it names something else. */
function readDays(text: string): number[] | undefined {
  const found: number[] = []
  for (const part of text.split(',')) {
    const [from = '', to = from, ...more] = part.trim().split('-')
    const [a, b] = [dayOf(from), dayOf(to)]
    if (a === 0 || b === 0 || more.length > 0) return undefined
    // Friday to Monday goes over Sunday.
    for (let day = a; ; day = (day % 7) + 1) {
      found.push(day)
      if (day === b) break
    }
  }
  return found
}

const clock = (text: string): string | undefined => {
  const [, hour = '', minute = ''] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? []
  return hour !== '' && Number(hour) <= 24 && Number(minute) < 60
    ? `${hour.padStart(2, '0')}:${minute}`
    : undefined
}

/** One stretch; what goes over midnight is two. */
export function stretch(weekday: number, opens: string, closes: string): Opening[] {
  const end = closes === '00:00' ? '24:00' : closes
  if (opens < end) return [{ weekday, opens, closes: end }]
  const next = (weekday % 7) + 1
  return [
    { weekday, opens, closes: '24:00' },
    { weekday: next, opens: '00:00', closes: end },
  ]
}

/** Reads the notation of OpenStreetMap, as far as a week can say it; undefined when a week cannot. Public holidays are passed over. */
export function readOsm(text: string): Hours | undefined {
  const trimmed = text.trim().replace(/^"|"$/g, '').trim()
  if (trimmed === '24/7')
    return days.map((_, place) => ({ weekday: place + 1, opens: '00:00', closes: '24:00' }))
  if (/^(off|closed)$/.test(trimmed)) return []
  let week: Opening[] = []
  let read = 0
  for (const rule of trimmed.split(';').map((one) => one.trim())) {
    if (rule === '' || /^(PH|SH)(,(PH|SH))*( |$)/.test(rule)) continue
    const [, named = '', rest = ''] = /^((?:[A-Z][a-z](?:-[A-Z][a-z])?(?:,\s*)?)+)?\s*(.*)$/.exec(rule) ?? []
    const on = named ? readDays(named.replace(/,\s*$/, '').trim()) : [1, 2, 3, 4, 5, 6, 7]
    if (!on) return undefined
    const stretches: [string, string][] = []
    if (!/^(off|closed)$/.test(rest)) {
      for (const part of rest.split(',')) {
        const [from = '', to = '', ...more] = part.trim().split('-')
        const [a, b] = [clock(from), clock(to)]
        if (!a || !b || a === '24:00' || more.length > 0) return undefined
        stretches.push([a, b])
      }
    }
    // A later rule says again what happens on its days.
    week = week.filter(({ weekday }) => !on.includes(weekday))
    for (const day of on) for (const [a, b] of stretches) week.push(...stretch(day, a, b))
    read += 1
  }
  return read === 0 ? undefined : inOrder(week)
}

const icalDays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

/** The two letters of a weekday in iCalendar. */
export const icalDay = (weekday: number): string => icalDays[weekday - 1] ?? 'MO'

/** What a schedule of HSDS says, as far as a week can: every week, whole hours and minutes. */
export function readSchedule(of: {
  freq?: string | undefined
  interval?: number | undefined
  byday?: string | undefined
  opens_at?: string | undefined
  closes_at?: string | undefined
}): Opening[] | undefined {
  const time = (text = '') => clock(text.replace(/^(\d{1,2}:\d{2}).*$/, '$1'))
  const [opens, closes] = [time(of.opens_at), time(of.closes_at)]
  if (!opens || !closes || opens === '24:00' || of.freq === 'MONTHLY' || (of.interval ?? 1) > 1)
    return undefined
  const named = of.byday?.split(',').map((day) => (icalDays as readonly string[]).indexOf(day.trim()) + 1)
  if (!named || named.includes(0)) return undefined
  return named.flatMap((weekday) => stretch(weekday, opens, closes))
}
