import { createElement, type ReactNode, useId } from 'react'

type Gap = 1 | 2 | 3 | 4 | 5 | 6 | 8

/** One under the other. */
export function Stack({ gap = 4, children }: { gap?: Gap; children: ReactNode }) {
  return (
    <div className="stack" data-gap={gap}>
      {children}
    </div>
  )
}

/** Side by side, wrapping. */
export function Cluster({
  gap = 2,
  align,
  children,
}: {
  gap?: Gap
  align?: 'between' | 'end'
  children: ReactNode
}) {
  return (
    <div className="cluster" data-gap={gap} data-align={align}>
      {children}
    </div>
  )
}

/** As many columns as fit. */
export function Grid({ min, children }: { min?: 'small' | 'medium' | 'large'; children: ReactNode }) {
  return (
    <div className="grid" data-min={min}>
      {children}
    </div>
  )
}

/** Text to read: short lines, lists with their marks. */
export function Prose({ children }: { children: ReactNode }) {
  return <div className="prose">{children}</div>
}

export interface PanelProps {
  title?: ReactNode
  level?: 2 | 3
  lead?: ReactNode
  actions?: ReactNode
  /** Without the frame: a hairline less where the page already has its own. */
  isQuiet?: boolean
  children: ReactNode
}

/** A part of a page with its heading. */
export function Panel({ title, level = 2, lead, actions, isQuiet, children }: PanelProps) {
  const id = useId()
  return (
    <section className="panel" data-quiet={isQuiet || undefined} aria-labelledby={title ? id : undefined}>
      {(title || actions) && (
        <div className="panel-head">
          <div>
            {title && createElement(`h${level}`, { id }, title)}
            {lead && <p>{lead}</p>}
          </div>
          {actions}
        </div>
      )}
      {children}
    </section>
  )
}

/** Said to screen readers only. */
export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className="visually-hidden">{children}</span>
}

/** The first stop of the keyboard: past the navigation. */
export function SkipLink({ to = '#main' }: { to?: string }) {
  return (
    <a className="skip-link" href={to}>
      Aller au contenu
    </a>
  )
}

/** A pattern of hatches for SVG maps, for what was not asked or is hidden: never white. */
export function HatchPattern({ id }: { id: string }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="6" height="6" fill="var(--surface)" />
      <rect width="1.5" height="6" fill="var(--hatch-ink)" />
    </pattern>
  )
}
