import type { ReactNode } from 'react'

interface ScrollRegionProps {
  label: string
  children: ReactNode
  /** Looks of its own, and where it starts. */
  className?: string
  regionRef?: (region: HTMLElement | null) => void
}

/** A table wider than its place scrolls inside it, by the keyboard too. */
export function ScrollRegion({
  label,
  children,
  className = 'situation-scroll',
  regionRef,
}: ScrollRegionProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard.
    <section className={className} aria-label={label} tabIndex={0} ref={regionRef}>
      {children}
    </section>
  )
}
