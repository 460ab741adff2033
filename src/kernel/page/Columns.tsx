import { CircleCheck, CircleDashed, PanelRightOpen } from 'lucide-react'
import { type ReactNode, useCallback, useId, useState } from 'react'
import { Button, Drawer } from '#kernel/ui/index.ts'
import { useIsNarrow } from './theme.ts'
import './page.css'

export interface ColumnsProps {
  /** The thread of the page, at the left. */
  outline?: ReactNode
  main: ReactNode
  /** What follows the work without ever standing in its way, at the right. */
  aside?: ReactNode
  asideLabel?: string
  /** How many things the aside holds, shown on the button that opens it on a small screen. */
  asideCount?: number
}

/** Outline, work, context. On a small screen the context waits behind a button. */
export function Columns({ outline, main, aside, asideLabel = 'Contexte', asideCount }: ColumnsProps) {
  const isNarrow = useIsNarrow()
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="columns" data-outline={outline ? true : undefined} data-aside={aside ? true : undefined}>
      {outline && <div className="columns-outline no-print">{outline}</div>}
      <div className="columns-main">{main}</div>
      {aside && !isNarrow && <Aside label={asideLabel}>{aside}</Aside>}
      {aside && isNarrow && (
        <>
          <div className="columns-open no-print">
            <Button icon={PanelRightOpen} onPress={() => setOpen(true)}>
              {asideLabel}
              {asideCount !== undefined && asideCount > 0 && ` (${asideCount})`}
            </Button>
          </div>
          <Drawer title={asideLabel} isOpen={isOpen} onOpenChange={setOpen}>
            {aside}
          </Drawer>
        </>
      )}
    </div>
  )
}

/** Taller than the window it scrolls by itself: the keyboard must then be able to stop there. */
function Aside({ label, children }: { label: string; children: ReactNode }) {
  const [isScrolling, setScrolling] = useState(false)
  const watch = useCallback((aside: HTMLElement) => {
    const sizes = new ResizeObserver(() => setScrolling(aside.scrollHeight > aside.clientHeight))
    for (const box of [aside, ...aside.children]) sizes.observe(box)
    return () => sizes.disconnect()
  }, [])
  return (
    <aside ref={watch} className="columns-aside" aria-label={label} tabIndex={isScrolling ? 0 : undefined}>
      {children}
    </aside>
  )
}

export interface OutlineItem {
  /** The id of its `Section`. */
  id: string
  label: string
  isFilled?: boolean
  /** What was noted there, in a few words. */
  note?: string
}

/** The parts of a long form, with what is filled. */
export function Outline({ label, items }: { label: string; items: readonly OutlineItem[] }) {
  return (
    <nav className="outline" aria-label={label}>
      <ol>
        {items.map((item) => {
          const Icon = item.isFilled ? CircleCheck : CircleDashed
          return (
            <li key={item.id}>
              <a href={`#${item.id}`} data-filled={item.isFilled || undefined} onClick={() => enter(item.id)}>
                <Icon size={16} strokeWidth={1.75} aria-label={item.isFilled ? 'Rempli' : 'Vide'} />
                <span>
                  {item.label}
                  {item.note && <small>{item.note}</small>}
                </span>
              </a>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

/** The focus goes where the eye goes. */
function enter(id: string) {
  document.getElementById(id)?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true })
}

export interface SectionProps {
  id: string
  title: string
  hint?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** A part of a long form. */
export function Section({ id, title, hint, actions, children }: SectionProps) {
  const headingId = useId()
  return (
    <section className="section" id={id} aria-labelledby={headingId}>
      <div className="section-head">
        <div>
          <h2 id={headingId} tabIndex={-1}>
            {title}
          </h2>
          {hint && <p>{hint}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  )
}

/** A page outside the frame: sign-in, not found, forbidden. */
export function CentredPage({
  product,
  banner,
  children,
}: {
  product?: string
  banner?: ReactNode
  children: ReactNode
}) {
  return (
    <div className="centred">
      {banner && (
        <aside className="shell-banner" aria-label="À savoir">
          {banner}
        </aside>
      )}
      <main id="main" tabIndex={-1}>
        {product && <p className="product">{product}</p>}
        {children}
      </main>
    </div>
  )
}
