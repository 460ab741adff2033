import { Check, ChevronDown, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { MenuItem, MenuTrigger, Popover, Menu as RacMenu, Separator } from 'react-aria-components'
import { Button, type ButtonVariant } from './Button.tsx'
import { Kbd } from './Kbd.tsx'

export interface MenuAction {
  id: string
  label: string
  description?: string
  icon?: LucideIcon
  shortcut?: string
  href?: string
  onAction?: () => void
  tone?: 'danger'
  isDisabled?: boolean
  /** Shows a tick: the choice in force among several. */
  isSelected?: boolean
}

export type MenuEntry = MenuAction | 'separator'

export interface MenuProps {
  label: string
  items: readonly MenuEntry[]
  icon?: LucideIcon
  variant?: ButtonVariant
  size?: 'small'
  /** Replaces the button that opens it. */
  trigger?: ReactNode
}

/** More to do, behind one button. */
export function Menu({ label, items, icon = ChevronDown, variant, size, trigger }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger ?? (
        <Button icon={icon} variant={variant} size={size}>
          {label}
        </Button>
      )}
      <Popover className="popover" offset={4}>
        <RacMenu className="menu" aria-label={label}>
          {items.map((item, place) =>
            item === 'separator' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: a separator has nothing but its place.
              <Separator key={`separator-${place}`} className="menu-separator" />
            ) : (
              <Entry key={item.id} item={item} />
            ),
          )}
        </RacMenu>
      </Popover>
    </MenuTrigger>
  )
}

function Entry({ item }: { item: MenuAction }) {
  const { icon: Icon } = item
  return (
    <MenuItem
      id={item.id}
      textValue={item.label}
      href={item.href}
      onAction={item.onAction}
      isDisabled={item.isDisabled}
      className="menu-item"
      data-tone={item.tone}
      aria-label={item.isSelected ? `${item.label} (choix actuel)` : undefined}
    >
      {Icon && <Icon size={18} strokeWidth={1.75} aria-hidden />}
      <span className="menu-item-words">
        {item.label}
        {item.description && <small>{item.description}</small>}
      </span>
      {item.isSelected && <Check className="menu-check" size={16} aria-hidden />}
      {item.shortcut && <Kbd>{item.shortcut}</Kbd>}
    </MenuItem>
  )
}
