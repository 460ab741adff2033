import { useRouterState } from '@tanstack/react-router'
import { type RefObject, useEffect, useRef } from 'react'

let product = ''
let isFirstPage = true

/** The name that ends every document title. */
export function setProduct(name: string) {
  product = name
}

/** Names the page in the tab: « Tableau de bord · Repère ». */
export function usePageTitle(title: string) {
  useEffect(() => {
    document.title = product && product !== title ? `${title} · ${product}` : title
  }, [title])
}

const typing = 'input, textarea, select, [contenteditable=true], [role=spinbutton]'

/**
 * After a navigation, puts the focus on the heading, so that the keyboard and the screen reader start where the page
 * starts. Not on the first page, and never away from a field that is being filled.
 */
export function useHeadingFocus(heading: RefObject<HTMLHeadingElement | null>) {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const shownPath = useRef<string | null>(null)
  useEffect(() => {
    const isNewHeading = shownPath.current === null
    shownPath.current = path
    if (isFirstPage) {
      isFirstPage = false
      return
    }
    const active = document.activeElement
    const isTaken = isNewHeading ? active?.closest('main') : active?.closest(typing)
    if (!isTaken) heading.current?.focus({ preventScroll: true })
  }, [path, heading])
}
