import { Link, useRouterState } from '@tanstack/react-router'
import type { LucideIcon } from 'lucide-react'
import { Kbd } from '#kernel/ui/index.ts'

export interface NavItem {
  to: string
  label: string
  icon: LucideIcon
  /** « g b »: registered by the frame. */
  shortcut?: string
  /** How many things wait there. */
  count?: number
  /** The count is late, not merely waiting. */
  isLate?: boolean
  /** Addresses of pages found from this one, which are not in the navigation. */
  covers?: readonly string[]
  /** Items of one group stand together under its name. */
  group?: string
}

/** Whether a page is under an item: the item whose path is the longest beginning of the page's wins. */
export function currentItem(items: readonly NavItem[], path: string): NavItem | undefined {
  return items
    .flatMap((item) => [item.to, ...(item.covers ?? [])].map((to) => ({ item, to })))
    .filter(({ to }) => path === to || path.startsWith(`${to}/`))
    .toSorted((a, b) => b.to.length - a.to.length)[0]?.item
}

export function NavLink({ item, isCurrent, onGo }: { item: NavItem; isCurrent: boolean; onGo?: () => void }) {
  const { icon: Icon } = item
  return (
    <Link
      to={item.to}
      className="nav-link"
      aria-current={isCurrent ? 'page' : undefined}
      activeProps={{}}
      activeOptions={{ exact: true }}
      onClick={onGo}
    >
      <Icon size={20} strokeWidth={1.75} aria-hidden />
      <span className="nav-word">{item.label}</span>
      {item.count !== undefined && item.count > 0 && (
        <span className="nav-count" data-late={item.isLate || undefined}>
          {item.count}
        </span>
      )}
      {item.shortcut && <Kbd>{item.shortcut}</Kbd>}
    </Link>
  )
}

/** The places of the product, in their groups. */
export function NavList({ items, onGo }: { items: readonly NavItem[]; onGo?: () => void }) {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const current = currentItem(items, path)
  const groups = [...new Set(items.map((item) => item.group))]
  return (
    <>
      {groups.map((group) => (
        <div key={group ?? ''} className="nav-group">
          {group && <h2 className="nav-heading">{group}</h2>}
          <ul>
            {items
              .filter((item) => item.group === group)
              .map((item) => (
                <li key={item.to}>
                  <NavLink item={item} isCurrent={item === current} onGo={onGo} />
                </li>
              ))}
          </ul>
        </div>
      ))}
    </>
  )
}
