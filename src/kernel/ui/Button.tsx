import { Check, Copy, ExternalLink, type LucideIcon, Printer } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Link, Button as RacButton } from 'react-aria-components'
import { Kbd } from './Kbd.tsx'
import { Tooltip } from './Tooltip.tsx'

export type ButtonVariant = 'primary' | 'quiet' | 'danger' | 'plain'

interface ButtonLook {
  children?: ReactNode
  variant?: ButtonVariant
  icon?: LucideIcon
  /** The keys that do the same, shown beside the words; `useShortcut` registers them. */
  shortcut?: string
  size?: 'small'
  isWide?: boolean
}

export interface ButtonProps extends ButtonLook {
  onPress?: () => void
  type?: 'button' | 'submit'
  isPending?: boolean
  isDisabled?: boolean
  autoFocus?: boolean
  form?: string
  'aria-label'?: string
  'aria-expanded'?: boolean
  'aria-controls'?: string
  'aria-pressed'?: boolean
  'aria-describedby'?: string
}

function Inside({ icon: Icon, children, shortcut }: ButtonLook) {
  return (
    <>
      {Icon && <Icon size={18} strokeWidth={1.75} aria-hidden />}
      {children !== undefined && <span>{children}</span>}
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </>
  )
}

/** What a person does here. One primary button a screen, at most. */
export function Button({ variant = 'quiet', size, isWide, icon, shortcut, children, ...rest }: ButtonProps) {
  return (
    <RacButton
      {...rest}
      className="button"
      data-variant={variant}
      data-size={size}
      data-wide={isWide || undefined}
      aria-keyshortcuts={shortcut && ariaKeys(shortcut)}
    >
      {({ isPending }) => (
        <>
          <Inside icon={icon} shortcut={shortcut}>
            {children}
          </Inside>
          {isPending && <span className="spinner" role="progressbar" aria-label="En cours" />}
        </>
      )}
    </RacButton>
  )
}

export interface ButtonLinkProps extends ButtonLook {
  href: string
  download?: string
}

/** A place to go that looks like a button. */
export function ButtonLink({
  variant = 'quiet',
  size,
  isWide,
  icon,
  shortcut,
  children,
  ...rest
}: ButtonLinkProps) {
  return (
    <Link
      {...rest}
      className="button"
      data-variant={variant}
      data-size={size}
      data-wide={isWide || undefined}
      aria-keyshortcuts={shortcut && ariaKeys(shortcut)}
    >
      <Inside icon={icon} shortcut={shortcut}>
        {children}
      </Inside>
    </Link>
  )
}

/** A place to go, inside a sentence. */
export function TextLink({
  href,
  children,
  isExternal,
}: {
  href: string
  children: ReactNode
  isExternal?: boolean
}) {
  return (
    <Link
      href={href}
      className="text-link"
      target={isExternal ? '_blank' : undefined}
      rel={isExternal ? 'noreferrer' : undefined}
    >
      {children}
      {isExternal && <ExternalLink size={14} aria-label="(nouvel onglet)" />}
    </Link>
  )
}

export interface IconButtonProps {
  icon: LucideIcon
  /** The word: always the accessible name, shown on hover and focus, or beside the icon with `showLabel`. */
  label: string
  onPress?: () => void
  isDisabled?: boolean
  isPressed?: boolean
  showLabel?: boolean
  size?: 'small'
  variant?: ButtonVariant
}

/** An icon with its word. */
export function IconButton({
  icon: Icon,
  label,
  isPressed,
  showLabel,
  size,
  variant,
  ...rest
}: IconButtonProps) {
  if (showLabel)
    return (
      <Button {...rest} icon={Icon} size={size} variant={variant ?? 'plain'} aria-pressed={isPressed}>
        {label}
      </Button>
    )
  return (
    <Tooltip text={label}>
      <RacButton
        {...rest}
        className="button"
        data-variant={variant ?? 'plain'}
        data-size={size}
        data-icon-only
        aria-label={label}
        aria-pressed={isPressed}
      >
        <Icon size={18} strokeWidth={1.75} aria-hidden />
      </RacButton>
    </Tooltip>
  )
}

/** Prints the page, whose print styles leave the navigation out. */
export function PrintButton({ children = 'Imprimer' }: { children?: ReactNode }) {
  return (
    <Button icon={Printer} onPress={() => window.print()}>
      {children}
    </Button>
  )
}

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text, children = 'Copier' }: { text: string; children?: ReactNode }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <Button icon={isCopied ? Check : Copy} size="small" onPress={() => void copy()}>
      {isCopied ? 'Copié' : children}
    </Button>
  )
}

/** « Ctrl+Entrée » as assistive technology expects it; a sequence like « g b » has no such notation. */
function ariaKeys(shortcut: string): string | undefined {
  if (shortcut.includes(' ')) return undefined
  return shortcut.replace('Ctrl', 'Control').replace('Entrée', 'Enter').replace('Échap', 'Escape')
}
