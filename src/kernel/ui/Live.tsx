import {
  Check,
  CloudOff,
  GitCompareArrows,
  LoaderCircle,
  type LucideIcon,
  Timer as TimerIcon,
  TriangleAlert,
} from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { Button } from './Button.tsx'
import {
  dayOf,
  formatClock,
  formatDateTime,
  formatDuration,
  formatExactTime,
  formatNearDay,
  formatRelative,
  formatSpan,
  formatTime,
  houseZone,
  type Instant,
} from './format.ts'

/** One clock for all that shows time: a page of forty « il y a » has one timer, not forty. */
function makeClock(every: number) {
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setInterval> | undefined
  let now = Date.now()
  return {
    subscribe(listener: () => void) {
      listeners.add(listener)
      now = Date.now()
      timer ??= setInterval(() => {
        now = Date.now()
        for (const each of listeners) each()
      }, every)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
    read: () => now,
  }
}

const seconds = makeClock(1000)
const halfMinutes = makeClock(30_000)

/** The time it is, refreshed every second or every half minute. */
export function useNow(every: 'second' | 'half-minute' = 'half-minute'): number {
  const clock = every === 'second' ? seconds : halfMinutes
  return useSyncExternalStore(clock.subscribe, clock.read)
}

export type SaveStatus = 'idle' | 'saving' | 'saved' | 'offline' | 'conflict' | 'error'

const saveIcons: Record<Exclude<SaveStatus, 'idle'>, LucideIcon> = {
  saving: LoaderCircle,
  saved: Check,
  offline: CloudOff,
  conflict: GitCompareArrows,
  error: TriangleAlert,
}

function saveWords(state: SaveStatus, at: Instant | undefined): string {
  if (state === 'idle') return ''
  if (state === 'saving') return 'Enregistrement…'
  if (state === 'saved') return at ? `Enregistré à ${formatExactTime(at)}` : 'Enregistré'
  if (state === 'offline') return 'Hors connexion : conservé sur ce poste'
  if (state === 'conflict') return 'Deux versions : à vous de choisir'
  return 'Non enregistré'
}

export interface SaveStateProps {
  state: SaveStatus
  at?: Instant
  /** « Choisir » when two versions meet, « Réessayer » when it failed. */
  onAct?: () => void
}

/** Whether what is typed is safe. Its width is kept, so that saving never moves the page. */
export function SaveState({ state, at, onAct }: SaveStateProps) {
  const Icon = state === 'idle' ? undefined : saveIcons[state]
  const words = saveWords(state, at)
  const isWorrying = state === 'offline' || state === 'conflict' || state === 'error'
  return (
    <div className="save-state" data-state={state}>
      {Icon && <Icon size={16} strokeWidth={2} aria-hidden />}
      <span>{words}</span>
      {/* Every autosave said aloud would drown the conversation: only what worries is announced. */}
      <span className="visually-hidden" role="status">
        {isWorrying ? words : ''}
      </span>
      {onAct && (state === 'conflict' || state === 'error') && (
        <Button size="small" variant="plain" onPress={onAct}>
          {state === 'conflict' ? 'Choisir' : 'Réessayer'}
        </Button>
      )}
    </div>
  )
}

/** How long it has lasted, second by second until it ends. */
export function Timer({
  since,
  until,
  label = 'Durée',
}: {
  since: Instant
  until?: Instant | null
  label?: string
}) {
  const now = useNow('second')
  const length = (until ? new Date(until).getTime() : now) - new Date(since).getTime()
  return (
    <span
      className="timer"
      role="timer"
      data-running={!until || undefined}
      aria-label={`${label} : ${formatDuration(length)}`}
    >
      <TimerIcon size={16} strokeWidth={2} aria-hidden />
      {formatClock(length)}
    </span>
  )
}

export interface WhenProps {
  at: Instant
  /** The person's zone, when it is not that of the house: both times are then shown. */
  zone?: string
  mode?: 'both' | 'relative' | 'exact'
}

/** « il y a 12 min · 14:32 ». */
export function When({ at, zone = houseZone, mode = 'both' }: WhenProps) {
  const now = useNow()
  const [day, today] = [dayOf(at, zone), dayOf(new Date(now), zone)]
  const clock =
    day === today ? formatTime(at, zone) : `${formatNearDay(at, today, zone)}, ${formatTime(at, zone)}`
  const exact = zone === houseZone ? clock : `${clock} sur place, ${formatTime(at)} à Paris`
  const title =
    zone === houseZone
      ? formatDateTime(at)
      : `${formatDateTime(at, zone)} sur place, ${formatDateTime(at)} à Paris`
  return (
    <time className="when" dateTime={new Date(at).toISOString()} title={title}>
      {mode !== 'exact' && formatRelative(at, new Date(now))}
      {mode === 'both' && <span> · {exact}</span>}
      {mode === 'exact' && exact}
    </time>
  )
}

/** How a window of time stands to now: « dans 2 h », « maintenant, jusqu’à 18:00 », « en retard de 3 h ». */
export function Lateness({ from, to, zone = houseZone }: { from?: Instant; to: Instant; zone?: string }) {
  const now = useNow()
  const start = from ? new Date(from).getTime() : undefined
  const end = new Date(to).getTime()
  const isLate = now > end
  const isNow = !isLate && start !== undefined && now >= start
  const words = isLate
    ? `en retard de ${formatSpan(now - end)}`
    : isNow
      ? `maintenant, jusqu’à ${formatTime(to, zone)}`
      : formatRelative(new Date(start ?? end), new Date(now))
  return (
    <time
      className="lateness"
      data-late={isLate || undefined}
      data-now={isNow || undefined}
      dateTime={new Date(to).toISOString()}
      title={from ? `${formatDateTime(from, zone)} – ${formatTime(to, zone)}` : formatDateTime(to, zone)}
    >
      {words}
    </time>
  )
}
