import { useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { I18nProvider, RouterProvider } from 'react-aria-components'
import { Toasts } from '#kernel/ui/index.ts'
import { ShortcutHelp } from './ShortcutHelp.tsx'
import { listenToKeys } from './shortcuts.ts'

// React Aria empties its announcements by assigning an empty HTML text, which trusted types refuse like any other.
// This policy lets nothing else through.
declare global {
  interface Window {
    trustedTypes?: { createPolicy(name: string, rules: { createHTML(html: string): string }): unknown }
  }
}
window.trustedTypes?.createPolicy('default', {
  createHTML(html) {
    if (html === '') return ''
    throw new TypeError('This page writes no HTML text.')
  },
})

// React Aria would add a style element with one rule, which the content policy refuses. Our own sheet has the rule;
// an element that bears the id makes React Aria believe it is done.
const pressable = 'react-aria-pressable-style'
if (!document.getElementById(pressable)) {
  const mark = document.createElement('meta')
  mark.id = pressable
  document.head.append(mark)
}

/** Once, around every page: French, navigation without reloading, messages, keys. */
export function AppRoot({ children }: { children: ReactNode }) {
  const router = useRouter()
  useEffect(listenToKeys, [])
  return (
    <I18nProvider locale="fr-FR">
      <RouterProvider navigate={(path) => router.history.push(path)}>
        {children}
        <ShortcutHelp />
        <Toasts />
      </RouterProvider>
    </I18nProvider>
  )
}
