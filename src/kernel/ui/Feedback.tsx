import { CircleAlert, CircleCheck, Info, type LucideIcon, RotateCw, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Label, ProgressBar as RacProgressBar } from 'react-aria-components'
import { Button, IconButton } from './Button.tsx'

export type Tone = 'neutral' | 'accent' | 'positive' | 'attention' | 'danger'

/** A word or two on the state of a thing. */
export function Badge({
  tone = 'neutral',
  icon: Icon,
  children,
}: {
  tone?: Tone
  icon?: LucideIcon
  children: ReactNode
}) {
  return (
    <span className="badge" data-tone={tone}>
      {Icon && <Icon size={14} strokeWidth={2} aria-hidden />}
      <span>{children}</span>
    </span>
  )
}

const bannerIcons = { info: Info, positive: CircleCheck, attention: TriangleAlert, danger: CircleAlert }

export interface BannerProps {
  tone?: keyof typeof bannerIcons
  title?: string
  children?: ReactNode
  actions?: ReactNode
  onClose?: () => void
  /** Announces itself when it appears, for what a person must know at once. */
  isLive?: boolean
}

/** A thing to know about the whole page. */
export function Banner({ tone = 'info', title, children, actions, onClose, isLive }: BannerProps) {
  const Icon = bannerIcons[tone]
  return (
    <div
      className="banner"
      data-tone={tone}
      role={isLive ? (tone === 'danger' ? 'alert' : 'status') : undefined}
    >
      <Icon size={20} strokeWidth={1.75} aria-hidden />
      <div className="banner-words">
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
        {actions && <div className="banner-actions">{actions}</div>}
      </div>
      {onClose && <IconButton icon={X} label="Fermer" size="small" onPress={onClose} />}
    </div>
  )
}

/** Nothing here yet: why, and what can be done. */
export function Empty({
  title,
  icon: Icon,
  children,
  actions,
}: {
  title: string
  icon?: LucideIcon
  children?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className="empty">
      {Icon && <Icon size={24} strokeWidth={1.5} aria-hidden />}
      <strong>{title}</strong>
      {children && <p>{children}</p>}
      {actions && (
        <div className="cluster" data-gap="2">
          {actions}
        </div>
      )}
    </div>
  )
}

/** The page is coming; nothing shows during the first 300 ms. */
export function Loading({ label = 'Chargement…', lines = 4 }: { label?: string; lines?: number }) {
  return (
    <div className="loading" role="status">
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: lines }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey lines have nothing but their place.
        <div key={place} className="loading-line" />
      ))}
    </div>
  )
}

export interface ProgressBarProps {
  label: string
  /** From 0 to 100; without it, only that something is happening. */
  value?: number
  /** « 42 000 lignes sur 100 000 ». */
  detail?: string
}

/** How far a long work is. */
export function ProgressBar({ label, value, detail }: ProgressBarProps) {
  return (
    <RacProgressBar
      className="progress"
      value={value}
      isIndeterminate={value === undefined}
      valueLabel={detail}
      formatOptions={{ style: 'percent' }}
    >
      {({ percentage, valueText }) => (
        <>
          <Label>{label}</Label>
          <span className="muted numeric">{valueText}</span>
          <div className="progress-track">
            <div
              className="progress-fill"
              data-indeterminate={percentage === undefined || undefined}
              style={percentage === undefined ? undefined : { inlineSize: `${percentage}%` }}
            />
          </div>
        </>
      )}
    </RacProgressBar>
  )
}

export interface ErrorStateProps {
  /** What happened. */
  title?: string
  /** What is kept. */
  kept?: string
  /** What to do. */
  todo?: string
  /** What to give to whoever helps. */
  errorId?: string
  onRetry?: () => void
  actions?: ReactNode
}

/** What happened, what is kept, what to do. */
export function ErrorState(props: ErrorStateProps) {
  const {
    title = 'Le serveur ne répond pas.',
    kept,
    todo = 'Réessayez dans un instant.',
    errorId,
    onRetry,
  } = props
  return (
    <div role="alert">
      <Banner
        tone="attention"
        title={title}
        actions={
          (onRetry || props.actions) && (
            <>
              {onRetry && (
                <Button icon={RotateCw} onPress={onRetry}>
                  Réessayer
                </Button>
              )}
              {props.actions}
            </>
          )
        }
      >
        {kept && <p>{kept}</p>}
        <p>{todo}</p>
        {errorId && (
          <p className="muted small">
            Si cela se répète, donnez ce repère à la personne qui vous aide : <code>{errorId}</code>
          </p>
        )}
      </Banner>
    </div>
  )
}
