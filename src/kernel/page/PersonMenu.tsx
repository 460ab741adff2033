import { ChevronsUpDown, Keyboard, LogOut, Monitor, MonitorX, Moon, Sun } from 'lucide-react'
import { Button } from 'react-aria-components'
import { Menu } from '#kernel/ui/index.ts'
import { useTheme } from './theme.ts'

export interface PersonMenuProps {
  person: { name: string; role: string }
  onSignOut: () => void
  onSignOutEverywhere: () => void
}

/** Who is signed in, and what they may change here. */
export function PersonMenu({ person, onSignOut, onSignOutEverywhere }: PersonMenuProps) {
  const [theme, setTheme] = useTheme()
  const showKeys = () => document.dispatchEvent(new KeyboardEvent('keydown', { key: '?' }))
  return (
    <Menu
      label={`${person.name}, ${person.role}`}
      trigger={
        <Button className="person">
          <span className="person-initials" aria-hidden>
            {initials(person.name)}
          </span>
          <span className="person-words">
            <strong>{person.name}</strong>
            <span>{person.role}</span>
          </span>
          <ChevronsUpDown size={16} aria-hidden />
        </Button>
      }
      items={[
        {
          id: 'system',
          label: 'Thème du système',
          icon: Monitor,
          isSelected: theme === 'system',
          onAction: () => setTheme('system'),
        },
        {
          id: 'light',
          label: 'Thème clair',
          icon: Sun,
          isSelected: theme === 'light',
          onAction: () => setTheme('light'),
        },
        {
          id: 'dark',
          label: 'Thème sombre',
          icon: Moon,
          isSelected: theme === 'dark',
          onAction: () => setTheme('dark'),
        },
        'separator',
        {
          id: 'keys',
          label: 'Raccourcis du clavier',
          icon: Keyboard,
          shortcut: '?',
          onAction: () => setTimeout(showKeys),
        },
        'separator',
        { id: 'out', label: 'Se déconnecter', icon: LogOut, onAction: onSignOut },
        {
          id: 'out-everywhere',
          label: 'Se déconnecter partout',
          description: 'Sur tous les postes où vous êtes connecté',
          icon: MonitorX,
          onAction: onSignOutEverywhere,
        },
      ]}
    />
  )
}

const initials = (name: string) =>
  name
    .split(/[\s-]+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase()
