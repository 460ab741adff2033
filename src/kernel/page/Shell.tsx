import { useRouter, useRouterState } from '@tanstack/react-router'
import { Menu as MenuIcon, PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { Button, Drawer, IconButton, SkipLink } from '#kernel/ui/index.ts'
import { currentItem, type NavItem, NavLink, NavList } from './Navigation.tsx'
import { PersonMenu, type PersonMenuProps } from './PersonMenu.tsx'
import './page.css'
import { useShortcut } from './shortcuts.ts'
import { setProduct } from './title.ts'

export interface ShellProps extends PersonMenuProps {
  product: string
  nav: readonly NavItem[]
  /** The one thing to do from anywhere, above the navigation. */
  primary?: ReactNode
  /** A sentence that stays above every page. */
  banner?: ReactNode
  children: ReactNode
}

const railKey = 'nav.rail'

/** The frame of the application: navigation at the left, or at the bottom of a telephone. */
export function Shell(props: ShellProps) {
  const { product, nav, primary, banner, children } = props
  const [isRail, setRail] = useState(() => localStorage.getItem(railKey) === 'yes')
  const [isDrawerOpen, setDrawerOpen] = useState(false)
  useEffect(() => setProduct(product), [product])
  const fold = () => {
    localStorage.setItem(railKey, isRail ? 'no' : 'yes')
    setRail(!isRail)
  }
  const person = <PersonMenu {...props} />
  return (
    <div className="shell" data-rail={isRail || undefined}>
      <SkipLink />
      {nav.map((item) => item.shortcut && <GoTo key={item.to} item={item} keys={item.shortcut} />)}
      <header className="side no-print">
        <div className="side-head">
          <span className="product">{product}</span>
          <IconButton
            icon={isRail ? PanelLeftOpen : PanelLeftClose}
            label={isRail ? 'Déplier la navigation' : 'Replier la navigation'}
            size="small"
            onPress={fold}
          />
        </div>
        {primary && <div className="side-primary">{primary}</div>}
        <nav aria-label="Navigation principale" className="side-nav">
          <NavList items={nav} />
        </nav>
        {person}
      </header>
      <div className="shell-page">
        {banner && (
          <aside className="shell-banner" aria-label="À savoir">
            {banner}
          </aside>
        )}
        <main id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <BottomBar nav={nav} onMore={() => setDrawerOpen(true)} />
      <Drawer title={product} side="start" isOpen={isDrawerOpen} onOpenChange={setDrawerOpen}>
        <div className="stack" data-gap="4">
          {primary}
          <nav aria-label="Toute la navigation" className="side-nav">
            <NavList items={nav} onGo={() => setDrawerOpen(false)} />
          </nav>
          {person}
        </div>
      </Drawer>
    </div>
  )
}

function GoTo({ item, keys }: { item: NavItem; keys: string }) {
  const router = useRouter()
  useShortcut(keys, () => router.history.push(item.to), { label: item.label, group: 'Aller à' })
  return null
}

function BottomBar({ nav, onMore }: { nav: readonly NavItem[]; onMore: () => void }) {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const current = currentItem(nav, path)
  return (
    <nav className="bottom-bar no-print" aria-label="Navigation">
      {nav.slice(0, 4).map((item) => (
        <NavLink key={item.to} item={item} isCurrent={item === current} />
      ))}
      <Button variant="plain" icon={MenuIcon} onPress={onMore}>
        Menu
      </Button>
    </nav>
  )
}
